"""Durations and instants as people write them: ``31s``, ``1h30m``, ``PT15M``, ``90``, ``2026-11-21T10:00:00Z``."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Annotated, TypeAlias

import msgspec

SECOND = 1_000_000
"""One second in microseconds, the unit of every instant inside the emulator."""

MILLISECOND = SECOND // 1000

Duration: TypeAlias = str | int | float | timedelta
Instant: TypeAlias = str | int | float | datetime

_UNITS = {"ms": MILLISECOND, "s": SECOND, "m": 60 * SECOND, "h": 3600 * SECOND, "d": 86_400 * SECOND}
_SHORT = re.compile(r"(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+", re.ASCII)
_SHORT_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)", re.ASCII)
_ISO = re.compile(
    r"P(?:(?P<w>\d+)W)?(?:(?P<d>\d+)D)?(?:T(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+(?:\.\d{1,6})?)S)?)?",
    re.ASCII,
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_ISO_UNITS = {"w": 7 * 86_400 * SECOND, **{unit: _UNITS[unit] for unit in "dhms"}}

LONGEST = 1000 * 366 * 86_400 * SECOND
"""No duration may be longer (a thousand years): an instant must stay one that a date can show."""

FIRST = 0
LAST = 221_845_392_000 * SECOND
"""9000-01-01T00:00:00Z: lifetimes added to any instant still end in a year that a date can show."""

_LATEST_SECOND = 253_402_300_799
"""9999-12-31T23:59:59Z."""

Micros: TypeAlias = Annotated[int, msgspec.Meta(ge=FIRST, le=_LATEST_SECOND * SECOND)]
"""An instant in a stored document, in microseconds since the epoch: one that a date can show."""

Seconds: TypeAlias = Annotated[int, msgspec.Meta(ge=FIRST, le=_LATEST_SECOND)]
"""The same in seconds."""


def micros(duration: Duration) -> int:
    """The duration in microseconds; a bare number is seconds.

    Raises ValueError when it cannot be read, is negative or is longer than a thousand years.
    """
    result = _read(duration)
    if not 0 <= result <= LONGEST:
        raise _duration_out_of_range(duration)
    return result


def _read(duration: Duration) -> int:
    if isinstance(duration, timedelta):
        return duration // timedelta(microseconds=1)
    if isinstance(duration, bool):
        raise ValueError(f"not a duration: {duration!r}")
    if isinstance(duration, int):
        return duration * SECOND
    if isinstance(duration, float):
        if not abs(duration) < 1e12:  # also refuses NaN and the infinities
            raise _duration_out_of_range(duration)
        return round(duration * SECOND)
    if not isinstance(duration, str):
        raise ValueError(f"not a duration: {duration!r}")
    return _read_text(duration.strip())


def _read_text(text: str) -> int:
    if len(text) > 64:
        raise ValueError("not a duration: text is longer than 64 characters")
    if text.startswith("-"):
        return -_read_text(text[1:])
    if _NUMBER.fullmatch(text):
        return round(float(text) * SECOND)
    if _SHORT.fullmatch(text):
        return sum(round(float(n) * _UNITS[unit]) for n, unit in _SHORT_PART.findall(text))
    iso = _ISO.fullmatch(text)
    if iso and not text.endswith(("P", "T")):
        return sum(round(float(n) * _ISO_UNITS[unit]) for unit, n in iso.groupdict().items() if n)
    raise ValueError(f"not a duration: {text!r} (write 31s, 5m, 1h30m, 2d, PT15M or a number of seconds)")


def instant(value: Instant) -> int:
    """The instant in microseconds since the epoch; a bare number is seconds, a date without a zone is UTC.

    Raises ValueError when it cannot be read or lies outside 1970-9000.
    """
    if isinstance(value, bool):
        raise ValueError(f"not an instant: {value!r}")
    if isinstance(value, int):
        result = value * SECOND
    elif isinstance(value, float):
        if not abs(value) < 1e12:
            raise _out_of_range(value)
        result = round(value * SECOND)
    elif isinstance(value, datetime):
        result = _from_datetime(value)
    elif isinstance(value, str):
        result = _from_text(value)
    else:
        raise ValueError(f"not an instant: {value!r}")
    if not FIRST <= result <= LAST:
        raise _out_of_range(value)
    return result


def _from_text(text: str) -> int:
    if len(text) <= 64 and _NUMBER.fullmatch(text):
        return round(float(text) * SECOND)
    try:
        return _from_datetime(datetime.fromisoformat(text))
    except ValueError:
        raise ValueError(f"not an instant: {text!r} (write 2026-11-21T10:00:00Z or seconds since 1970)") from None


def _from_datetime(value: datetime) -> int:
    aware = value if value.utcoffset() is not None else value.replace(tzinfo=UTC)
    try:
        return (aware - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    except OverflowError:
        raise _out_of_range(value) from None


def _out_of_range(value: Instant) -> ValueError:
    return ValueError(f"instant out of range: {value!r} (from {rfc3339(FIRST)} to {rfc3339(LAST)})")


def _duration_out_of_range(duration: Duration) -> ValueError:
    return ValueError(f"duration out of range: {duration!r} (from 0 to a thousand years; back goes travel alone)")


def as_datetime(at: int) -> datetime:
    """Microseconds since the epoch as an aware UTC datetime."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)


def rfc3339(at: int, digits: int | None = None) -> str:
    """``2026-11-21T10:00:00Z``; `digits` of a fraction (0-6), or as many as are needed in steps of three."""
    whole, fraction = divmod(at, SECOND)
    text = _whole(whole)
    if digits is None:
        digits = 0 if not fraction else 3 if fraction % 1000 == 0 else 6
    return f"{text}.{f'{fraction:06d}'[:digits]}Z" if digits else f"{text}Z"


@lru_cache(maxsize=256)  # an instant is mostly written again within that second
def _whole(whole: int) -> str:
    day, second = divmod(whole, 86_400)
    return f"{_date(day)}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


@lru_cache(maxsize=16)
def _date(day: int) -> str:
    return as_datetime(day * 86_400 * SECOND).strftime("%Y-%m-%d")


def for_people(span: int) -> str:
    """A span of microseconds as people say it: ``31s``, ``5m``, ``1h30m``, ``0.5s``."""
    seconds, rest = divmod(abs(span), SECOND)
    if rest or not seconds:
        return f"{'-' if span < 0 else ''}{abs(span) / SECOND:g}s"
    parts = []
    for unit, size in (("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count}{unit}")
    return ("-" if span < 0 else "") + "".join(parts)
