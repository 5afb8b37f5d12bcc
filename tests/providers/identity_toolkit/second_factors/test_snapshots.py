"""A snapshot holds what is under way: enrollments, text messages, used codes, failures."""

import pytest

ENROLL = "/v2/accounts/mfaEnrollment:finalize"
SIGN_IN = "/v2/accounts/mfaSignIn:finalize"


@pytest.fixture(params=["copy", "document"])
def back_later(request, both):
    """Takes a snapshot, resets the world, and goes back."""

    def go():
        snapshot = both.world.snapshot()
        both.emulator.reset()
        assert len(both.accounts.project().users) == 0
        both.world.restore(snapshot if request.param == "copy" else snapshot.to_json())

    return go


def totp_answer(it, ada):
    return {
        "mfaPendingCredential": it.sign_in()["mfaPendingCredential"],
        "mfaEnrollmentId": ada.factors[0].id,
        "totpVerificationInfo": {"verificationCode": ada.factors[-1].authenticator.code()},
    }


def test_an_enrollment_of_totp_goes_on(both, back_later):
    ada = both.user()
    token, session = ada.id_token, both.start_totp(ada.id_token)
    back_later()
    code = both.authenticator(session["sharedSecretKey"]).code()
    info = {"sessionInfo": session["sessionInfo"], "verificationCode": code}
    both.ok(ENROLL, {"idToken": token, "displayName": "app", "totpVerificationInfo": info})


def test_its_used_tries_stay_used(both, back_later):
    ada = both.user()
    info = {"sessionInfo": both.start_totp(ada.id_token)["sessionInfo"], "verificationCode": "000000"}
    body = {"idToken": ada.id_token, "displayName": "app", "totpVerificationInfo": info}
    for _ in range(3):
        both.refused(ENROLL, body)
    back_later()
    assert both.refused(ENROLL, body) == "TOO_MANY_ENROLLMENT_ATTEMPTS"


def test_an_enrollment_of_a_phone_goes_on(both, back_later):
    ada = both.user()
    token = ada.id_token
    session = both.start_phone(token)
    back_later()
    both.ok(ENROLL, {"idToken": token, "phoneVerificationInfo": {"sessionInfo": session, "code": both.sms()}})


def test_a_used_code_stays_used(both, back_later):
    ada = both.user()
    ada.enroll_totp()
    body = totp_answer(both, ada)
    both.ok(SIGN_IN, body)
    back_later()
    assert both.refused(SIGN_IN, body) == "INVALID_CODE"


def test_a_pending_credential_stays_good(both, back_later):
    ada = both.user()
    ada.enroll_totp()
    body = totp_answer(both, ada)
    back_later()
    both.ok(SIGN_IN, body)


def test_too_many_failures_stay_too_many(both, back_later):
    ada = both.user()
    ada.enroll_totp()
    body = {**totp_answer(both, ada), "totpVerificationInfo": {"verificationCode": "000000"}}
    for _ in range(5):
        both.refused(SIGN_IN, body)
    back_later()
    assert both.refused(SIGN_IN, body) == "QUOTA_EXCEEDED"


def test_the_same_seed_gives_the_same_secrets_and_codes(make_it):
    def story():
        it = make_it(seed=7)
        token = it.user().id_token
        return it.start_totp(token), it.start_phone(token), it.sms()

    assert story() == story()
