"""Second factors that are on while no kind of them is."""

import pytest

START, FINALIZE = "/v2/accounts/mfaSignIn:start", "/v2/accounts/mfaSignIn:finalize"
ENROLL = "/v2/accounts/mfaEnrollment:start"


@pytest.fixture(params=["ENABLED", "MANDATORY"])
def state_alone(request, both):
    both.configure("mfa", {"mfa": {"state": request.param}})
    return both


def test_who_has_a_factor_is_asked_for_it(state_alone):
    state_alone.user().enroll_sms("+15555550100")
    state_alone.user("bob@example.com").enroll_totp()
    for email in ("ada@example.com", "bob@example.com"):
        answer = state_alone.sign_in(email)
        assert "idToken" not in answer
        assert len(answer["mfaInfo"]) == 1


def test_and_nobody_enrolls_one(state_alone):
    token = state_alone.user().id_token
    for info in ({"totpEnrollmentInfo": {}}, {"phoneEnrollmentInfo": {"phoneNumber": "+15555550100"}}):
        assert state_alone.refused(ENROLL, {"idToken": token, **info}) == "OPERATION_NOT_ALLOWED"


def test_who_has_none_signs_in_as_ever(state_alone):
    state_alone.user()
    assert state_alone.sign_in()["idToken"]


def test_a_kind_that_is_off_is_told_before_a_credential_that_is_missing(both):
    both.configure("mfa", {"mfa": {"state": "DISABLED"}})
    assert both.refused(FINALIZE, {"phoneVerificationInfo": {}}) == "OPERATION_NOT_ALLOWED"
    assert both.refused(FINALIZE, {}) == "OPERATION_NOT_ALLOWED"
