"""Which codes are accepted, and what is said about those that are not."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.otp.totp import Totp
from mfa_emulator.core.time.durations import SECOND, instant

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = instant("2026-11-21T10:00:00Z")
TOTP = Totp(SECRET)
HERE = TOTP.step(NOW)


@given(distance=st.integers(-12, 12), window=st.integers(0, 10))
def test_exactly_the_codes_of_the_window_are_accepted(distance: int, window: int):
    match = TOTP.check(TOTP.at_step(HERE + distance), NOW, window)
    assert match.step == (HERE + distance if abs(distance) <= window else None)


@given(
    key=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=16, max_size=16),
    digits=st.integers(3, 8),
    period=st.integers(20, 60),
    algorithm=st.sampled_from(["sha1", "sha256", "sha512"]),
    window=st.integers(0, 2),
    after=st.integers(-4, 4),
    code_of=st.integers(-4, 4),
)
def test_acceptance_is_that_of_a_plain_reading_of_the_rfc(key, digits, period, algorithm, window, after, code_of):
    totp = Totp(key, digits, period, algorithm)
    here = totp.step(NOW)
    code, used = totp.at_step(here + code_of), here + after
    allowed = {here + i for i in range(-window, window + 1) if here + i > used}
    step = totp.check(code, NOW, window, used).step
    assert (step is not None) == any(totp.at_step(i) == code for i in allowed)
    assert step is None or (step in allowed and totp.at_step(step) == code)


def test_a_code_is_not_accepted_twice():
    first = TOTP.check(TOTP.at(NOW), NOW, 1)
    again = TOTP.check(TOTP.at(NOW), NOW, 1, first.step)
    assert (again.step, again.reason) == (None, "code of step +0 was used already, or is older than the last one used")


def test_nor_is_one_older_than_the_last_accepted():
    assert TOTP.check(TOTP.at_step(HERE - 1), NOW, 1, HERE).reason.startswith("code of step -1 was used already")
    assert TOTP.check(TOTP.at_step(HERE + 1), NOW, 1, HERE).step == HERE + 1


def test_a_used_code_that_is_also_that_of_a_later_step_is_accepted_for_the_later_one():
    totp = Totp(SECRET, digits=1)
    here = next(step for step in count(1) if totp.at_step(step) == totp.at_step(step + 1))
    at = here * 30 * SECOND
    assert totp.check(totp.at(at), at, 1).step == here
    assert totp.check(totp.at(at), at, 1, after_step=here).step == here + 1


@pytest.mark.parametrize(
    ("distance", "window", "reason"),
    [
        (-3, 1, "code is 3 steps old: window is +-1; now 2026-11-21T10:00:00Z"),
        (2, 0, "code is 2 steps ahead: window is +-0; now 2026-11-21T10:00:00Z"),
        (-40, 1, "code is of no step near: window is +-1; now 2026-11-21T10:00:00Z"),
    ],
)
def test_a_refusal_says_how_far_off_the_code_is(distance: int, window: int, reason: str):
    match = TOTP.check(TOTP.at_step(HERE + distance), NOW, window)
    assert (match.step, match.reason) == (None, reason)


@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", "12345a", "１２３４５６", "²²²²²²", " 12345", "-12345", "12345\n"]
)
def test_what_is_not_six_digits_is_refused_as_such(code: str):
    match = TOTP.check(code, NOW, 1)
    assert (match.step, match.reason) == (None, "code is not 6 digits")


def test_leading_zeros_count():
    step = next(step for step in count() if TOTP.at_step(step).startswith("00"))
    code, at = TOTP.at_step(step), step * 30 * SECOND
    assert TOTP.check(code, at, 0).step == step
    assert TOTP.check(code.lstrip("0"), at, 0).step is None


def test_near_the_epoch_there_are_no_steps_before_the_first():
    assert TOTP.check(TOTP.at(0), 0, 10).step == 0
    assert TOTP.check("000000", 0, 10).step is None


def test_the_step_changes_with_the_microsecond():
    assert TOTP.step(30 * SECOND - 1) == 0
    assert TOTP.step(30 * SECOND) == 1
