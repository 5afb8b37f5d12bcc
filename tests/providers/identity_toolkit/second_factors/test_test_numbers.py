"""Phone numbers of the configuration that always get the same code, without a message."""

import pytest

ENROLL = "/v2/accounts/mfaEnrollment:finalize"
START = "/v2/accounts/mfaSignIn:start"
SIGN_IN = "/v2/accounts/mfaSignIn:finalize"
NUMBER = "+15555550123"


@pytest.fixture
def ada(both):
    numbers = {"signIn": {"phoneNumber": {"testPhoneNumbers": {NUMBER: "654321"}}}}
    both.configure("signIn.phoneNumber.testPhoneNumbers", numbers)
    return both.user()


def enroll(it, ada, code, number=NUMBER):
    info = {"sessionInfo": it.start_phone(ada.id_token, number), "code": code}
    return it.call(ENROLL, {"idToken": ada.id_token, "phoneVerificationInfo": info})


def test_their_code_enrolls(both, ada):
    assert enroll(both, ada, "654321").status == 200


def test_no_other_code_does(both, ada):
    assert enroll(both, ada, "654322").json["error"]["message"] == "INVALID_CODE"


def test_nothing_is_sent(both, ada):
    both.start_phone(ada.id_token, NUMBER)
    assert len(both.inbox) == 0


def test_other_numbers_get_a_message_as_ever(both, ada):
    both.start_phone(ada.id_token, "+15555550199")
    assert both.sms("+15555550199")


def test_their_session_signs_in_more_than_once(both, ada):
    ada.enroll_sms(NUMBER)
    first = both.sign_in()
    credential = {"mfaPendingCredential": first["mfaPendingCredential"]}
    start = both.ok(START, {**credential, "mfaEnrollmentId": ada.factors[0].id, "phoneSignInInfo": {}})
    proof = {"sessionInfo": start["phoneResponseInfo"]["sessionInfo"], "code": "654321"}
    for _ in range(3):
        both.ok(SIGN_IN, {**credential, "phoneVerificationInfo": proof})


def test_their_session_ends_too(make_it):
    both = make_it(sms_enrollment_lifetime=600)
    ada = both.user()
    session = both.start_phone(ada.id_token, NUMBER)
    both.clock.advance("10m")
    info = {"sessionInfo": session, "code": "654321"}
    assert both.refused(ENROLL, {"idToken": ada.id_token, "phoneVerificationInfo": info}) == "SESSION_EXPIRED"


def test_a_pinned_code_is_sent_to_a_number_that_is_no_test_number(both, ada):
    both.world.seed({"codes": {"+15555550177": "111222"}})
    both.start_phone(ada.id_token, "+15555550177")
    assert both.sms("+15555550177") == "111222"
