"""A phone becomes a second factor."""

import pytest

START = "/v2/accounts/mfaEnrollment:start"
FINALIZE = "/v2/accounts/mfaEnrollment:finalize"
NUMBER = "+15555550100"


@pytest.fixture
def ada(both):
    return both.user()


def finalize(session, code, ada, **more):
    info = {"sessionInfo": session, "code": code}
    return {"idToken": ada.id_token, "phoneVerificationInfo": info, **more}


def test_the_code_comes_by_sms_and_has_six_digits(both, ada):
    both.start_phone(ada.id_token)
    message = both.inbox.latest(to=NUMBER)
    assert message.channel == "sms"
    assert len(message.code) == 6
    assert message.code.isdigit()
    assert message.code in message.body


def test_the_right_code_enrolls_the_phone(both, ada):
    session = both.start_phone(ada.id_token)
    answer = both.ok(FINALIZE, finalize(session, both.sms(), ada, displayName="Work phone"))
    assert set(answer) == {"idToken", "refreshToken"}
    (factor,) = ada.record.factors
    assert (factor.phone_number, factor.display_name) == (NUMBER, "Work phone")


def test_what_apps_send_to_prove_that_they_are_no_robots_is_ignored(both, ada):
    info = {
        "phoneNumber": NUMBER,
        "recaptchaToken": "t",
        "captchaResponse": "r",
        "clientType": "CLIENT_TYPE_WEB",
        "recaptchaVersion": "RECAPTCHA_ENTERPRISE",
        "iosReceipt": "r",
        "iosSecret": "s",
        "playIntegrityToken": "p",
        "safetyNetToken": "s",
        "autoRetrievalInfo": {"appSignatureHash": "h"},
    }
    assert both.ok(START, {"idToken": ada.id_token, "phoneEnrollmentInfo": info})["phoneSessionInfo"]


@pytest.mark.parametrize("number", ["", "5555550100", "call me"])
def test_a_number_that_is_none_is_refused(both, ada, number):
    body = {"idToken": ada.id_token, "phoneEnrollmentInfo": {"phoneNumber": number}}
    assert both.refused(START, body) == "INVALID_PHONE_NUMBER"
    assert len(both.inbox) == 0


def test_a_missing_number_is_refused(both, ada):
    assert both.refused(START, {"idToken": ada.id_token, "phoneEnrollmentInfo": {}}) == "INVALID_PHONE_NUMBER"


@pytest.mark.parametrize("number", ["+abc", "+", "+1234567890123456", "+１５５５５５５０１００"])
def test_production_wants_digits_after_the_plus(strict, number):
    body = {"idToken": strict.user().id_token, "phoneEnrollmentInfo": {"phoneNumber": number}}
    assert strict.refused(START, body) == "INVALID_PHONE_NUMBER"


def test_without_code(both, ada):
    assert both.refused(FINALIZE, finalize(both.start_phone(ada.id_token), None, ada)) == "MISSING_CODE"


def test_without_session(both, ada):
    assert both.refused(FINALIZE, finalize(None, "123456", ada)) == "MISSING_SESSION_INFO"


def test_with_a_session_that_never_was(both, ada):
    assert both.refused(FINALIZE, finalize("never", "123456", ada)) == "INVALID_SESSION_INFO"


def test_with_the_session_of_somebody_else(both, ada):
    session = both.start_phone(both.user("bob@example.com").id_token)
    assert both.refused(FINALIZE, finalize(session, both.sms(), ada)) == "INVALID_SESSION_INFO"
    assert ada.factors == ()


def test_a_wrong_code_leaves_the_session_for_another_try(both, ada):
    session = both.start_phone(ada.id_token)
    assert both.refused(FINALIZE, finalize(session, "wrong", ada)) == "INVALID_CODE"
    assert ada.factors == ()
    both.ok(FINALIZE, finalize(session, both.sms(), ada))


def test_a_code_is_used_up_by_success(both, ada):
    session = both.start_phone(ada.id_token)
    both.ok(FINALIZE, finalize(session, both.sms(), ada))
    assert both.refused(FINALIZE, finalize(session, both.sms(), ada)) == "INVALID_SESSION_INFO"


def test_a_number_that_was_enrolled_meanwhile_is_refused(both, ada):
    first, second = both.start_phone(ada.id_token), both.start_phone(ada.id_token)
    codes = [message.code for message in both.inbox.messages(to=NUMBER)]
    both.ok(FINALIZE, finalize(first, codes[0], ada))
    assert both.refused(FINALIZE, finalize(second, codes[1], ada)) == "SECOND_FACTOR_EXISTS"


def test_a_code_lives_ten_minutes(both, ada):
    session = both.start_phone(ada.id_token)
    both.clock.advance("9m59s")
    both.ok(FINALIZE, finalize(session, both.sms(), ada))


def test_a_code_that_enrolls_has_no_known_end(both, ada):
    session = both.start_phone(ada.id_token)
    both.clock.advance("30m")
    both.ok(FINALIZE, finalize(session, both.sms(), ada))


def test_the_life_of_a_code_is_a_setting(make_it):
    it = make_it(sms_enrollment_lifetime=30)
    ada = it.user()
    session = it.start_phone(ada.id_token)
    it.clock.advance("30s")
    answer = it.call(FINALIZE, finalize(session, it.sms(), ada))
    assert answer.json["error"]["message"] == "SESSION_EXPIRED"
    assert answer.reason == "the code was sent 30s ago, it lived 30s"


def test_a_phone_may_be_enrolled_long_after_the_login(both, ada):
    token = ada.id_token
    both.clock.advance("30m")
    assert both.start_phone(token)


def test_androids_proof_instead_of_a_code_is_not_built(both, ada):
    info = {"androidVerificationProof": "proof", "phoneNumber": NUMBER}
    answer = both.call(FINALIZE, {"idToken": ada.id_token, "phoneVerificationInfo": info})
    assert answer.status == 501
    assert answer.json["error"]["message"]


def test_old_sessions_make_room_for_new_ones(make_it):
    it = make_it(kept_sessions=10)
    ada = it.user()
    sessions = [it.start_phone(ada.id_token) for _ in range(25)]
    assert it.refused(FINALIZE, finalize(sessions[0], "123456", ada)) == "INVALID_SESSION_INFO"
    it.ok(FINALIZE, finalize(sessions[-1], it.sms(), ada))
