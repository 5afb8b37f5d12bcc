"""Health: the emulator's version and vendors, once it is ready."""

from mfa_emulator.control.context import Call
from mfa_emulator.control.endpoint import Nothing
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.operation import Operation
from mfa_emulator.version import VERSION


def show(call: Call[Nothing]) -> JsonObject:
    """Answer that the world is ready: it is listed, and its port opened, only after its seeds are loaded."""
    return {
        "status": "ok",
        "version": VERSION,
        "providers": list(call.world.providers),
        "world": call.world.name,
    }


OPERATIONS = (Operation("health.show", "GET /_mfa/v1/health", show),)
