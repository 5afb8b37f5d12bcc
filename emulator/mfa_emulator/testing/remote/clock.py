"""The clock of a world elsewhere."""

import threading
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

import msgspec

from mfa_emulator.core.time import durations, realtime
from mfa_emulator.core.time.bell import Bell
from mfa_emulator.core.time.clock import Clock
from mfa_emulator.core.time.durations import Duration, Instant
from mfa_emulator.testing.remote.absent import without
from mfa_emulator.testing.remote.connection import Connection

_OF_EFFECTS = "what happens later happens in the server; move the clock and look"


class Time(msgspec.Struct):
    """The clock as it stands."""

    now: str
    mode: Literal["live", "frozen"]
    rate: float


class Follower(Protocol):
    """Makes clocks follow freezegun and time-machine of this process."""

    def follow(self, clock: "RemoteClock") -> None:
        """Let this clock follow, from where it stands."""

    def look(self) -> None:
        """Tell the clocks if a tool's time was moved since they were last told."""


class Course(NamedTuple):
    """A clock's time, whether it passes by itself, and how fast."""

    at: int
    runs: bool
    rate: float
    seen: int = 0
    """The real instant, in nanoseconds of a monotonic clock, at which it was seen."""

    def now(self) -> "Course":
        """The course as it goes on from when it was seen."""
        passed = (realtime.monotonic_ns() - self.seen) // 1000
        return self._replace(at=self.at + int(passed * self.rate)) if self.runs else self


@without(
    {
        "begin": "give the marker's freeze=, or reset the world",
        "end": "the world ends with its test",
        "begun": _OF_EFFECTS,
        "call_at": _OF_EFFECTS,
        "next_due": _OF_EFFECTS,
        "catch_up": _OF_EFFECTS,
        "real_seconds_until": _OF_EFFECTS,
        "wait_until": "wait for what you wait for, with mfa.inbox.wait_for(…) say",
        "dump": "use mfa.checkpoint()",
        "load": "use mfa.checkpoint()",
    }
)
class RemoteClock(Clock):
    """Read and moved by the control API."""

    def __init__(self, connection: Connection) -> None:
        # Nothing of a clock of this process is made.
        self._connection = connection
        self.follower: Follower | None = None
        """The one that makes it follow the tools of this process."""
        self.changed: Bell = Bell()
        self.lock: threading.RLock = threading.RLock()

    def micros(self) -> int:
        """Now, in microseconds since the epoch."""
        return durations.instant(self._time().now)

    @property
    def mode(self) -> Literal["live", "frozen"]:
        """Whether time passes by itself."""
        return self._time().mode

    @property
    def rate(self) -> float:
        """Seconds of this clock per real second while it is live."""
        return self._time().rate

    @rate.setter
    def rate(self, rate: float) -> None:
        self._moved("rate", float(rate))

    def freeze(self, at: Instant | None = None) -> datetime:
        """Stop time, now or at the given instant."""
        return self._moved("freeze", True if at is None else _text(at))

    def resume(self) -> datetime:
        """Let time pass again from where it stands."""
        return self._moved("resume", True)

    def advance(self, duration: Duration) -> datetime:
        """Move time forward and return after every effect that fell due has happened."""
        return self._moved("advance", durations.micros(duration) / durations.SECOND)

    def travel(self, to: Instant) -> datetime:
        """Set the time, forward (what falls due happens) or back (nothing is undone)."""
        return self._moved("travel", _text(to))

    def course(self) -> Course:
        """The course that it takes now."""
        time = self._time()
        return Course(durations.instant(time.now), time.mode == "live", time.rate, realtime.monotonic_ns())

    def take(self, course: Course) -> None:
        """Take another course from here. Nobody who moves along with this clock is told: it moves along itself."""
        frozen = self._post("freeze", _text(durations.as_datetime(course.at)))
        if course.rate != frozen.rate:
            self._post("rate", course.rate)
        if course.runs:
            self._post("resume", True)

    def begun_again(self) -> None:
        """Take note that the world was reset."""
        if self.follower is not None:
            self.follower.follow(self)
        self.changed.ring()

    def _time(self) -> Time:
        if self.follower is not None:
            self.follower.look()
        return self._connection.get("/clock", Time)

    def _moved(self, name: str, value: object) -> datetime:
        if self.follower is not None:
            self.follower.look()
        now = durations.instant(self._post(name, value).now)
        self.changed.ring()
        return durations.as_datetime(now)

    def _post(self, name: str, value: object) -> Time:
        return self._connection.post("/clock", Time, {name: value})


def _text(at: Instant) -> str:
    return durations.as_datetime(durations.instant(at)).isoformat()
