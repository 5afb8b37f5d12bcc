"""Matchers: what stands in an expectation in place of a value, and the values that each accepts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.time import durations
from mfa_emulator.core.work.patterns import limited

_MILLISECONDS_FROM = 100_000_000_000
"""Numbers of this size are milliseconds since 1970, not seconds: as seconds they would lie after the year 5000."""

_TYPES: Mapping[str, Callable[[object], bool]] = {
    "text": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "list": lambda value: isinstance(value, list),
    "null": lambda value: value is None,
}


class Matcher(NamedTuple):
    """A matcher: the values that may stand in it, and those that it accepts."""

    wants: str
    """The value that stands in it, in words."""
    takes: Callable[[object], bool]
    accepts: Callable[[object, object, bool], bool]
    """(its value, the actual value, whether there is none) -> whether it is as expected."""
    schema: JsonObject
    """JSON Schema of the value that stands in it."""
    holds_values: bool = False
    """Its value is an expected one itself, and may hold matchers."""


def _is_regex(value: object) -> bool:
    try:
        return isinstance(value, str) and limited(value) is not None
    except ValueError:
        return False


def _is_length(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_approx(value: object) -> bool:
    if not isinstance(value, dict) or "instant" not in value or not set(value) <= {"instant", "plus", "within"}:
        return False
    try:
        durations.instant(value["instant"])
        durations.micros(value.get("plus", 0))
        durations.micros(value.get("within", 0))
    except ValueError:
        return False
    return True


def _is_near(wanted: object, actual: object, absent: bool) -> bool:
    assert isinstance(wanted, dict)
    found = None if absent else _instant(actual)
    middle = durations.instant(wanted["instant"]) + durations.micros(wanted.get("plus", 0))
    return found is not None and abs(found - middle) <= durations.micros(wanted.get("within", "1s"))


def _instant(value: object) -> int | None:
    """The instant that a vendor writes: ISO 8601, RFC 2822, seconds or milliseconds since 1970, as text perhaps."""
    try:
        if isinstance(value, str) and value.isdecimal() and len(value) < 20:
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return durations.instant(value / 1000 if value >= _MILLISECONDS_FROM else value)
        if isinstance(value, str) and "," in value:
            at = parsedate_to_datetime(value)
            return durations.instant(at if at.tzinfo else at.replace(tzinfo=UTC))
        return durations.instant(value) if isinstance(value, str | float) else None
    except ValueError:
        return None


_TRUE: JsonObject = {"const": True}

MATCHERS: Mapping[str, Matcher] = {
    "$any": Matcher("`true`", lambda value: value is True, lambda _, __, absent: not absent, _TRUE),
    "$absent": Matcher("`true`", lambda value: value is True, lambda _, __, absent: absent, _TRUE),
    "$type": Matcher(
        f"a type: {', '.join(_TYPES)}",
        lambda value: isinstance(value, str) and value in _TYPES,
        lambda kind, actual, absent: not absent and _TYPES[str(kind)](actual),
        {"enum": [*_TYPES]},
    ),
    # Searches, as `pattern` does in JSON Schema: write ^ and $ where they are meant.
    "$matches": Matcher(
        "a regular expression",
        _is_regex,
        lambda pattern, actual, _: isinstance(actual, str) and limited(str(pattern)).occurs_in(actual),
        {"type": "string"},
    ),
    "$contains": Matcher(
        "a part of a text, or an element of a list",
        lambda value: True,
        lambda part, actual, _: isinstance(part, str) and isinstance(actual, str) and part in actual,
        {},
        holds_values=True,
    ),
    "$length": Matcher(
        "a number of characters or elements",
        _is_length,
        lambda length, actual, _: isinstance(actual, str | list) and len(actual) == length,
        {"type": ["integer", "string"], "minimum": 0},
    ),
    "$approx": Matcher(
        "{instant, plus, within}: an instant, a duration after it, and how far off it may be (1s)",
        _is_approx,
        _is_near,
        {
            "type": "object",
            "required": ["instant"],
            "properties": {"instant": {}, "plus": {}, "within": {}},
            "additionalProperties": False,
        },
    ),
    "$exact": Matcher(
        "a value that may have no further keys, at any depth",
        lambda value: True,
        lambda _, __, ___: False,  # compared key by key
        {},
        holds_values=True,
    ),
}
