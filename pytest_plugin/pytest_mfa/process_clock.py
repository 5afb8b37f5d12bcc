"""Python's own clock, moved along with a world's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import freezegun

from mfa_emulator.core.time.bell import Bell
from mfa_emulator.core.time.clock import Clock


class ProcessClock(Bell):
    """Shows the time of a world's clock to the whole process, by freezegun: it stands, runs and moves as that does.

    A bell that follows the clock's own, so that Python's time has moved before `advance` or `travel` returns.
    """

    def __init__(self, clock: Clock, led: Callable[[], AbstractContextManager[None]]) -> None:
        super().__init__()
        self._clock = clock
        self._led = led  # in its block no world follows Python's clock
        self._runs = False
        self._freezer: Any = None
        self._shown: Any = None
        self._begin()
        self.follow(clock.changed)

    def ring(self, topic: str | None = None) -> None:
        """Move Python's clock to where the world's was moved."""
        if self._freezer is None:
            return
        if self._clock.mode == "live" and self._clock.rate != 1:
            raise ValueError(f"process=True: Python's clock runs at rate 1, not {self._clock.rate:g}")
        now = self._clock.now()
        if self._runs != (self._clock.mode == "live"):
            self.end()
            self._begin(now)
        elif now.replace(tzinfo=None) != self._shown():
            with self._led():
                self._shown.move_to(now)

    def end(self) -> None:
        """Give Python its own time back."""
        if self._freezer is not None:
            with self._led():
                self._freezer.stop()
            self._freezer = None

    def _begin(self, at: Any = None) -> None:
        self._runs = self._clock.mode == "live"
        # real_asyncio: without it a sleep in a coroutine never ends.
        self._freezer = freezegun.freeze_time(at or self._clock.now(), tick=self._runs, real_asyncio=True)
        with self._led():
            self._shown = self._freezer.start()
