"""Limits to the second factors of an account."""

START = "/v2/accounts/mfaEnrollment:start"
FINALIZE = "/v2/accounts/mfaEnrollment:finalize"


def enroll_phones(ada, count):
    for n in range(count):
        ada.enroll_sms(f"+1555555010{n}")


def test_a_sixth_phone_is_refused(both):
    ada = both.user()
    enroll_phones(ada, 5)
    body = {"idToken": ada.id_token, "phoneEnrollmentInfo": {"phoneNumber": "+15555550199"}}
    assert both.refused(START, body) == "SECOND_FACTOR_LIMIT_EXCEEDED"


def test_totp_beside_five_phones_begins_and_does_not_end(both):
    ada = both.user()
    enroll_phones(ada, 5)
    started = both.start_totp(ada.id_token)
    code = both.authenticator(started["sharedSecretKey"]).code()
    info = {"sessionInfo": started["sessionInfo"], "verificationCode": code}
    body = {"idToken": ada.id_token, "displayName": "app", "totpVerificationInfo": info}
    assert both.refused("/v2/accounts/mfaEnrollment:finalize", body) == "SECOND_FACTOR_LIMIT_EXCEEDED"
    assert len(ada.factors) == 5


def test_a_fifth_factor_is_fine(both):
    ada = both.user()
    enroll_phones(ada, 4)
    assert both.start_totp(ada.id_token)["sessionInfo"]


def test_a_second_totp_factor_is_refused(both):
    ada = both.user()
    ada.enroll_totp()
    assert both.refused(START, {"idToken": ada.id_token, "totpEnrollmentInfo": {}}) == "SECOND_FACTOR_LIMIT_EXCEEDED"


def test_two_totp_enrollments_that_overlap_give_one_factor(both):
    ada = both.user()
    sessions = [both.start_totp(ada.id_token) for _ in range(2)]
    bodies = [
        {
            "idToken": ada.id_token,
            "displayName": "app",
            "totpVerificationInfo": {
                "sessionInfo": session["sessionInfo"],
                "verificationCode": both.authenticator(session["sharedSecretKey"]).code(),
            },
        }
        for session in sessions
    ]
    both.ok(FINALIZE, bodies[0])
    assert both.refused(FINALIZE, bodies[1]) == "SECOND_FACTOR_LIMIT_EXCEEDED"
    assert len(ada.factors) == 1


def test_the_same_number_twice_is_refused(both):
    ada = both.user()
    ada.enroll_sms("+15555550100")
    body = {"idToken": ada.id_token, "phoneEnrollmentInfo": {"phoneNumber": "+15555550100"}}
    assert both.refused(START, body) == "SECOND_FACTOR_EXISTS"


def test_two_accounts_may_have_the_same_number(both):
    both.user("bob@example.com").enroll_sms("+15555550100")
    assert both.start_phone(both.user().id_token, "+15555550100")


def test_the_limit_is_a_setting(make_it):
    it = make_it(second_factors=1)
    ada = it.user()
    ada.enroll_sms("+15555550100")
    body = {"idToken": ada.id_token, "phoneEnrollmentInfo": {"phoneNumber": "+15555550101"}}
    assert it.refused(START, body) == "SECOND_FACTOR_LIMIT_EXCEEDED"
