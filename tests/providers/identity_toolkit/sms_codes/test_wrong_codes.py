"""Wrong codes of text messages."""

import pytest

SEND, SIGN_IN = "/v1/accounts:sendVerificationCode", "/v1/accounts:signInWithPhoneNumber"
NUMBER = "+15555550100"


def other_than(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def session(it):
    return it.ok(SEND, {"phoneNumber": NUMBER})["sessionInfo"]


def test_in_production_five_wrong_codes_close_a_message_even_to_the_right_one(strict):
    body = {"sessionInfo": session(strict)}
    code = strict.sms()
    for _ in range(5):
        assert strict.refused(SIGN_IN, {**body, "code": other_than(code)}) == "INVALID_CODE"
    assert strict.refused(SIGN_IN, {**body, "code": code}) == "TOO_MANY_ATTEMPTS_TRY_LATER"
    again = {"sessionInfo": session(strict), "code": strict.sms()}
    assert strict.ok(SIGN_IN, again)["idToken"]


def test_the_official_emulator_bears_any_number(it):
    body = {"sessionInfo": session(it)}
    code = it.sms()
    for _ in range(30):
        assert it.refused(SIGN_IN, {**body, "code": other_than(code)}) == "INVALID_CODE"
    assert it.ok(SIGN_IN, {**body, "code": code})["idToken"]


@pytest.mark.parametrize("most", [1, 3])
def test_how_many_is_a_setting_for_second_factors_too(make_it, most):
    it = make_it(sms_code_attempts=most)
    token = it.user().id_token
    info = {"sessionInfo": it.start_phone(token, NUMBER)}
    code = it.sms()
    enroll = "/v2/accounts/mfaEnrollment:finalize"
    for _ in range(most):
        wrong = {"idToken": token, "phoneVerificationInfo": {**info, "code": other_than(code)}}
        assert it.refused(enroll, wrong) == "INVALID_CODE"
    right = {"idToken": token, "phoneVerificationInfo": {**info, "code": code}}
    assert it.refused(enroll, right) == "TOO_MANY_ATTEMPTS_TRY_LATER"
