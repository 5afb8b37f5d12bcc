"""Twilio Verify's own kinds of context and call: its state, its settings, its callers."""

from typing import TYPE_CHECKING, TypeAlias

import msgspec

from mfa_emulator.core import context
from mfa_emulator.core.context import BodyT
from mfa_emulator.providers.twilio_verify.records import AccessTokenRecord, FactorRecord, ServiceRecord
from mfa_emulator.providers.twilio_verify.settings import Settings
from mfa_emulator.providers.twilio_verify.state import ServiceData, VerifyState, of_world, settings_of

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


class Caller(msgspec.Struct, frozen=True):
    """The caller of an operation on a service: the account, the service its path names, and what a device proved."""

    account_sid: str
    service: ServiceRecord
    data: ServiceData
    device: FactorRecord | None = None
    """The factor whose key signed a device's login."""
    grant: AccessTokenRecord | None = None
    """The access token with which a device creates its factor."""


Context: TypeAlias = context.Context[VerifyState, Settings]

Call: TypeAlias = context.Call[BodyT, VerifyState, Settings, Caller]
"""The call of an operation on a service."""

AccountCall: TypeAlias = context.Call[BodyT, VerifyState, Settings, str]
"""The call of an operation on the account, whose SID is the caller."""

AnyCall: TypeAlias = context.Call[BodyT, VerifyState, Settings, object]
"""A call of either kind; credentials are looked for in one before its caller and its body are known."""


def context_of(world: "World") -> Context:
    """The context in which helpers, taps and seeds act: this instant of a world."""
    return context.Context(world, of_world(world), settings_of(world), world.clock.micros())
