"""Signing in with the code of an authenticator app as second factor."""

import pytest

FINALIZE = "/v2/accounts/mfaSignIn:finalize"


class SignIn:
    """Ada's, after her password."""

    def __init__(self, it):
        self.it = it
        self.ada = it.user()
        self.ada.enroll_totp()
        self.factor = self.ada.factors[0].id
        self.app = self.ada.factors[-1].authenticator
        self.pending = it.sign_in()["mfaPendingCredential"]

    def body(self, code=None, **changes):
        proof = {"verificationCode": self.app.code() if code is None else code}
        body = {
            "mfaPendingCredential": self.pending,
            "mfaEnrollmentId": self.factor,
            "totpVerificationInfo": proof,
            **changes,
        }
        return {name: value for name, value in body.items() if value is not None}


@pytest.fixture
def sign_in(both):
    return SignIn(both)


def strict_or(it, code):
    return code if it.world.options.profile == "emulator" else "Request contains an invalid argument."


def test_the_code_of_now_signs_in_without_a_start(both, sign_in):
    answer = both.ok(FINALIZE, sign_in.body())
    assert set(answer) == {"idToken", "refreshToken"}


def test_the_login_times_are_set(both, sign_in):
    both.clock.advance("7s")
    both.ok(FINALIZE, sign_in.body())
    user = sign_in.ada.record
    assert user.last_login_at == user.last_refresh_at == both.clock.micros()


def test_without_pending_credential(both, sign_in):
    body = sign_in.body(mfaPendingCredential=None)
    assert both.refused(FINALIZE, body) == strict_or(both, "MISSING_CREDENTIAL")


def test_without_enrollment_id(both, sign_in):
    assert both.refused(FINALIZE, sign_in.body(mfaEnrollmentId=None)) == strict_or(both, "MISSING_MFA_ENROLLMENT_ID")


def test_without_code(both, sign_in):
    assert both.refused(FINALIZE, sign_in.body(totpVerificationInfo={})) == strict_or(both, "MISSING_CODE")


def test_with_a_pending_credential_that_is_none(both, sign_in):
    assert both.refused(FINALIZE, sign_in.body(mfaPendingCredential="junk")) == "INVALID_PENDING_TOKEN"


def test_with_a_factor_that_the_user_has_not(both, sign_in):
    assert both.refused(FINALIZE, sign_in.body(mfaEnrollmentId="other")) == "INVALID_MFA_ENROLLMENT_ID"


def test_with_the_factor_of_somebody_else(both, sign_in):
    bob = both.user("bob@example.com")
    bob.enroll_totp()
    body = sign_in.body(bob.factors[-1].authenticator.code(), mfaEnrollmentId=bob.factors[0].id)
    assert both.refused(FINALIZE, body) == "INVALID_MFA_ENROLLMENT_ID"


def test_with_a_phone_factor(both, sign_in):
    phone = sign_in.ada.enroll_sms("+15555550100").id
    assert both.refused(FINALIZE, sign_in.body(mfaEnrollmentId=phone)) == "INVALID_MFA_ENROLLMENT_ID"


def test_for_a_user_who_was_deleted(both, sign_in):
    both.accounts.project().users.delete(sign_in.ada.local_id)
    assert both.refused(FINALIZE, sign_in.body(sign_in.app.code())) == "USER_NOT_FOUND"


def test_while_totp_is_off(both, sign_in):
    both.configure("mfa", {"mfa": {"state": "ENABLED", "enabledProviders": ["PHONE_SMS"]}})
    assert both.refused(FINALIZE, sign_in.body()) == "OPERATION_NOT_ALLOWED"


@pytest.mark.parametrize("code", ["12345", "1234567", "abcdef", "-12345", " 12345"])
def test_what_is_no_code_is_refused(both, sign_in, code):
    assert both.refused(FINALIZE, sign_in.body(code)) == "INVALID_CODE"


def test_the_reason_tells_how_old_a_code_is(both, sign_in):
    code = sign_in.app.code()
    both.clock.advance("3m30s")
    answer = both.call(FINALIZE, sign_in.body(code))
    assert answer.json["error"]["message"] == "INVALID_CODE"
    assert answer.reason == "code is 7 steps old: window is +-5; now 2026-11-21T10:03:30Z"


def test_the_reason_is_not_in_the_body(both, sign_in):
    answer = both.call(FINALIZE, sign_in.body(sign_in.app.code(step=8)))
    assert b"steps" not in answer.body


def test_a_code_signs_in_once(both, sign_in):
    both.ok(FINALIZE, sign_in.body())
    answer = both.call(FINALIZE, sign_in.body())
    assert answer.json["error"]["message"] == "INVALID_CODE"
    assert "used already" in answer.reason


def test_not_even_with_a_new_pending_credential(both, sign_in):
    both.ok(FINALIZE, sign_in.body())
    sign_in.pending = both.sign_in()["mfaPendingCredential"]
    assert both.refused(FINALIZE, sign_in.body()) == "INVALID_CODE"


def test_an_older_code_does_not_sign_in_after_a_newer_one(both, sign_in):
    both.ok(FINALIZE, sign_in.body(sign_in.app.code(step=1)))
    assert both.refused(FINALIZE, sign_in.body(sign_in.app.code())) == "INVALID_CODE"
    both.ok(FINALIZE, sign_in.body(sign_in.app.code(step=2)))


def test_the_code_of_the_enrollment_does_not_sign_in(both):
    ada = both.user()
    session = both.start_totp(ada.id_token)
    app = both.authenticator(session["sharedSecretKey"])
    info = {"sessionInfo": session["sessionInfo"], "verificationCode": app.code()}
    both.ok(
        "/v2/accounts/mfaEnrollment:finalize",
        {"idToken": ada.id_token, "displayName": "app", "totpVerificationInfo": info},
    )
    first = both.sign_in()
    body = {
        "mfaPendingCredential": first["mfaPendingCredential"],
        "mfaEnrollmentId": first["mfaInfo"][0]["mfaEnrollmentId"],
        "totpVerificationInfo": {"verificationCode": app.code()},
    }
    assert both.refused(FINALIZE, body) == "INVALID_CODE"
    both.clock.advance("30s")
    body["totpVerificationInfo"] = {"verificationCode": app.code()}
    both.ok(FINALIZE, body)


def test_what_was_used_is_remembered_for_each_factor_alone(both, sign_in):
    both.ok(FINALIZE, sign_in.body())
    bob = both.user("bob@example.com")
    bob.enroll_totp()
    first = both.sign_in("bob@example.com")
    body = {
        "mfaPendingCredential": first["mfaPendingCredential"],
        "mfaEnrollmentId": bob.factors[0].id,
        "totpVerificationInfo": {"verificationCode": bob.factors[-1].authenticator.code()},
    }
    both.ok(FINALIZE, body)


def test_a_factor_enrolled_anew_begins_anew(both, sign_in):
    both.ok(FINALIZE, sign_in.body())
    both.accounts.project().users.delete(sign_in.ada.local_id)
    again = SignIn(both)
    both.ok(FINALIZE, again.body())


def test_the_window_of_0_takes_the_code_of_now_alone(both, sign_in):
    both.switch_on_second_factors(adjacent_intervals=0)
    assert both.refused(FINALIZE, sign_in.body(sign_in.app.code(step=-1))) == "INVALID_CODE"
    assert both.refused(FINALIZE, sign_in.body(sign_in.app.code(step=1))) == "INVALID_CODE"
    both.ok(FINALIZE, sign_in.body())


def test_the_window_of_10_takes_codes_of_five_minutes(both, sign_in):
    both.switch_on_second_factors(adjacent_intervals=10)
    assert both.refused(FINALIZE, sign_in.body(sign_in.app.code(step=-11))) == "INVALID_CODE"
    both.ok(FINALIZE, sign_in.body(sign_in.app.code(step=-10)))
