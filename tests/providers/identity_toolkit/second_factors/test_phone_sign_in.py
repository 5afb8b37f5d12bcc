"""Signing in with the code of a text message as second factor."""

import pytest

START = "/v2/accounts/mfaSignIn:start"
FINALIZE = "/v2/accounts/mfaSignIn:finalize"
NUMBER = "+15555550100"


class SignIn:
    """Ada's, after her password."""

    def __init__(self, it):
        self.it = it
        self.ada = it.user()
        self.ada.enroll_sms(NUMBER)
        self.factor = self.ada.factors[0].id
        self.pending = it.sign_in()["mfaPendingCredential"]

    def start_body(self, **changes):
        body = {"mfaPendingCredential": self.pending, "mfaEnrollmentId": self.factor, "phoneSignInInfo": {}}
        return {name: value for name, value in {**body, **changes}.items() if value is not None}

    def start(self):
        return self.it.ok(START, self.start_body())["phoneResponseInfo"]["sessionInfo"]

    def body(self, session, code, **changes):
        proof = {"sessionInfo": session, "code": code}
        body = {"mfaPendingCredential": self.pending, "phoneVerificationInfo": proof, **changes}
        return {name: value for name, value in body.items() if value is not None}


@pytest.fixture
def sign_in(both):
    return SignIn(both)


def strict_or(it, code):
    return code if it.world.options.profile == "emulator" else "Request contains an invalid argument."


# Start


def test_the_code_goes_to_the_enrolled_number(both, sign_in):
    sign_in.start()
    assert len(both.sms(NUMBER)) == 6


def test_start_answers_a_session_and_nothing_else(both, sign_in):
    answer = both.ok(START, sign_in.start_body())
    assert list(answer) == ["phoneResponseInfo"]
    assert list(answer["phoneResponseInfo"]) == ["sessionInfo"]


def test_start_without_pending_credential(both, sign_in):
    assert both.refused(START, sign_in.start_body(mfaPendingCredential=None)) == "MISSING_MFA_PENDING_CREDENTIAL"


def test_start_without_enrollment_id(both, sign_in):
    assert both.refused(START, sign_in.start_body(mfaEnrollmentId=None)) == "MISSING_MFA_ENROLLMENT_ID"


def test_the_official_emulator_needs_no_sign_in_info(it):
    assert it.ok(START, SignIn(it).start_body(phoneSignInInfo=None))


def test_production_does(strict):
    body = SignIn(strict).start_body(phoneSignInInfo=None)
    assert strict.refused(START, body) == "Request contains an invalid argument."


def test_start_with_a_pending_credential_that_is_none(both, sign_in):
    assert both.refused(START, sign_in.start_body(mfaPendingCredential="junk")) == "INVALID_MFA_PENDING_CREDENTIAL"


def test_start_with_a_pending_credential_that_was_touched(both, sign_in):
    middle = len(sign_in.pending) // 2
    other = "A" if sign_in.pending[middle] != "A" else "B"
    touched = sign_in.pending[:middle] + other + sign_in.pending[middle + 1 :]
    assert both.refused(START, sign_in.start_body(mfaPendingCredential=touched)) == "INVALID_MFA_PENDING_CREDENTIAL"


def test_start_with_a_factor_that_the_user_has_not(both, sign_in):
    assert both.refused(START, sign_in.start_body(mfaEnrollmentId="other")) == "MFA_ENROLLMENT_NOT_FOUND"


def test_start_with_a_totp_factor(both, sign_in):
    totp = sign_in.ada.enroll_totp().id
    assert both.refused(START, sign_in.start_body(mfaEnrollmentId=totp)) == "INVALID_PHONE_NUMBER"


def test_start_while_sms_is_off(both, sign_in):
    both.configure("mfa", {"mfa": {"state": "DISABLED"}})
    assert both.refused(START, sign_in.start_body()) == "OPERATION_NOT_ALLOWED"


def test_start_for_a_user_who_was_deleted(both, sign_in):
    both.accounts.project().users.delete(sign_in.ada.local_id)
    assert both.refused(START, sign_in.start_body()) == "USER_NOT_FOUND"


# Finalize


def test_the_right_code_signs_in(both, sign_in):
    answer = both.ok(FINALIZE, sign_in.body(sign_in.start(), both.sms()))
    assert set(answer) == {"idToken", "refreshToken"}


def test_the_enrollment_id_does_not_matter_then(both, sign_in):
    both.ok(FINALIZE, sign_in.body(sign_in.start(), both.sms(), mfaEnrollmentId="other"))


def test_the_login_times_are_set(both, sign_in):
    both.clock.advance("7s")
    both.ok(FINALIZE, sign_in.body(sign_in.start(), both.sms()))
    user = sign_in.ada.record
    assert user.last_login_at == user.last_refresh_at == both.clock.micros()


def test_finalize_without_pending_credential(both, sign_in):
    body = sign_in.body(sign_in.start(), both.sms(), mfaPendingCredential=None)
    assert both.refused(FINALIZE, body) == strict_or(both, "MISSING_CREDENTIAL")


def test_finalize_without_any_proof(both, sign_in):
    assert both.refused(FINALIZE, {"mfaPendingCredential": sign_in.pending}) == strict_or(both, "INVALID_ARGUMENT")


def test_finalize_with_both_proofs(both, sign_in):
    body = sign_in.body("session", "code", totpVerificationInfo={"verificationCode": "123456"})
    assert "oneof field 'verification_info' is already set" in both.refused(FINALIZE, body)


def test_finalize_with_a_pending_credential_that_is_none(both, sign_in):
    body = sign_in.body(sign_in.start(), both.sms(), mfaPendingCredential="junk")
    assert both.refused(FINALIZE, body) == "INVALID_PENDING_TOKEN"


def test_finalize_without_code(both, sign_in):
    assert both.refused(FINALIZE, sign_in.body(sign_in.start(), None)) == "MISSING_CODE"


def test_finalize_without_session(both, sign_in):
    assert both.refused(FINALIZE, sign_in.body(None, "123456")) == "MISSING_SESSION_INFO"


def test_finalize_with_a_session_that_never_was(both, sign_in):
    assert both.refused(FINALIZE, sign_in.body("never", "123456")) == "INVALID_SESSION_INFO"


def test_finalize_with_the_session_of_an_enrollment(both, sign_in):
    session = both.start_phone(sign_in.ada.id_token, "+15555550199")
    body = sign_in.body(session, both.sms("+15555550199"))
    assert both.refused(FINALIZE, body) == "INVALID_SESSION_INFO"


def test_finalize_with_the_session_of_somebody_else(both, sign_in):
    both.user("bob@example.com").enroll_sms("+15555550111")
    first = both.sign_in("bob@example.com")
    info = {"mfaEnrollmentId": first["mfaInfo"][0]["mfaEnrollmentId"], "phoneSignInInfo": {}}
    answer = both.ok(START, {"mfaPendingCredential": first["mfaPendingCredential"], **info})
    body = sign_in.body(answer["phoneResponseInfo"]["sessionInfo"], both.sms("+15555550111"))
    assert both.refused(FINALIZE, body) == "INVALID_SESSION_INFO"


def test_a_wrong_code_leaves_the_session_for_another_try(both, sign_in):
    session = sign_in.start()
    assert both.refused(FINALIZE, sign_in.body(session, "wrong")) == "INVALID_CODE"
    both.ok(FINALIZE, sign_in.body(session, both.sms()))


def test_a_code_signs_in_once(both, sign_in):
    session = sign_in.start()
    both.ok(FINALIZE, sign_in.body(session, both.sms()))
    assert both.refused(FINALIZE, sign_in.body(session, both.sms())) == "INVALID_SESSION_INFO"


def test_a_refused_credential_does_not_use_up_the_code(both, sign_in):
    session = sign_in.start()
    both.refused(FINALIZE, sign_in.body(session, both.sms(), mfaPendingCredential="junk"))
    both.ok(FINALIZE, sign_in.body(session, both.sms()))


def test_a_code_dies_of_age(both, sign_in):
    both.clock.advance("5s")
    session = sign_in.start()
    sign_in.pending = both.sign_in()["mfaPendingCredential"]
    both.clock.advance("10m")
    sign_in.pending = both.sign_in()["mfaPendingCredential"]
    assert both.refused(FINALIZE, sign_in.body(session, both.sms())) == "SESSION_EXPIRED"


def test_a_factor_that_was_withdrawn_meanwhile_does_not_sign_in(both, sign_in):
    session = sign_in.start()
    both.ok(
        "/v2/accounts/mfaEnrollment:withdraw",
        {"idToken": sign_in.ada.sign_in().id_token, "mfaEnrollmentId": sign_in.factor},
    )
    assert both.refused(FINALIZE, sign_in.body(session, both.sms())) == "MFA_ENROLLMENT_NOT_FOUND"


def test_finalize_for_a_user_who_was_deleted(both, sign_in):
    session = sign_in.start()
    both.accounts.project().users.delete(sign_in.ada.local_id)
    assert both.refused(FINALIZE, sign_in.body(session, both.sms())) == "USER_NOT_FOUND"


def test_finalize_while_sms_is_off(both, sign_in):
    session = sign_in.start()
    both.configure("mfa", {"mfa": {"state": "DISABLED"}})
    assert both.refused(FINALIZE, sign_in.body(session, both.sms())) == "OPERATION_NOT_ALLOWED"


def test_androids_proof_instead_of_a_code_is_not_built(both, sign_in):
    body = sign_in.body(None, None, phoneVerificationInfo={"androidVerificationProof": "proof"})
    assert both.call(FINALIZE, body).status == 501


def test_what_apps_send_to_prove_that_they_are_no_robots_is_ignored(both, sign_in):
    info = {"recaptchaToken": "t", "captchaResponse": "r", "clientType": "CLIENT_TYPE_IOS", "iosReceipt": "r"}
    assert both.ok(START, sign_in.start_body(phoneSignInInfo=info))
