"""A local stand-in for the MFA APIs of Google Identity Toolkit, OneLogin and Twilio Verify."""

from typing import TYPE_CHECKING

from mfa_emulator.version import VERSION

if TYPE_CHECKING:
    from mfa_emulator.core.faults.faults import Faults
    from mfa_emulator.core.handles import Factor, Person
    from mfa_emulator.core.inbox import Inbox
    from mfa_emulator.core.journal import Exchange, Journal
    from mfa_emulator.core.message import Message
    from mfa_emulator.core.otp.authenticator import Authenticator
    from mfa_emulator.core.time.clock import Clock
    from mfa_emulator.core.world import World
    from mfa_emulator.emulator import Emulator

__all__ = [
    "Authenticator",
    "Clock",
    "Emulator",
    "Exchange",
    "Factor",
    "Faults",
    "Inbox",
    "Journal",
    "Message",
    "Person",
    "World",
    "__version__",
]
__version__ = VERSION

_HOMES = {
    "Authenticator": "core.otp.authenticator",
    "Clock": "core.time.clock",
    "Emulator": "emulator",
    "Exchange": "core.journal",
    "Factor": "core.handles",
    "Faults": "core.faults.faults",
    "Inbox": "core.inbox",
    "Journal": "core.journal",
    "Message": "core.message",
    "Person": "core.handles",
    "World": "core.world",
}

# Hidden from type checkers, which would take every name for one that the package has.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import a public name on first use: ``import mfa_emulator`` alone costs next to nothing."""
        home = _HOMES.get(name)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{home}"), name)
