"""Identity Toolkit's own kinds of context and call: its state, its settings, its callers."""

from typing import TYPE_CHECKING, TypeAlias

import msgspec

from mfa_emulator.core import context
from mfa_emulator.core.context import BodyT
from mfa_emulator.providers.identity_toolkit.settings import EMULATOR, Settings
from mfa_emulator.providers.identity_toolkit.state import Toolkit, settings_of, toolkit_of

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


class Caller(msgspec.Struct, frozen=True):
    """The caller of an operation: an app, or an administrator."""

    privileged: bool


Context: TypeAlias = context.Context[Toolkit, Settings]

Call: TypeAlias = context.Call[BodyT, Toolkit, Settings, Caller]


def official_context(world: "World") -> Context:
    """The context in which all is as in the official emulator, whatever the world's own settings are."""
    return context.Context(world, toolkit_of(world), EMULATOR, world.clock.micros())


def context_of(world: "World") -> Context:
    """The context in which helpers and seeds act: this instant of a world."""
    return context.Context(world, toolkit_of(world), settings_of(world), world.clock.micros())
