"""Sliding windows: how often something happened lately, and when it may happen again."""

from mfa_emulator.core.store.table import Table
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.twilio_verify.records import Tally

Limit = tuple[int, int]
"""At most so many, in so many seconds. 0 as the number is off."""

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


def full(tallies: Table[Tally], key: str, limits: list[Limit], now: int) -> Limit | None:
    """The first limit that one more would break."""
    tally = tallies.get(key)
    if tally is None:
        return None
    return next((limit for limit in limits if limit[0] and _within(tally.times, limit[1], now) >= limit[0]), None)


def free_at(tallies: Table[Tally], key: str, limit: Limit) -> int:
    """When a full limit lets the next one pass, in microseconds."""
    tally = tallies.get(key)
    assert tally is not None
    most, seconds = limit
    return tally.times[-most] + seconds * SECOND


def count(tallies: Table[Tally], key: str, limits: list[Limit], now: int, most_keys: int) -> None:
    """Note one more, and forget those that no limit asks for any longer. With more than `most_keys` keys, those that
    were counted the longest ago are forgotten."""
    kept = max((most for most, _ in limits), default=0)
    if not kept:
        return
    tally = tallies.delete(key)  # it becomes the youngest
    times = (*(tally.times if tally else ()), now)
    tallies.put(Tally(key, times[-kept:]))
    tallies.trim(most_keys)


def _within(times: tuple[int, ...], seconds: int, now: int) -> int:
    since = now - seconds * SECOND
    found = 0
    for at in reversed(times):
        if at <= since:
            break
        found += 1
    return found
