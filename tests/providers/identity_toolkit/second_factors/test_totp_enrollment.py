"""An authenticator app becomes a second factor."""

import re
from datetime import UTC, datetime

import pytest

START = "/v2/accounts/mfaEnrollment:start"
FINALIZE = "/v2/accounts/mfaEnrollment:finalize"


@pytest.fixture
def ada(both):
    return both.user()


@pytest.fixture
def session(both, ada):
    return both.start_totp(ada.id_token)


@pytest.fixture
def app(both, session):
    return both.authenticator(session["sharedSecretKey"])


@pytest.fixture
def finalize(ada, session):
    def body(code, **more):
        info = {"sessionInfo": session["sessionInfo"], "verificationCode": code}
        return {"idToken": ada.id_token, "displayName": "app", "totpVerificationInfo": info, **more}

    return body


def test_the_answer_has_all_that_an_app_needs(session):
    assert re.fullmatch("[A-Z2-7]{32}", session.pop("sharedSecretKey"))
    assert session.pop("sessionInfo")
    assert session == {
        "verificationCodeLength": 6,
        "hashingAlgorithm": "SHA1",
        "periodSec": 30,
        "finalizeEnrollmentTime": "2026-11-21T10:15:00.000000Z",
    }


def test_the_deadline_has_microseconds_and_is_a_quarter_of_an_hour_away(both, ada):
    both.clock.advance(0.000123)
    deadline = both.start_totp(ada.id_token)["finalizeEnrollmentTime"]
    assert deadline == "2026-11-21T10:15:00.000123Z"
    assert datetime.fromisoformat(deadline) == datetime(2026, 11, 21, 10, 15, 0, 123, UTC)


def test_each_enrollment_has_a_secret_of_its_own(both, ada, session):
    assert both.start_totp(ada.id_token)["sharedSecretKey"] != session["sharedSecretKey"]


def test_nothing_is_sent(both, session):
    assert len(both.inbox) == 0


def test_the_right_code_enrolls_the_app(both, ada, app, finalize):
    answer = both.ok(FINALIZE, finalize(app.code(), displayName="My phone"))
    assert set(answer) == {"idToken", "refreshToken", "totpAuthInfo"}
    assert answer["totpAuthInfo"] == {}
    (factor,) = ada.record.factors
    assert factor.display_name == "My phone"
    assert factor.secret == app.secret
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", factor.id)


def test_the_factor_begins_only_with_its_first_code(ada, session):
    assert ada.factors == ()


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６"])  # the last one is full width
def test_what_is_no_code_is_refused(both, ada, finalize, code):
    assert both.refused(FINALIZE, finalize(code)) == "INVALID_CODE"
    assert ada.factors == ()


@pytest.mark.parametrize("step", [-5, -1, 0, 1, 5])
def test_codes_from_within_five_steps_are_taken(both, app, finalize, step):
    both.ok(FINALIZE, finalize(app.code(step=step)))


@pytest.mark.parametrize("step", [-6, 6])
def test_codes_from_outside_are_not(both, app, finalize, step):
    answer = both.call(FINALIZE, finalize(app.code(step=step)))
    assert answer.json["error"]["message"] == "INVALID_CODE"
    assert "6 steps" in answer.reason
    assert "window is +-5" in answer.reason


def test_the_window_is_the_projects_own(both, app, finalize):
    both.switch_on_second_factors(adjacent_intervals=1)
    assert both.refused(FINALIZE, finalize(app.code(step=2))) == "INVALID_CODE"
    both.ok(FINALIZE, finalize(app.code(step=1)))


@pytest.mark.parametrize("session_info", ["", "never"])
def test_an_unknown_session_is_refused(both, ada, session_info):
    body = {"idToken": ada.id_token, "displayName": "app", "totpVerificationInfo": {"sessionInfo": session_info}}
    assert both.refused(FINALIZE, body) == "INVALID_SESSION_INFO"


def test_the_session_of_somebody_else_is_refused(both, app, finalize):
    token = both.user("bob@example.com").id_token
    assert both.refused(FINALIZE, finalize(app.code(), idToken=token)) == "INVALID_SESSION_INFO"


def test_an_unknown_session_comes_before_a_missing_name(strict):
    body = {"idToken": strict.user().id_token, "totpVerificationInfo": {"sessionInfo": "never"}}
    assert strict.refused(FINALIZE, body) == "INVALID_SESSION_INFO"


def test_production_wants_a_name_before_it_looks_at_the_code(strict):
    ada = strict.user()
    session = strict.start_totp(ada.id_token)["sessionInfo"]
    body = {"idToken": ada.id_token, "totpVerificationInfo": {"sessionInfo": session, "verificationCode": "000000"}}
    assert strict.refused(FINALIZE, body) == "MISSING_DISPLAY_NAME"


def test_otherwise_a_name_is_not_needed(it):
    ada = it.user()
    session = it.start_totp(ada.id_token)
    code = it.authenticator(session["sharedSecretKey"]).code()
    info = {"sessionInfo": session["sessionInfo"], "verificationCode": code}
    it.ok(FINALIZE, {"idToken": ada.id_token, "totpVerificationInfo": info})
    assert ada.factors[0].display_name == ""
