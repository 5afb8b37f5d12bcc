"""Readiness of the emulator, for scripts that wait for its start."""

from mfa_emulator.core.http.messages import Reply
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.wire import encode

_DOCS = "https://firebase.google.com/docs/emulator-suite"


def ready(call: Call[None]) -> Reply:
    """Answer readiness in the words of the official emulator."""
    answer = {"authEmulator": {"ready": True, "docs": _DOCS, "apiSpec": "/emulator/openapi.json"}}
    return Reply(200, encode(answer))
