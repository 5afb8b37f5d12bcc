"""The machine's own clocks, which no test tool may stop.

freezegun replaces ``time.time`` and ``time.monotonic`` in every loaded module, the event loop's included: a
server thread would wait for ever. ``clock_gettime`` is left alone by it. time-machine replaces the C functions of the
time of day, so that references kept from before lead to it too; it leaves the monotonic clocks alone.
"""

import asyncio
import sys
import time
from contextlib import suppress

_keep = (time.time_ns, time.monotonic, time.perf_counter_ns)
"""In a tuple, where freezegun does not look for functions to replace."""

if hasattr(time, "clock_gettime"):

    def _wall_ns() -> int:
        return time.clock_gettime_ns(time.CLOCK_REALTIME)

    def monotonic() -> float:
        """Seconds on a clock that only goes forward, whatever freezegun does."""
        return time.clock_gettime(time.CLOCK_MONOTONIC)

    def monotonic_ns() -> int:
        """As `monotonic`, in nanoseconds."""
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC)

else:  # Windows

    def _wall_ns() -> int:
        return _keep[0]()

    def monotonic() -> float:
        """Seconds on a clock that only goes forward, whatever freezegun does."""
        return _keep[1]()

    def monotonic_ns() -> int:
        """As `monotonic`, in nanoseconds."""
        return _keep[2]()


def wall_micros() -> int:
    """Microseconds since the epoch, really."""
    machine = sys.modules.get("time_machine")
    if machine is not None:
        hatch = getattr(machine, "escape_hatch", None)  # None: it is being loaded
        if hatch is not None and hatch.is_travelling():
            with suppress(ValueError):  # another thread ended the journey just now
                real: int = hatch.time.time_ns()
                return real // 1000
    return _wall_ns() // 1000


def pause(seconds: float) -> None:
    """Wait in real time, only for what nobody announces, such as another process that opens its port."""
    time.sleep(seconds)


def new_event_loop() -> asyncio.AbstractEventLoop:
    """An event loop whose time is real, so that it runs on while freezegun stops the process's clocks."""
    loop = asyncio.new_event_loop()
    loop.time = monotonic  # type: ignore[method-assign]
    return loop
