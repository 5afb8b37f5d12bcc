"""The front door, which start-up scripts ask whether the emulator is there."""

from mfa_emulator.core.operation import Call, Reply
from mfa_emulator.providers.identity_toolkit.state import Toolkit
from mfa_emulator.providers.identity_toolkit.wire import encode

_DOCS = "https://firebase.google.com/docs/emulator-suite"


def ready(call: Call[None, Toolkit]) -> Reply:
    """As the official emulator says it."""
    answer = {"authEmulator": {"ready": True, "docs": _DOCS, "apiSpec": "/emulator/openapi.json"}}
    return Reply(200, encode(answer))
