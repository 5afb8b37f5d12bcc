"""A first factor does not wait for ever, and may be used again until then."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

START = "/v2/accounts/mfaSignIn:start"
FINALIZE = "/v2/accounts/mfaSignIn:finalize"
NUMBER = "+15555550100"

MICROSECOND = 1_000_000
LIMITS = {"phone": 600 * MICROSECOND, "totp": 300 * MICROSECOND}


@pytest.fixture
def ada(both):
    ada = both.user()
    ada.enroll_sms(NUMBER)
    ada.enroll_totp()
    return ada


def start(it, ada, pending):
    body = {"mfaPendingCredential": pending, "mfaEnrollmentId": ada.factors[0].id, "phoneSignInInfo": {}}
    return it.call(START, body)


def finalize_totp(it, ada, pending, code):
    body = {
        "mfaPendingCredential": pending,
        "mfaEnrollmentId": ada.factors[1].id,
        "totpVerificationInfo": {"verificationCode": code},
    }
    return it.call(FINALIZE, body)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(age=st.one_of(st.integers(0, 1200 * MICROSECOND), st.sampled_from([599_999_999, 600_000_000, 600_000_001])))
def test_a_text_message_can_be_asked_for_until_exactly_ten_minutes(both, age):
    ada = both.user()
    if not ada.factors:
        ada.enroll_sms(NUMBER)
    pending = both.sign_in()["mfaPendingCredential"]
    both.clock.advance(age / MICROSECOND)
    answer = start(both, ada, pending)
    if age < LIMITS["phone"]:
        assert answer.status == 200
    else:
        assert answer.json["error"]["message"].startswith("INVALID_MFA_PENDING_CREDENTIAL : ")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(age=st.one_of(st.integers(0, 600 * MICROSECOND), st.sampled_from([299_999_999, 300_000_000, 300_000_001])))
def test_a_totp_code_is_taken_until_exactly_five_minutes(both, age):
    bob = both.user("bob@example.com")
    if not bob.factors:
        bob.enroll_totp()
    both.clock.advance("6m")  # away from steps that were used
    pending = both.sign_in("bob@example.com")["mfaPendingCredential"]
    both.clock.advance(age / MICROSECOND)
    body = {
        "mfaPendingCredential": pending,
        "mfaEnrollmentId": bob.factors[0].id,
        "totpVerificationInfo": {"verificationCode": bob.factors[-1].authenticator.code()},
    }
    answer = both.call(FINALIZE, body)
    if age < LIMITS["totp"]:
        assert answer.status == 200
    else:
        assert answer.json["error"]["message"].startswith("TOTP_CHALLENGE_TIMEOUT : ")


def test_a_late_answer_to_a_text_message_is_refused(both, ada):
    pending = both.sign_in()["mfaPendingCredential"]
    both.clock.advance("9m")
    session = start(both, ada, pending).json["phoneResponseInfo"]["sessionInfo"]
    both.clock.advance("1m")
    proof = {"sessionInfo": session, "code": both.sms(NUMBER)}
    body = {"mfaPendingCredential": pending, "phoneVerificationInfo": proof}
    assert both.refused(FINALIZE, body) == "INVALID_MFA_PENDING_CREDENTIAL"


def test_a_code_that_is_too_old_is_told_first(both, ada):
    pending = both.sign_in()["mfaPendingCredential"]
    session = start(both, ada, pending).json["phoneResponseInfo"]["sessionInfo"]
    both.clock.advance("10m")
    proof = {"sessionInfo": session, "code": both.sms(NUMBER)}
    body = {"mfaPendingCredential": pending, "phoneVerificationInfo": proof}
    assert both.refused(FINALIZE, body) == "SESSION_EXPIRED"


def test_the_reason_tells_how_late(both, ada):
    pending = both.sign_in()["mfaPendingCredential"]
    both.clock.advance("5m1s")
    answer = finalize_totp(both, ada, pending, ada.factors[-1].authenticator.code())
    assert answer.reason == "the first factor was 5m1s ago, the second may take 5m: sign in again"


def test_it_stays_good_after_success(both, ada):
    pending = both.sign_in()["mfaPendingCredential"]
    assert finalize_totp(both, ada, pending, ada.factors[-1].authenticator.code()).status == 200
    both.clock.advance("30s")
    assert finalize_totp(both, ada, pending, ada.factors[-1].authenticator.code()).status == 200


def test_lifetimes_are_settings(make_it):
    it = make_it(phone_pending_lifetime=20, totp_pending_lifetime=10)
    ada = it.user()
    ada.enroll_sms(NUMBER)
    ada.enroll_totp()
    pending = it.sign_in()["mfaPendingCredential"]
    it.clock.advance("10s")
    assert start(it, ada, pending).status == 200
    assert finalize_totp(it, ada, pending, ada.factors[-1].authenticator.code()).status == 400
    it.clock.advance("10s")
    assert start(it, ada, pending).status == 400


def test_it_means_nothing_in_a_world_of_another_seed(make_it):
    one, other = make_it(), make_it(seed=99)
    ada = one.user()
    ada.enroll_sms(NUMBER)
    ada.enroll_totp()
    pending = one.sign_in()["mfaPendingCredential"]
    assert finalize_totp(other, ada, pending, "123456").json["error"]["message"] == "INVALID_PENDING_TOKEN"


def test_it_cannot_stand_in_for_a_refresh_token(both, ada):
    pending = both.sign_in()["mfaPendingCredential"]
    body = {"grant_type": "refresh_token", "refresh_token": pending}
    assert both.refused("/securetoken.googleapis.com/v1/token", body) == "INVALID_REFRESH_TOKEN"


def test_a_refresh_token_cannot_stand_in_for_it(both, ada):
    assert finalize_totp(both, ada, ada.refresh_token, "123456").json["error"]["message"] == "INVALID_PENDING_TOKEN"
