"""The machine's own clocks, which no test tool may stop, and the time that freezegun pretends.

freezegun replaces ``time.time`` and ``time.monotonic`` in every loaded module, the event loop's included: a
server thread would wait for ever. ``clock_gettime`` is left alone by it.
"""

import asyncio
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

_keep = (time.time_ns, time.monotonic, time.perf_counter_ns)
"""In a tuple, where freezegun does not look for functions to replace."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

if hasattr(time, "clock_gettime"):

    def wall_micros() -> int:
        """Microseconds since the epoch, really."""
        return time.clock_gettime_ns(time.CLOCK_REALTIME) // 1000

    def monotonic() -> float:
        """Seconds on a clock that only goes forward, whatever freezegun does."""
        return time.clock_gettime(time.CLOCK_MONOTONIC)

    def monotonic_ns() -> int:
        """As `monotonic`, in nanoseconds."""
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC)

else:  # Windows

    def wall_micros() -> int:
        """Microseconds since the epoch, really."""
        return _keep[0]() // 1000

    def monotonic() -> float:
        """Seconds on a clock that only goes forward, whatever freezegun does."""
        return _keep[1]()

    def monotonic_ns() -> int:
        """As `monotonic`, in nanoseconds."""
        return _keep[2]()


class Pretence(NamedTuple):
    """The time that freezegun pretends, in microseconds since the epoch, and the outermost freeze that does it."""

    at: int
    by: object


def pretence() -> Pretence | None:
    """The pretence of freezegun, or None while it is not active.

    Its list of frozen times is read, not ``time.time``: that one shows the real time to callers near the bottom of a
    thread's stack, so that two threads would see two times.
    """
    factories = getattr(sys.modules.get("freezegun.api"), "freeze_factories", None)
    if not factories:
        return None
    try:
        pretended, by = factories[-1](), factories[0]
    except IndexError:  # another thread ended it just now
        return None
    return Pretence((pretended.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND, by)


def may_pretend() -> bool:
    """Whether freezegun is loaded: its time may begin, move or end at any moment, without notice."""
    return "freezegun.api" in sys.modules


def pause(seconds: float) -> None:
    """Wait in real time, only for what nobody announces, such as another process that opens its port."""
    time.sleep(seconds)


def new_event_loop() -> asyncio.AbstractEventLoop:
    """An event loop whose time is real, so that it runs on while freezegun stops the process's clocks."""
    loop = asyncio.new_event_loop()
    loop.time = monotonic  # type: ignore[method-assign]
    return loop
