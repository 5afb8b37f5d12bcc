"""The kinds of context and call of OneLogin: with its state, settings and callers."""

from typing import TYPE_CHECKING, TypeAlias

from mfa_emulator.core import context
from mfa_emulator.core.context import BodyT
from mfa_emulator.providers.onelogin.records import Credential
from mfa_emulator.providers.onelogin.settings import Settings
from mfa_emulator.providers.onelogin.state import State, of_world, settings_of

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

Context: TypeAlias = context.Context[State, Settings]

Call: TypeAlias = context.Call[BodyT, State, Settings, Credential]
"""The call of an operation; the caller is the API credential behind its token."""


def context_of(world: "World") -> Context:
    """The context in which helpers, phones and seeds act: this instant of a world."""
    return context.Context(world, of_world(world), settings_of(world), world.clock.micros())
