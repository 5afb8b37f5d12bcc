"""Silence on a connection, which ends it."""

from asyncio import AbstractEventLoop, TimerHandle
from collections.abc import Callable


class Silence:
    """A watch over a connection on which nothing may come for long.

    There is one timer however many requests come: a new one for each answer costs as much as most answers do.
    """

    def __init__(self, loop: AbstractEventLoop, patience: float, end: Callable[[], None]) -> None:
        self._time = loop.time
        self._call_later = loop.call_later
        self._patience = patience
        self._end = end
        self._broken = 0.0  # the loop's time when something came last
        self._timer: TimerHandle | None = None

    def broken(self) -> None:
        """Something has come; the watch begins, or goes on from now."""
        self._broken = self._time()
        if self._timer is None:
            self._timer = self._call_later(self._patience, self._look)

    def stop(self) -> None:
        """Watch no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        left = self._broken + self._patience - self._time()
        self._timer = self._call_later(left, self._look) if left > 0 else None
        if left <= 0:
            self._end()
