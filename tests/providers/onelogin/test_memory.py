"""A long session does not grow without end, not even on a clock that stands."""

from mfa_emulator.providers.onelogin.records import Session
from mfa_emulator.providers.onelogin.state import State

NOW, DAY, MANY = 1_000_000, 86_400_000_000, 10_500


def test_expired_records_go_when_new_ones_come():
    state = State()
    for number in range(100):
        now = NOW + number * DAY
        state.add(state.sessions, Session(number, f"token-{number}", 1, expires_at=now + 1), now)
    assert len(state.sessions) <= 8
    assert state.sessions.get(99) is not None


def test_the_oldest_go_when_they_are_too_many():
    state = State()
    for number in range(MANY):
        state.add(state.sessions, Session(number, f"token-{number}", 1, expires_at=NOW + 1), NOW)
    assert len(state.sessions) <= 10_001
    assert state.sessions.get(0) is None
    assert state.sessions.get(MANY - 1) is not None
