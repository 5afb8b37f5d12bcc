"""Control characters in parameters: refused where they come in, so that no message, name or terminal shows them."""

import re

from mfa_emulator.core.http.json import Json
from mfa_emulator.providers.twilio_verify.types.base import Params

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_IN_A_MESSAGE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MESSAGES = ("CustomMessage", "Details.Message", "Description")


def check(body: type[Params], name: str, text: str) -> None:
    """Refuse a text with control characters; messages and JSON may have tabs and line breaks."""
    refused = _IN_A_MESSAGE if name in _MESSAGES or text[:1] in ("{", "[") else _CONTROL
    found = refused.search(text)
    if found is not None:
        raise body.refuse(name, f"holds the control character {found[0]!r} at {found.start()}")


def check_within(body: type[Params], name: str, value: Json) -> None:
    """Refuse JSON with such a text anywhere in it."""
    if isinstance(value, str):
        found = _IN_A_MESSAGE.search(value)
        if found is not None:
            raise body.refuse(name, f"holds the control character {found[0]!r}")
    elif isinstance(value, list):
        for part in value:
            check_within(body, name, part)
    elif isinstance(value, dict):
        for key, part in value.items():
            check_within(body, name, key)
            check_within(body, name, part)
