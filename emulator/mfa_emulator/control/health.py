"""Whether the emulator is ready, and what it is."""

from typing import Any

from mfa_emulator.control.context import Call
from mfa_emulator.control.endpoint import Nothing
from mfa_emulator.version import VERSION


def show(call: Call[Nothing]) -> dict[str, Any]:
    """A world answers only when its seeds are loaded: it is listed after that, and a port is opened after that."""
    return {
        "status": "ok",
        "version": VERSION,
        "providers": list(call.world.providers),
        "world": call.world.name,
    }
