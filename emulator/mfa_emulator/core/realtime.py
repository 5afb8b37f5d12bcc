"""The machine's own clocks, which no test tool may stop.

freezegun replaces ``time.time`` and ``time.monotonic`` in every loaded module, the event loop's included: a
server thread would wait for ever. ``clock_gettime`` is left alone by it.
"""

import time
from types import BuiltinFunctionType

_keep = (time.monotonic, time.perf_counter_ns)  # in a tuple, where freezegun does not look for functions to replace

if hasattr(time, "clock_gettime"):

    def monotonic() -> float:
        """Seconds on a clock that only goes forward, whatever freezegun does."""
        return time.clock_gettime(time.CLOCK_MONOTONIC)

    def monotonic_ns() -> int:
        """As `monotonic`, in nanoseconds."""
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC)

else:  # Windows

    def monotonic() -> float:
        """Seconds on a clock that only goes forward, whatever freezegun does."""
        return _keep[0]()

    def monotonic_ns() -> int:
        """As `monotonic`, in nanoseconds."""
        return _keep[1]()


def wall_micros() -> int:
    """Microseconds since the epoch as the process sees them: freezegun's time while it is active."""
    return time.time_ns() // 1000


def is_replaced() -> bool:
    """Whether something such as freezegun stands in for ``time.time`` right now."""
    return type(time.time) is not BuiltinFunctionType
