"""A machine whose wall clock stands still until a test moves it."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from mfa_emulator.core.time import durations, realtime


@dataclass
class Wall:
    """The real time, in microseconds since the epoch."""

    now: int

    def pass_(self, duration: durations.Duration) -> None:
        self.now += durations.micros(duration)


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    wall = Wall(durations.instant("2026-11-21T10:00:00Z"))
    monkeypatch.setattr(realtime, "wall_micros", lambda: wall.now)
    return wall


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take turns far more often than usual."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)
