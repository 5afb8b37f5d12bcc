"""Sign in with a code sent by SMS."""

import pytest

SEND = "/v1/accounts:sendVerificationCode"
PATH = "/v1/accounts:signInWithPhoneNumber"
NUMBER = "+15555550100"


def session(it, number=NUMBER):
    return it.ok(SEND, {"phoneNumber": number})["sessionInfo"]


def code(it, number=NUMBER):
    return it.inbox.latest(to=number, channel="sms").code


def sign_in(it, number=NUMBER, **more):
    return it.ok(PATH, {"sessionInfo": session(it, number), "code": code(it, number), **more})


def test_a_number_makes_an_account_and_then_signs_in_to_it(it, claims_of):
    first = sign_in(it)
    assert first["isNewUser"] is True
    assert first["phoneNumber"] == NUMBER
    claims = claims_of(first["idToken"])
    assert claims["phone_number"] == NUMBER
    assert claims["firebase"]["sign_in_provider"] == "phone"
    second = sign_in(it)
    assert second["isNewUser"] is False
    assert second["localId"] == first["localId"]
    assert second["refreshToken"]


def test_the_session_looks_like_that_of_the_official_emulator(it):
    assert len(session(it)) == 226
    assert len(code(it)) == 6


def test_what_shows_that_the_app_is_no_robot_is_taken(it):
    body = {"phoneNumber": NUMBER, "recaptchaToken": "x", "clientType": "CLIENT_TYPE_WEB", "iosReceipt": "y"}
    assert it.ok(SEND, body)["sessionInfo"]


@pytest.mark.parametrize("number", ["", "5555550100", "nonsense", "+1555\0", "+1555\n"])
def test_a_bad_number_gets_no_code(both, number):
    assert both.refused(SEND, {"phoneNumber": number}) == "INVALID_PHONE_NUMBER"
    assert not both.inbox.messages()


def test_a_masked_number_from_ios_in_test_mode_is_accepted(both):
    assert both.ok(SEND, {"phoneNumber": "+*******1234"})["sessionInfo"]


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ({}, "MISSING_SESSION_INFO"),
        ({"sessionInfo": "x"}, "MISSING_CODE"),
        ({"sessionInfo": "x", "code": "123456"}, "INVALID_SESSION_INFO"),
        ({"temporaryProof": "x"}, "MISSING_PHONE_NUMBER"),
        ({"temporaryProof": "x", "phoneNumber": NUMBER}, "INVALID_TEMPORARY_PROOF"),
    ],
)
def test_what_is_missing_or_wrong_is_named(both, body, refusal):
    assert both.refused(PATH, body) == refusal


def test_a_wrong_code_leaves_the_session_and_a_right_one_ends_it(it):
    info = session(it)
    right = code(it)
    wrong = "000000" if right != "000000" else "111111"
    assert it.refused(PATH, {"sessionInfo": info, "code": wrong}) == "INVALID_CODE"
    assert it.ok(PATH, {"sessionInfo": info, "code": right})["idToken"]
    assert it.refused(PATH, {"sessionInfo": info, "code": right}) == "INVALID_SESSION_INFO"


def test_a_code_expires(both):
    info = session(both)
    both.clock.advance("10m")
    assert both.refused(PATH, {"sessionInfo": info, "code": code(both)}) == "SESSION_EXPIRED"


def test_a_number_can_be_put_to_the_account_of_an_id_token(it):
    ada = it.user()
    answer = sign_in(it, idToken=ada.id_token)
    assert answer["localId"] == ada.local_id
    assert ada.record.phone_number == NUMBER


def test_a_number_of_somebody_else_gives_a_proof_instead_of_tokens(it):
    owner = it.user("eve@example.com", phone_number=NUMBER)
    ada = it.user("ada@example.com")
    answer = sign_in(it, idToken=ada.id_token)
    assert answer.keys() == {"phoneNumber", "temporaryProof", "temporaryProofExpiresIn"}
    assert answer["temporaryProofExpiresIn"] == "3600"
    proof = {"phoneNumber": NUMBER, "temporaryProof": answer["temporaryProof"]}
    assert it.refused(PATH, {**proof, "idToken": ada.id_token}) == "PHONE_NUMBER_EXISTS"
    assert it.ok(PATH, proof)["localId"] == owner.local_id


def test_a_proof_is_for_one_number_and_an_hour(it):
    it.user("eve@example.com", phone_number=NUMBER)
    ada = it.user("ada@example.com")
    proof = sign_in(it, idToken=ada.id_token)["temporaryProof"]
    assert it.refused(PATH, {"phoneNumber": "+15555550199", "temporaryProof": proof}) == "INVALID_TEMPORARY_PROOF"
    it.clock.advance("1h")
    assert it.refused(PATH, {"phoneNumber": NUMBER, "temporaryProof": proof}) == "INVALID_TEMPORARY_PROOF"


def test_a_disabled_account_is_told_and_the_code_is_spent(it):
    ada = it.user(phone_number=NUMBER)
    info = session(it)
    it.ok("/v1/accounts:update", {"localId": ada.local_id, "disableUser": True}, admin=True)
    body = {"sessionInfo": info, "code": code(it)}
    assert it.refused(PATH, body) == "USER_DISABLED"
    assert it.refused(PATH, body) == "INVALID_SESSION_INFO"


def test_phone_and_second_factors_exclude_each_other(both):
    both.user("ada@example.com", phone_number=NUMBER).enroll_totp()
    assert both.refused(SEND, {"phoneNumber": NUMBER}) == "UNSUPPORTED_FIRST_FACTOR"
    eve = both.user("eve@example.com")
    eve.enroll_sms("+15555550101")
    body = {"sessionInfo": session(both, "+15555550102"), "code": code(both, "+15555550102"), "idToken": eve.id_token}
    assert both.refused(PATH, body) == "UNSUPPORTED_FIRST_FACTOR"


def test_tenants_have_no_phone_sign_in(it):
    assert it.refused(SEND, {"phoneNumber": NUMBER, "tenantId": "t1"}) == "UNSUPPORTED_TENANT_OPERATION"
    assert it.refused(PATH, {"tenantId": "t1"}) == "UNSUPPORTED_TENANT_OPERATION"


def test_signing_in_again_makes_no_account(it):
    body = {"sessionInfo": session(it), "code": code(it), "operation": "REAUTH"}
    assert it.refused(PATH, body) == "USER_NOT_FOUND"
    assert len(it.accounts.project().users) == 0


def test_a_test_number_has_its_own_code_and_a_session_that_stays(it):
    numbers = {"signIn": {"phoneNumber": {"enabled": True, "testPhoneNumbers": {NUMBER: "654321"}}}}
    it.configure("signIn.phoneNumber", numbers)
    info = session(it)
    assert not it.inbox.messages()
    for _ in range(2):
        assert it.ok(PATH, {"sessionInfo": info, "code": "654321"})["idToken"]


def test_a_pinned_code_is_the_one_that_is_sent(it):
    it.world.ids.pin(NUMBER, "424242")
    session(it)
    assert code(it) == "424242"
