"""Twilio Verify's own kinds of context and call: its state, its settings, its callers."""

from typing import TYPE_CHECKING, Protocol, TypeAlias

import msgspec

from mfa_emulator.core import context
from mfa_emulator.core.context import BodyT
from mfa_emulator.providers.twilio_verify.records import AccessTokenRecord, FactorRecord, ServiceRecord
from mfa_emulator.providers.twilio_verify.settings import Settings
from mfa_emulator.providers.twilio_verify.state import ServiceData, VerifyState, of_world, settings_of

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


class Caller(msgspec.Struct, frozen=True, gc=False):
    """The caller of an operation on a service: the account, the service its path names, and what a device proved."""

    account_sid: str
    service: ServiceRecord
    data: ServiceData
    device: FactorRecord | None = None
    """The factor whose key signed a device's login."""
    grant: AccessTokenRecord | None = None
    """The access token with which a device creates its factor."""


Context: TypeAlias = context.Context[VerifyState, Settings]


class ServiceContext(Protocol):
    """The context of rules and helpers within one service: the call of an operation on it, or one without a request.

    A protocol, since the call of an operation carries its caller by itself.
    """

    @property
    def world(self) -> "World":
        """The world."""

    @property
    def state(self) -> VerifyState:
        """The vendor's state there."""

    @property
    def settings(self) -> Settings:
        """The vendor's settings there."""

    @property
    def now(self) -> int:
        """Microseconds since the epoch, read once for all that is done."""

    @property
    def caller(self) -> Caller:
        """The account with its service and the service's tables."""


Call: TypeAlias = context.Call[BodyT, VerifyState, Settings, Caller]
"""The call of an operation on a service."""

AccountCall: TypeAlias = context.Call[BodyT, VerifyState, Settings, str]
"""The call of an operation on the account, whose SID is the caller."""

AnyCall: TypeAlias = context.Call[BodyT, VerifyState, Settings, object]
"""A call of either kind; credentials are looked for in one before its caller and its body are known."""


class _WithoutRequest(context.Context[VerifyState, Settings]):
    """The context of helpers, taps and seeds within a service, which act for its account."""

    __slots__ = ("caller",)

    def __init__(self, world: "World", caller: Caller) -> None:
        super().__init__(world, of_world(world), settings_of(world), world.clock.micros())
        self.caller = caller


def context_of(world: "World", service_sid: str = "") -> ServiceContext:
    """The context in which helpers, taps and seeds act: this instant of a world, in the default service or another.

    Raises LookupError when there is no such service.
    """
    state = of_world(world)
    service = state.services.by("sid", service_sid or state.default_service)
    if service is None:
        raise LookupError(f"no service {service_sid}; there are {len(state.services)}")
    return _WithoutRequest(world, Caller(service.account_sid, service, state.data[service.sid]))
