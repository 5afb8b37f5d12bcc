"""One clock per world: live or frozen, moved by tests, followed by everything that expires."""

import heapq
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

from mfa_emulator.core import durations, realtime
from mfa_emulator.core.durations import SECOND, Duration, Instant
from mfa_emulator.core.signal import Signal

Effect = Callable[[], None]


class Clock:
    """Time as one world sees it.

    Live, it runs at `rate` from wherever it was set; frozen, it stands until moved. While freezegun is active in
    the process the clock shows freezegun's time (and what the test adds by `advance`), and afterwards its own
    again. Time goes back only by `travel`.

    What is to happen later is given to `call_at`; it happens in order of its instants, each seeing its own
    instant as now, before `advance` or `travel` returns, and on a live clock when somebody next looks (`catch_up`).
    """

    def __init__(self, freeze: Instant | bool | None = None, lock: Any = None) -> None:
        self.changed = Signal()
        self._lock = lock or threading.RLock()
        self.begin(freeze)

    def begin(self, freeze: Instant | bool | None = None) -> None:
        """Start over: live at the real now, or frozen at the given instant (True: now); nothing is to happen later."""
        self._frozen = False
        self._rate = 1.0
        self._source = self._base = realtime.wall_micros()
        self._followed_from: int | None = None  # where a frozen clock stood before freezegun took over
        self._effect_at: int | None = None  # the instant of the effect that is happening
        self._effects: list[tuple[int, int, Effect]] = []
        self._scheduled = 0
        if freeze is not None and freeze is not False:
            self.freeze(None if freeze is True else freeze)
        self.changed.ring()

    # Reading

    def micros(self) -> int:
        """Now, in microseconds since the epoch."""
        if self._effect_at is not None:
            return self._effect_at
        if not self._frozen:
            return self._base + int((realtime.wall_micros() - self._source) * self._rate)
        if realtime.is_replaced() or self._followed_from is not None:
            self._follow()
            return self._base + (realtime.wall_micros() - self._source if self._followed_from is not None else 0)
        return self._base

    def now(self) -> datetime:
        """Now, as an aware UTC datetime."""
        return durations.as_datetime(self.micros())

    @property
    def mode(self) -> Literal["live", "frozen"]:
        """Whether time passes by itself."""
        return "frozen" if self._frozen else "live"

    @property
    def rate(self) -> float:
        """Seconds of this clock per real second while it is live."""
        return self._rate

    @rate.setter
    def rate(self, rate: float) -> None:
        if not 0 < rate <= 1_000_000:
            raise ValueError(f"rate must be above 0 and at most 1000000, not {rate!r}")
        with self._lock:
            self._settle(self.micros())
            self._rate = rate
        self.changed.ring()

    # Moving

    def freeze(self, at: Instant | None = None) -> datetime:
        """Stop time, now or at the given instant."""
        with self._lock:
            target = self.micros() if at is None else durations.instant(at)
            self._move(target)
            self._frozen = True
            self._settle(target)
        self.changed.ring()
        return self.now()

    def resume(self) -> datetime:
        """Let time pass again from where it stands."""
        with self._lock:
            here = self.micros()
            self._frozen = False
            self._settle(here)
        self.changed.ring()
        return self.now()

    def advance(self, duration: Duration) -> datetime:
        """Move time forward and return after every effect that fell due has happened."""
        step = durations.micros(duration)
        with self._lock:
            target = self.micros() + step
            durations.instant(target // SECOND)  # refuses to leave the years a date can show
            self._move(target)
        self.changed.ring()
        return self.now()

    def travel(self, to: Instant) -> datetime:
        """Set the time, forward (what falls due happens) or back (nothing is undone)."""
        target = durations.instant(to)
        with self._lock:
            self._move(target)
        self.changed.ring()
        return self.now()

    # What happens later

    def call_at(self, at: int, effect: Effect) -> None:
        """Have `effect` happen at the instant `at` (microseconds); at once if that has passed."""
        with self._lock:
            self._scheduled += 1
            heapq.heappush(self._effects, (at, self._scheduled, effect))
        self.catch_up()
        self.changed.ring()

    def next_due(self) -> int | None:
        """The instant of the next effect, or None."""
        effects = self._effects
        return effects[0][0] if effects else None

    def catch_up(self) -> None:
        """Let everything happen that has fallen due by now."""
        if self._effects and self._effect_at is None and self._effects[0][0] <= self.micros():
            with self._lock:
                self._run_due(self.micros())

    def real_seconds_until(self, at: int) -> float | None:
        """Real seconds until this clock shows `at`; None when it stands still before that."""
        here = self.micros()
        if here >= at:
            return 0.0
        return None if self._frozen or realtime.is_replaced() else (at - here) / SECOND / self._rate

    async def wait_until(self, at: int) -> None:
        """Return once this clock shows `at`, whether time passed or was moved."""
        while True:
            seen = self.changed.rings
            self.catch_up()
            remaining = self.real_seconds_until(at)
            if remaining == 0.0:
                return
            await self.changed.wait_async(seen, remaining)

    # Snapshot

    def dump(self) -> dict[str, Any]:
        """The clock's position; effects belong to whoever scheduled them and are not part of it."""
        return {"at": self.micros(), "frozen": self._frozen, "rate": self._rate}

    def load(self, data: dict[str, Any]) -> None:
        """Take up a position from `dump`, dropping what was to happen later."""
        with self._lock:
            self._effects.clear()
            self._frozen, self._rate = data["frozen"], data["rate"]
            self._settle(data["at"])
        self.changed.ring()

    def _move(self, target: int) -> None:
        self._run_due(target)
        self._settle(target)

    def _run_due(self, target: int) -> None:
        try:
            while self._effects and self._effects[0][0] <= target:
                at, _, effect = heapq.heappop(self._effects)
                self._effect_at = at
                effect()
        finally:
            self._effect_at = None

    def _settle(self, at: int) -> None:
        self._base = at
        self._source = realtime.wall_micros()

    def _follow(self) -> None:
        with self._lock:
            if realtime.is_replaced() and self._followed_from is None:
                self._followed_from = self._base
                self._settle(realtime.wall_micros())
            elif not realtime.is_replaced() and self._followed_from is not None:
                self._settle(self._followed_from)
                self._followed_from = None
