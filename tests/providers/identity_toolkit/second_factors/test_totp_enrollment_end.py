"""A TOTP enrollment does not stay open: three codes, a quarter of an hour, one success. And it needs a recent login."""

import pytest

START = "/v2/accounts/mfaEnrollment:start"
FINALIZE = "/v2/accounts/mfaEnrollment:finalize"


class Enrollment:
    def __init__(self, it):
        self.it = it
        self.token = it.user().id_token
        self.begin()

    def begin(self):
        session = self.it.start_totp(self.token)
        self.session = session["sessionInfo"]
        self.app = self.it.authenticator(session["sharedSecretKey"])

    def body(self, code):
        info = {"sessionInfo": self.session, "verificationCode": code}
        return {"idToken": self.token, "displayName": "app", "totpVerificationInfo": info}

    def finish(self):
        return self.it.ok(FINALIZE, self.body(self.app.code()))

    def refused(self, code=None):
        return self.it.refused(FINALIZE, self.body(code or self.app.code()))


@pytest.fixture
def enrollment(both):
    return Enrollment(both)


def test_the_third_code_may_be_the_right_one(enrollment):
    assert [enrollment.refused("000000") for _ in range(2)] == ["INVALID_CODE"] * 2
    enrollment.finish()


def test_after_three_wrong_codes_even_the_right_one_is_refused(enrollment):
    assert [enrollment.refused("000000") for _ in range(3)] == ["INVALID_CODE"] * 3
    assert enrollment.refused() == "TOO_MANY_ENROLLMENT_ATTEMPTS"


def test_a_new_enrollment_has_three_codes_again(both, enrollment):
    for _ in range(3):
        enrollment.refused("000000")
    enrollment.begin()
    enrollment.finish()


def test_how_many_codes_may_be_tried_is_a_setting(make_it):
    enrollment = Enrollment(make_it(totp_enrollment_attempts=1))
    assert enrollment.refused("000000") == "INVALID_CODE"
    assert enrollment.refused() == "TOO_MANY_ENROLLMENT_ATTEMPTS"


def test_a_moment_before_the_deadline_is_early_enough(both, enrollment):
    both.clock.advance("899.999s")
    enrollment.finish()


def test_the_deadline_itself_is_too_late(both, enrollment):
    both.clock.advance("15m")
    assert enrollment.refused() == "SESSION_EXPIRED"


def test_the_right_code_counts_as_an_attempt_too(enrollment):
    assert [enrollment.refused("000000") for _ in range(2)] == ["INVALID_CODE"] * 2
    enrollment.finish()
    assert enrollment.refused() == "TOO_MANY_ENROLLMENT_ATTEMPTS"


def test_after_success_the_session_says_so(enrollment):
    enrollment.finish()
    assert enrollment.refused() == "MFA_ENROLLMENT_ALREADY_COMPLETE"
    assert enrollment.refused("000000") == "MFA_ENROLLMENT_ALREADY_COMPLETE"


def test_the_deadline_is_a_setting(make_it):
    it = make_it(totp_enrollment_lifetime=60)
    enrollment = Enrollment(it)
    assert it.start_totp(enrollment.token)["finalizeEnrollmentTime"] == "2026-11-21T10:01:00.000000Z"
    it.clock.advance("60s")
    assert enrollment.refused() == "SESSION_EXPIRED"


def test_old_sessions_make_room_for_new_ones(make_it):
    it = make_it(kept_sessions=10)
    enrollment = Enrollment(it)
    for _ in range(11):
        it.start_totp(enrollment.token)
    assert enrollment.refused() == "INVALID_SESSION_INFO"


def test_a_login_of_nearly_five_minutes_ago_is_recent(both):
    token = both.user().id_token
    both.clock.advance("4m59s")
    assert both.start_totp(token)


def test_one_of_five_minutes_ago_is_not(both):
    token = both.user().id_token
    both.clock.advance("5m")
    assert both.refused(START, {"idToken": token, "totpEnrollmentInfo": {}}) == "CREDENTIAL_TOO_OLD_LOGIN_AGAIN"


def test_a_refreshed_token_is_of_the_old_login(both):
    ada = both.user()
    refresh = ada.refresh_token
    both.clock.advance("5m")
    body = {"grant_type": "refresh_token", "refresh_token": refresh}
    token = both.ok("/securetoken.googleapis.com/v1/token", body)["id_token"]
    assert both.refused(START, {"idToken": token, "totpEnrollmentInfo": {}}) == "CREDENTIAL_TOO_OLD_LOGIN_AGAIN"


def test_signing_in_again_helps(both):
    both.user()
    both.clock.advance("1h")
    assert both.start_totp(both.sign_in()["idToken"])


def test_finalize_does_not_ask_for_a_recent_login_again(both, enrollment):
    both.clock.advance("10m")
    enrollment.finish()


def test_how_recent_is_a_setting(make_it):
    it = make_it(totp_recent_login=0)
    token = it.user().id_token
    it.clock.advance("1h")
    assert it.start_totp(token)
