"""Ends of codes, enrollments and proofs, as tables declare them and the timeline lists them."""

import pytest

NUMBER = "+15555550100"


@pytest.fixture
def it(make_it):
    """An emulator in which every mailed code ends."""
    return make_it(oob_code_lifetime=7200)


def timeline(it):
    return [(ending.what, ending.subject, ending.at - it.clock.micros()) for ending in it.world.timeline()]


def test_codes_by_sms_and_mail_are_on_the_timeline_in_the_order_of_their_ends(it):
    it.user()
    it.ok("/v1/accounts:sendOobCode", {"requestType": "EMAIL_SIGNIN", "email": "eve@example.com"})
    it.ok("/v1/accounts:sendOobCode", {"requestType": "PASSWORD_RESET", "email": "ada@example.com"})
    it.ok("/v1/accounts:sendVerificationCode", {"phoneNumber": NUMBER})
    assert timeline(it) == [
        ("SMS code", NUMBER, 600_000_000),
        ("mailed code", "ada@example.com", 3_600_000_000),
        ("mailed code", "eve@example.com", 7_200_000_000),
    ]


def test_a_totp_enrollment_is_on_the_timeline_until_it_is_finished(it):
    ada = it.user()
    session = it.start_totp(ada.id_token)
    assert timeline(it) == [("TOTP enrollment", ada.local_id, 900_000_000)]
    code = it.authenticator(session["sharedSecretKey"]).code()
    info = {"sessionInfo": session["sessionInfo"], "verificationCode": code}
    it.ok("/v2/accounts/mfaEnrollment:finalize", {"idToken": ada.id_token, "totpVerificationInfo": info})
    assert timeline(it) == []


def test_codes_that_never_end_are_not_on_the_timeline(make_it):
    it = make_it(oob_code_lifetime=0)
    it.ok("/v1/accounts:sendOobCode", {"requestType": "EMAIL_SIGNIN", "email": "eve@example.com"})
    assert timeline(it) == []


def test_the_reason_says_when_a_mailed_code_ended(it):
    it.user()
    it.ok("/v1/accounts:sendOobCode", {"requestType": "PASSWORD_RESET", "email": "ada@example.com"})
    code = it.inbox.latest(to="ada@example.com").code
    it.clock.advance("1h1s")
    answer = it.call("/v1/accounts:resetPassword", {"oobCode": code})
    assert answer.json["error"]["message"] == "EXPIRED_OOB_CODE"
    assert answer.reason == "the mailed code expired at 2026-11-21T11:00:00Z, 1s ago"
