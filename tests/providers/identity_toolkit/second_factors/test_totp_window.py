"""TOTP codes that sign in: exactly those of the steps in the window that are later than the last one used."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FINALIZE = "/v2/accounts/mfaSignIn:finalize"
QUIET = {"suppress_health_check": [HealthCheck.function_scoped_fixture], "deadline": None}

tries = st.lists(st.tuples(st.integers(0, 4), st.integers(-12, 12)), min_size=1, max_size=12)
"""Pairs: how many steps to move on, and which step's code to try then."""


@settings(max_examples=60, **QUIET)
@given(window=st.integers(0, 10), moves=tries)
def test_accepted_codes_are_those_in_the_window_and_later_than_the_last(make_it, window, moves):
    it = make_it("strict", totp_failures=1000, totp_pending_lifetime=10**6)
    it.switch_on_second_factors(window)
    ada = it.user()
    ada.enroll_totp()
    body = {
        "mfaPendingCredential": it.sign_in()["mfaPendingCredential"],
        "mfaEnrollmentId": ada.factors[0].id,
    }
    start = now = ada.factors[-1].authenticator.totp.step(it.clock.micros())
    codes = {step: ada.factors[-1].authenticator.totp.at_step(step) for step in range(start - 24, start + 72)}
    last = -1
    for steps, offset in moves:
        it.clock.advance(30 * steps)
        now += steps
        code = codes[now + offset]
        fitting = [step for step in range(now - window, now + window + 1) if step > last and codes[step] == code]
        answer = it.call(FINALIZE, {**body, "totpVerificationInfo": {"verificationCode": code}})
        assert (answer.status == 200) == bool(fitting), (now, offset, last, answer)
        if fitting:
            last = ada.factors[0].record.last_step
            assert last in fitting


@settings(max_examples=30, **QUIET)
@given(second=st.integers(0, 29), offset=st.integers(-7, 7))
def test_where_in_a_step_the_clock_stands_does_not_matter(make_it, second, offset):
    it = make_it()
    it.clock.advance(second)
    ada = it.user()
    ada.enroll_totp()
    body = {
        "mfaPendingCredential": it.sign_in()["mfaPendingCredential"],
        "mfaEnrollmentId": ada.factors[0].id,
        "totpVerificationInfo": {"verificationCode": ada.factors[-1].authenticator.code(step=offset)},
    }
    assert (it.call(FINALIZE, body).status == 200) == (abs(offset) <= 5)
