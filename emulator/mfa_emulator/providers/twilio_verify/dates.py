"""Dates as Twilio writes and reads them."""

from functools import lru_cache

from mfa_emulator.core.time.durations import instant, rfc3339


@lru_cache(1024)
def date(at: int) -> str:
    """``2026-11-21T10:00:00Z``: without a fraction, or the Python and Go SDKs could not read it."""
    return rfc3339(at, 0)


@lru_cache(1024)
def exact_date(at: int) -> str:
    """``2026-11-21T10:00:00.268Z``: the time of a send, with milliseconds (recorded)."""
    return rfc3339(at, 3)


def maybe_date(at: int | None) -> str | None:
    """A date that may not be there."""
    return None if at is None else date(at)


def read_date(text: str) -> int:
    """Microseconds of a date parameter (``YYYY-MM-DDTHH:MM:SSZ``). Raises ValueError."""
    if "T" not in text:
        raise ValueError("is not a date such as 2026-11-21T10:00:00Z")
    return instant(text)
