"""One clock per world: live or frozen, moved by tests, followed by everything that expires."""

import heapq
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.time import durations, pretence, realtime
from mfa_emulator.core.time.bell import Bell
from mfa_emulator.core.time.durations import SECOND, Duration, Instant

Effect = Callable[[], None]

FASTEST = 1_000_000
"""Seconds of a clock per real second, at most."""


class _Line(msgspec.Struct, frozen=True, gc=False):
    """A course of time: at the instant `source` of the clock behind it, it shows `at`."""

    at: int
    source: int
    rate: float  # 0: it stands

    def read(self, source: int) -> int:
        passed = source - self.source
        return self.at + (passed if self.rate == 1.0 else int(passed * self.rate))


class Position(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A clock in a snapshot."""

    at: Annotated[int, msgspec.Meta(ge=durations.FIRST, le=durations.LAST)]
    frozen: bool
    rate: Annotated[float, msgspec.Meta(gt=0, le=FASTEST)]


class Clock:
    """Time as one world sees it.

    Live, it runs at `rate` from wherever it was set; frozen, it stands until moved. While freezegun or time-machine
    is active in the process, the last mover wins: the clock shows that tool's time until it is moved itself, then its
    own until the tool is moved. Afterwards it goes on as before. Else time goes back only by `travel`.

    What is to happen later is given to `call_at`; it happens in order of its instants, each seeing its own
    instant as now, before `advance` or `travel` returns, and on a live clock when somebody next looks (`catch_up`).
    """

    def __init__(self, freeze: Instant | bool | None = None, lock: "threading.RLock | None" = None) -> None:
        self.changed: Bell = Bell()
        self.lock: threading.RLock = lock or threading.RLock()
        """The world's lock; effects happen under it."""
        self.begun: int = 0
        """The number of times that time started over, which drops what was to happen later."""
        self.begin(freeze)

    def begin(self, freeze: Instant | bool | None = None) -> None:
        """Start over: live at the real now, or frozen at the given instant (True: now); nothing is to happen later.

        Raises ValueError, and changes nothing, when the instant cannot be read.
        """
        frozen = freeze is not None and freeze is not False
        now = realtime.wall_micros()
        at = now if freeze is None or isinstance(freeze, bool) else durations.instant(freeze)
        with self.lock:
            self.begun += 1
            self._rate = 1.0
            # Lines are replaced as a whole: threads read them without the lock.
            self._own = _Line(at, now, 0.0 if frozen else 1.0)
            # The line while a tool pretends a time, with the mark of the tool's last move.
            self._borrowed: tuple[tuple[object, ...], _Line] | None = None
            self._effects: list[tuple[int, int, Effect]] = []
            self._loud: list[int] = []  # the instants of those effects that anybody may wait for
            self._scheduled = 0
            self._effect_at: int | None = None  # the instant of the effect that is happening,
            self._effect_thread = 0  # which is now for the thread that makes it happen, and no other
        self.changed.ring()

    def end(self) -> None:
        """Let nothing happen any more, and give up what waits for an instant; the time stays readable."""
        with self.lock:
            self.begun += 1
            self._effects.clear()
        self.changed.ring()

    # Reading

    def micros(self) -> int:
        """Now, in microseconds since the epoch."""
        if self._effect_at is not None and self._happening():
            return self._effect_at or 0
        own = self._own
        if not pretence.may_pretend():
            return own.read(realtime.wall_micros()) if own.rate else own.at
        line, source = self._course()
        return line.read(source)

    def now(self) -> datetime:
        """Now, as an aware UTC datetime."""
        return durations.as_datetime(self.micros())

    @property
    def mode(self) -> Literal["live", "frozen"]:
        """Whether time passes by itself."""
        return "live" if self._own.rate else "frozen"

    @property
    def rate(self) -> float:
        """Seconds of this clock per real second while it is live."""
        return self._rate

    @rate.setter
    def rate(self, rate: float) -> None:
        if not 0 < rate <= FASTEST:
            raise ValueError(f"rate must be above 0 and at most {FASTEST}, not {rate!r}")
        with self.lock:
            self._rate = rate
            self._run_on(rate if self._own.rate else 0.0)
        self.changed.ring()

    # Moving

    def freeze(self, at: Instant | None = None) -> datetime:
        """Stop time, now or at the given instant."""
        target = None if at is None else durations.instant(at)
        with self.lock:
            self._run_on(0.0)
            if target is not None:
                self._move(target)
        self.changed.ring()
        return self.now()

    def resume(self) -> datetime:
        """Let time pass again from where it stands."""
        with self.lock:
            self._run_on(self._rate)
        self.changed.ring()
        return self.now()

    def advance(self, duration: Duration) -> datetime:
        """Move time forward and return after every effect that fell due has happened."""
        step = durations.micros(duration)
        with self.lock:
            target = self.micros() + step
            if target > durations.LAST:
                raise ValueError(f"time cannot go beyond {durations.rfc3339(durations.LAST)}")
            self._run_due(target)
            self._shift(step)
        self.catch_up()  # on a live clock more may have fallen due meanwhile
        self.changed.ring()
        return self.now()

    def travel(self, to: Instant) -> datetime:
        """Set the time, forward (what falls due happens) or back (nothing is undone)."""
        target = durations.instant(to)
        with self.lock:
            self._move(target)
        self.changed.ring()
        return self.now()

    # What happens later

    def call_at(self, at: int, effect: Effect, *, quiet: bool = False) -> None:
        """Have `effect` happen at the instant `at` (microseconds); at once if that has passed. It must not raise.

        Those who wait for something are told of it, unless it is `quiet`: then whoever asks for it tells whom it
        concerns.
        """
        with self.lock:
            self._scheduled += 1
            at = max(at, self.micros())
            heapq.heappush(self._effects, (at, self._scheduled, effect))
            sooner = not quiet and (not self._loud or at < self._loud[0])
            if not quiet:
                heapq.heappush(self._loud, at)
        self.catch_up()
        if sooner:  # others wait until the first effect as before
            self.changed.ring()

    def next_due(self) -> int | None:
        """The instant of the next effect that is not quiet, or None."""
        with self.lock:
            return self._loud[0] if self._loud else None

    def catch_up(self) -> None:
        """Let everything happen that has fallen due by now."""
        if self._effects and not self._happening() and self._effects[0][0] <= self.micros():
            with self.lock:
                self._run_due(self.micros())

    def real_seconds_until(self, at: int) -> float | None:
        """Real seconds until this clock shows `at`, or until it is worth another look; None: only a move helps."""
        line, source = self._course()
        here = line.read(source)
        if here >= at:
            return 0.0
        remaining = (at - here) / SECOND / line.rate if line.rate and line is self._own else None
        # Nobody tells when a tool's time begins, moves or ends.
        return min(remaining or 1.0, 0.02) if pretence.may_pretend() else remaining

    async def wait_until(self, at: int) -> None:
        """Return once this clock shows `at`, whether time passed or was moved, or when time has started over."""
        begun = self.begun
        while begun == self.begun:
            seen = self.changed.rings
            self.catch_up()
            remaining = self.real_seconds_until(at)
            if remaining == 0.0:
                return
            await self.changed.wait_async(seen, remaining)

    # Snapshot

    def dump(self) -> JsonObject:
        """The clock's position; effects belong to those who scheduled them and are no part of it."""
        position: JsonObject = msgspec.to_builtins(Position(self.micros(), not self._own.rate, self._rate))
        return position

    def load(self, data: JsonObject) -> None:
        """Take up a position from `dump`, dropping what was to happen later. Raises ValueError on any other data."""
        position = msgspec.convert(data, Position)
        with self.lock:
            self.begun += 1
            self._effects.clear()
            self._loud.clear()
            self._rate = position.rate
            self._run_on(0.0 if position.frozen else position.rate)
            self._show(position.at)
        self.changed.ring()

    # The two lines

    def _course(self) -> tuple[_Line, int]:
        """The line that counts now, and where on it we are."""
        pretended = pretence.pretence()
        if pretended is None:
            self._borrowed = None
            return self._own, realtime.wall_micros()
        borrowed = self._borrowed
        if borrowed is None or not pretended.is_as_moved(borrowed[0]):
            borrowed = self._borrowed = pretended.mark, _Line(pretended.at, pretended.at, 1.0)
        return borrowed[1], pretended.at

    def _show(self, at: int) -> None:
        line, source = self._course()
        self._replace(line, _Line(at, source, line.rate))

    def _shift(self, step: int) -> None:
        line, _ = self._course()
        self._replace(line, _Line(line.at + step, line.source, line.rate))

    def _replace(self, line: _Line, moved: _Line) -> None:
        if line is self._own:
            self._own = moved
        elif self._borrowed is not None:
            self._borrowed = self._borrowed[0], moved

    def _run_on(self, rate: float) -> None:
        """Let the clock's own line run at another rate from here."""
        wall = realtime.wall_micros()
        self._own = _Line(self._own.read(wall), wall, rate)

    # Effects

    def _move(self, target: int) -> None:
        self._run_due(target)
        self._show(target)

    def _run_due(self, target: int) -> None:
        if self._happening():
            raise RuntimeError("what happens at an instant cannot move the clock")
        self._effect_thread = threading.get_ident()
        try:
            while self._effects and self._effects[0][0] <= target:
                self._effect_at, _, effect = heapq.heappop(self._effects)
                while self._loud and self._loud[0] <= self._effect_at:
                    heapq.heappop(self._loud)
                effect()
        finally:
            self._effect_at = None

    def _happening(self) -> bool:
        """Whether this thread is making an effect happen."""
        return self._effect_at is not None and self._effect_thread == threading.get_ident()
