"""Windows of time in which something may happen so often: quotas, attempts, rate limits.

Two kinds answer the same questions. A `SlidingWindow` knows the instants of what happened and looks back from now.
A `FixedWindow` counts from the first event on and starts over when its time is up; it knows no instants, so that a
limit of thousands costs as little as one of three. Both are values to be stored in a record.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from mfa_emulator.core.time.durations import SECOND, Micros, for_people

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
"""In seconds, for limits."""


class Limit(NamedTuple):
    """At most `most` events in `seconds`. 0 as `most`: any number."""

    most: int
    seconds: int

    def __str__(self) -> str:
        return f"{self.most} in {for_people(self.seconds * SECOND)}"


class SlidingWindow(msgspec.Struct, frozen=True, gc=False):
    """The instants of what happened lately, oldest first, as many of them as the limits ask for."""

    at: tuple[Micros, ...] = ()

    def count(self, seconds: int, now: int) -> int:
        """The number of events within the last `seconds`; one that is exactly as old is not counted."""
        return len(self.at) - bisect_right(self.at, now - seconds * SECOND)

    def room(self, limit: Limit, now: int) -> int:
        """The number of events that the limit still allows now. Raises ValueError if it allows any number."""
        return max(_most(limit) - self.count(limit.seconds, now), 0)

    def full(self, limits: Sequence[Limit], now: int) -> Limit | None:
        """The first of the limits that one more event would break."""
        events = len(self.at)
        for limit in limits:
            if 0 < limit.most <= events and not self.room(limit, now):
                return limit
        return None

    def seconds_left(self, limit: Limit, now: int) -> int:
        """Whole seconds until the limit allows one more event, rounded up; 0 when it does now."""
        if self.room(limit, now):
            return 0
        # With that event gone the number is one below the limit.
        return _rounded_up(self.at[-limit.most] + limit.seconds * SECOND - now)

    def added(self, limits: Sequence[Limit], now: int) -> "SlidingWindow":
        """The window after one more event; events that none of the limits asks for are forgotten."""
        longest = most = 0
        for number, seconds in limits:
            if number > most:
                most = number
            if number and seconds > longest:
                longest = seconds
        if not most:
            return _EMPTY
        if not self.at:
            return SlidingWindow((now,))
        # In order, also when the clock was set back: the instants are searched by halves.
        at = (*self.at, now) if self.at[-1] <= now else tuple(sorted((*self.at, now)))
        begin = now - longest * SECOND
        if len(at) <= most and at[0] > begin:
            return SlidingWindow(at)
        return SlidingWindow(at[max(bisect_right(at, begin), len(at) - most) :])


_EMPTY = SlidingWindow()


class FixedWindow(msgspec.Struct, frozen=True, gc=False):
    """The number of events since the first one, for as long as the limit's time lasts; then it starts over."""

    since: Micros = 0
    number: int = 0

    def count(self, seconds: int, now: int) -> int:
        """The number of events since the window began; none when it is over, or when now is before it."""
        return self.number if self._runs(seconds, now) else 0

    def room(self, limit: Limit, now: int) -> int:
        """The number of events that the limit still allows now. Raises ValueError if it allows any number."""
        return max(_most(limit) - self.count(limit.seconds, now), 0)

    def seconds_left(self, limit: Limit, now: int) -> int:
        """Whole seconds until the window starts over, rounded up; all of them when none runs."""
        since = self.since if self._runs(limit.seconds, now) else now
        return _rounded_up(since + limit.seconds * SECOND - now)

    def added(self, limit: Limit, now: int) -> "FixedWindow":
        """The window after one more event."""
        if self._runs(limit.seconds, now):
            return FixedWindow(self.since, self.number + 1)
        return FixedWindow(now, 1)

    def _runs(self, seconds: int, now: int) -> bool:
        return self.since <= now < self.since + seconds * SECOND


def _most(limit: Limit) -> int:
    if not limit.most:
        raise ValueError("the limit allows any number of events")
    return limit.most


def _rounded_up(span: int) -> int:
    # A client that waits this long finds room.
    return -(-span // SECOND)
