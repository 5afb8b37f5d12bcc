"""The quota of codes sent within an hour."""

SEND = "/v1/accounts:sendVerificationCode"
START = "/v2/accounts/mfaSignIn:start"
NUMBER = {"phoneNumber": "+15555550100"}


def test_the_official_emulator_sends_any_number(it):
    for _ in range(200):
        it.ok(SEND, NUMBER)


def test_production_sends_150_in_an_hour(make_it):
    strict = make_it("strict")
    for _ in range(150):
        strict.ok(SEND, NUMBER)
        strict.clock.advance("1s")
    answer = strict.call(SEND, NUMBER)
    assert answer.status == 400
    assert answer.json["error"]["message"].startswith("QUOTA_EXCEEDED : ")
    assert answer.reason == "150 within the last 1h, and the setting sms_per_hour is 150"
    assert len(strict.inbox) == 150


def test_the_hour_slides(make_it):
    it = make_it(sms_per_hour=2)
    it.ok(SEND, NUMBER)
    it.clock.advance("30m")
    it.ok(SEND, NUMBER)
    it.clock.advance("29m59s")
    assert it.refused(SEND, NUMBER) == "QUOTA_EXCEEDED"
    it.clock.advance("1s")
    it.ok(SEND, NUMBER)
    assert it.refused(SEND, NUMBER) == "QUOTA_EXCEEDED"


def test_codes_for_second_factors_count_as_well(make_it):
    it = make_it(sms_per_hour=2)
    it.start_phone(it.user().id_token)
    it.user("eve@example.com").enroll_sms("+15555550101")
    first = it.sign_in("eve@example.com")
    body = {
        "mfaPendingCredential": first["mfaPendingCredential"],
        "mfaEnrollmentId": first["mfaInfo"][0]["mfaEnrollmentId"],
        "phoneSignInInfo": {},
    }
    it.ok(START, body)
    assert it.refused(START, body) == "QUOTA_EXCEEDED"
    assert it.refused(SEND, NUMBER) == "QUOTA_EXCEEDED"


def test_a_refusal_uses_up_no_id_and_no_code(make_it):
    it = make_it(sms_per_hour=1)
    it.ok(SEND, NUMBER)
    before = it.emulator.snapshot().to_json()
    assert it.refused(SEND, NUMBER) == "QUOTA_EXCEEDED"
    assert it.emulator.snapshot().to_json() == before


def test_test_numbers_get_no_message_and_do_not_count(make_it):
    it = make_it(sms_per_hour=1)
    numbers = {"enabled": True, "testPhoneNumbers": {"+15555550199": "123456"}}
    it.configure("signIn.phoneNumber", {"signIn": {"phoneNumber": numbers}})
    for _ in range(3):
        it.ok(SEND, {"phoneNumber": "+15555550199"})
    it.ok(SEND, NUMBER)


def test_a_tenant_has_a_count_of_its_own(make_it):
    it = make_it(sms_per_hour=1)
    it.ok(SEND, NUMBER)
    token = it.user("eve@example.com", tenant="t1").id_token
    it.start_phone(token)
    body = {"idToken": token, "phoneEnrollmentInfo": NUMBER}
    assert it.refused("/v2/accounts/mfaEnrollment:start", body) == "QUOTA_EXCEEDED"


def test_the_count_is_in_a_snapshot(make_it):
    it = make_it(sms_per_hour=1)
    it.ok(SEND, NUMBER)
    snapshot = it.emulator.snapshot().to_json()
    it.emulator.reset()
    it.ok(SEND, NUMBER)
    it.emulator.restore(snapshot)
    assert it.refused(SEND, NUMBER) == "QUOTA_EXCEEDED"
