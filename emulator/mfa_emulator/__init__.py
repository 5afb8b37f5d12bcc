"""A local stand-in for the MFA APIs of Google Identity Toolkit, OneLogin and Twilio Verify."""

from typing import TYPE_CHECKING, Any

from mfa_emulator.version import VERSION

if TYPE_CHECKING:
    from mfa_emulator.core.inbox import Message
    from mfa_emulator.core.otp.authenticator import Authenticator
    from mfa_emulator.core.time.clock import Clock
    from mfa_emulator.core.world import World
    from mfa_emulator.emulator import Emulator

__all__ = ["Authenticator", "Clock", "Emulator", "Message", "World", "__version__"]
__version__ = VERSION

_HOMES = {
    "Authenticator": "core.otp.authenticator",
    "Clock": "core.time.clock",
    "Emulator": "emulator",
    "Message": "core.inbox",
    "World": "core.world",
}


def __getattr__(name: str) -> Any:
    """Import a public name on first use: ``import mfa_emulator`` alone costs next to nothing."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{home}"), name)
