"""An account that is disabled between its first and its second factor."""

import pytest

FINALIZE = "/v2/accounts/mfaSignIn:finalize"
UPDATE = "/v1/projects/demo-project/accounts:update"


def totp_answer(it, ada, first):
    return {
        "mfaPendingCredential": first["mfaPendingCredential"],
        "mfaEnrollmentId": ada.factors[0].id,
        "totpVerificationInfo": {"verificationCode": ada.factors[0].authenticator.code()},
    }


def phone_answer(it, ada, first):
    credential = {"mfaPendingCredential": first["mfaPendingCredential"]}
    body = {**credential, "mfaEnrollmentId": ada.factors[1].id, "phoneSignInInfo": {}}
    session = it.ok("/v2/accounts/mfaSignIn:start", body)["phoneResponseInfo"]["sessionInfo"]
    return {**credential, "phoneVerificationInfo": {"sessionInfo": session, "code": it.sms()}}


ANSWERS = pytest.mark.parametrize("answer", [totp_answer, phone_answer])


def between_factors(it, answer):
    ada = it.user()
    ada.enroll_totp()
    ada.enroll_sms("+15555550100")
    body = answer(it, ada, it.sign_in())
    it.ok(UPDATE, {"localId": ada.local_id, "disableUser": True}, admin=True)
    return ada, body


@ANSWERS
def test_the_official_emulator_refuses_it_then(it, answer):
    _, body = between_factors(it, answer)
    assert it.refused(FINALIZE, body) == "USER_DISABLED"


def test_a_refusal_uses_up_no_totp_code(it):
    ada, body = between_factors(it, totp_answer)
    it.refused(FINALIZE, body)
    it.ok(UPDATE, {"localId": ada.local_id, "disableUser": False}, admin=True)
    it.ok(FINALIZE, body)


def test_a_texted_code_is_used_up_once_it_was_right(it):
    ada, body = between_factors(it, phone_answer)
    it.refused(FINALIZE, body)
    it.ok(UPDATE, {"localId": ada.local_id, "disableUser": False}, admin=True)
    assert it.refused(FINALIZE, body) == "INVALID_SESSION_INFO"


@ANSWERS
def test_production_lets_it_finish(strict, answer):
    _, body = between_factors(strict, answer)
    assert strict.ok(FINALIZE, body)["idToken"]


def test_the_first_factor_is_refused_by_both(both):
    ada = both.user()
    ada.enroll_totp()
    both.ok(UPDATE, {"localId": ada.local_id, "disableUser": True}, admin=True)
    body = {"email": "ada@example.com", "password": "secret-1"}
    assert both.refused("/v1/accounts:signInWithPassword", body) == "USER_DISABLED"
