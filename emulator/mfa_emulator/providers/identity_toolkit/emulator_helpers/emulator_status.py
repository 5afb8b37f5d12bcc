"""The front door, which start-up scripts ask whether the emulator is there."""

from mfa_emulator.core.http.messages import Reply
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.wire import encode

_DOCS = "https://firebase.google.com/docs/emulator-suite"


def ready(call: Call[None]) -> Reply:
    """As the official emulator says it."""
    answer = {"authEmulator": {"ready": True, "docs": _DOCS, "apiSpec": "/emulator/openapi.json"}}
    return Reply(200, encode(answer))
