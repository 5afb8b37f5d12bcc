"""Looks of values: texts that are harmless, and texts that are something by their look alone."""

import re

import msgspec

from mfa_emulator.core import base64url
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.recording.scrubbing.field_names import Kind

_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z| ?[+-]\d\d:?\d\d)?)?"
    r"|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (GMT|\+0000)"
)
_DURATION = re.compile(r"\d{1,9}(\.\d{1,9})?s")
_MEDIA_TYPE = re.compile(r"(application|text)/[a-z0-9.+-]{2,40}(; ?charset=[A-Za-z0-9-]{3,12})?")
_EPOCH = re.compile(r"\d{10}|\d{13}")
_BY_LOOK: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("otpauth", re.compile(r"otpauth://\S+", re.I)),
    ("token", re.compile(r"[\w-]{4,}\.[\w-]{4,}\.[\w-]*")),
    ("email", re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")),
    ("phone", re.compile(r"(whatsapp:|tel:)?(\+|00)[\d ().-]{6,20}\d|\(\d{2,4}\) ?[\d -]{5,12}\d")),
    ("address", re.compile(r"\d{1,3}(\.\d{1,3}){3}|(?=[^:]*:[^:]*:)[0-9A-Fa-f:]{3,39}")),
    ("id", re.compile(r"[A-Z]{2}[0-9a-f]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")),
    ("code", re.compile(r"\d{4,10}")),
)
_TIMES = frozenset(("at", "time", "date", "exp", "iat", "nbf", "timestamp", "since", "expires", "created", "updated"))
_LENGTHS = (("in",), ("length",), ("period",), ("seconds",), ("interval",), ("size",), ("lifetime",))
"""Last words of names of lengths of time and the like."""
_SMALL = 1000
_JWT = re.compile(r"(eyJ[\w-]+)\.([\w-]+)\.([\w-]*)")


def kind_by_look(text: str) -> Kind | None:
    """The kind of value that a text is by its look, whatever it is called."""
    return next((kind for kind, pattern in _BY_LOOK if pattern.fullmatch(text)), None)


def is_harmless(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text tells nothing of anybody: an instant, a length of time, a type of media, a small number."""
    if len(text) < 3 or _INSTANT.fullmatch(text) or _DURATION.fullmatch(text) or _MEDIA_TYPE.fullmatch(text):
        return True
    if text.isascii() and text.isdigit():
        return (
            len(text) < 4
            or (words[-1:] in _LENGTHS and len(text) < 7)
            or (is_about_time(words) and _EPOCH.fullmatch(text) is not None)
        )
    return text in ("true", "false", "null")


def is_about_time(words: tuple[str, ...]) -> bool:
    """Whether a name tells of instants."""
    return not _TIMES.isdisjoint(words)


def is_small(number: float) -> bool:
    """Whether a number is too small to be anybody's."""
    return abs(number) < _SMALL


def parts_of_jwt(text: str) -> tuple[JsonObject, JsonObject] | None:
    """Header and claims of a JSON Web Token; None for any other text."""
    found = _JWT.fullmatch(text)
    if found is None:
        return None
    header, claims = _json_part(found[1]), _json_part(found[2])
    return (header, claims) if isinstance(header, dict) and isinstance(claims, dict) else None


def _json_part(part: str) -> Json:
    try:
        value: Json = msgspec.json.decode(base64url.decode(part))
    except (ValueError, RecursionError):
        return None
    return value
