"""A long session does not grow without end, not even on a clock that stands."""

from mfa_emulator.providers.onelogin.records import Session
from mfa_emulator.providers.onelogin.state import State, sweep

NOW, MANY = 1_000_000, 10_500


def test_what_has_expired_goes_a_few_at_a_time():
    sessions = State().sessions
    for number in range(10):
        sessions.put(Session(number, f"token-{number}", 1, expires_at=NOW if number < 5 else NOW + 1))
    for _ in range(5):
        sweep(sessions, NOW)
    assert [session.number for session in sessions] == [5, 6, 7, 8, 9]


def test_the_oldest_go_when_they_are_too_many():
    sessions = State().sessions
    for number in range(MANY):
        sweep(sessions, NOW)
        sessions.put(Session(number, f"token-{number}", 1, expires_at=NOW + 1))
    assert len(sessions) <= 10_001
    assert sessions.get(0) is None
    assert sessions.get(MANY - 1) is not None
