"""accounts.signInWithPassword."""

import pytest

PATH = "/v1/accounts:signInWithPassword"


def body(email="ada@example.com", password="secret-1"):
    return {"email": email, "password": password, "returnSecureToken": True}


def test_the_answer_names_the_account_and_brings_tokens(it, claims_of):
    ada = it.user("ada@example.com", display_name="Ada")
    answer = it.ok(PATH, body("ADA@example.com"))
    assert answer["kind"] == "identitytoolkit#VerifyPasswordResponse"
    assert answer["localId"] == ada.local_id
    assert answer["email"] == "ada@example.com"
    assert answer["displayName"] == "Ada"
    assert answer["registered"] is True
    assert answer["expiresIn"] == "3600"
    assert answer["refreshToken"]
    assert claims_of(answer["idToken"])["auth_time"] == it.clock.micros() // 1_000_000


def test_signing_in_is_the_last_login(it):
    ada = it.user()
    it.clock.advance("1h")
    it.ok(PATH, body())
    assert ada.record.last_login_at == ada.record.last_refresh_at == it.clock.micros()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"password": "secret-1"}, "MISSING_EMAIL"),
        ({"email": "nonsense", "password": "x"}, "INVALID_EMAIL"),
        ({"email": "ada@example.com"}, "MISSING_PASSWORD"),
    ],
)
def test_what_is_missing_is_named(both, wrong, code):
    assert both.refused(PATH, wrong) == code


def test_unknown_address_and_wrong_password_are_told_apart(it):
    it.user()
    assert it.refused(PATH, body("eve@example.com")) == "EMAIL_NOT_FOUND"
    assert it.refused(PATH, body(password="wrong-1")) == "INVALID_PASSWORD"


def test_with_enumeration_protection_they_are_not(it):
    it.user()
    privacy = {"emailPrivacyConfig": {"enableImprovedEmailPrivacy": True}}
    it.call("/emulator/v1/projects/demo-project/config", privacy, method="PATCH")
    assert it.refused(PATH, body("eve@example.com")) == "INVALID_LOGIN_CREDENTIALS"
    assert it.refused(PATH, body(password="wrong-1")) == "INVALID_LOGIN_CREDENTIALS"


def test_production_protects_from_the_start(strict):
    assert strict.refused(PATH, body("eve@example.com")) == "INVALID_LOGIN_CREDENTIALS"


def test_disabled_is_said_before_the_password_is_looked_at(it):
    ada = it.user()
    it.ok("/v1/accounts:update", {"localId": ada.local_id, "disableUser": True}, admin=True)
    assert it.refused(PATH, body(password="wrong-1")) == "USER_DISABLED"


def test_password_sign_in_can_be_switched_off(it):
    it.user()
    it.configure("signIn.email.enabled", {"signIn": {"email": {"enabled": False}}})
    assert it.refused(PATH, body()) == "PASSWORD_LOGIN_DISABLED"


def test_production_answers_an_empty_display_name(it, strict):
    it.user()
    strict.user()
    assert "displayName" not in it.ok(PATH, body())
    assert strict.ok(PATH, body())["displayName"] == ""


def test_captcha_answers_are_taken_and_not_judged(it):
    it.user()
    assert it.ok(PATH, {**body(), "captchaResponse": "x", "clientType": "CLIENT_TYPE_WEB", "clientType2": 1})


def test_production_closes_an_account_after_many_wrong_passwords_for_a_while(strict):
    strict.user()
    for _ in range(10):
        assert strict.refused(PATH, body(password="wrong-1")) == "INVALID_LOGIN_CREDENTIALS"
    assert strict.refused(PATH, body()) == "TOO_MANY_ATTEMPTS_TRY_LATER"
    strict.clock.advance("299s")
    assert strict.refused(PATH, body()) == "TOO_MANY_ATTEMPTS_TRY_LATER"
    strict.clock.advance("1s")
    assert strict.ok(PATH, body())


def test_a_right_password_forgives_the_wrong_ones(strict):
    ada = strict.user()
    for _ in range(9):
        strict.refused(PATH, body(password="wrong-1"))
    strict.ok(PATH, body())
    assert ada.record.rare.wrong_passwords == 0


def test_the_official_emulator_bears_any_number_of_wrong_passwords(it):
    it.user()
    for _ in range(30):
        it.refused(PATH, body(password="wrong-1"))
    assert it.ok(PATH, body())


def test_production_without_return_secure_token_answers_a_legacy_token(it, strict, claims_of):
    for client in (it, strict):
        client.user()
    plain = {"email": "ada@example.com", "password": "secret-1"}
    assert it.ok(PATH, plain)["refreshToken"]
    answer = strict.ok(PATH, plain)
    assert "refreshToken" not in answer
    claims = claims_of(answer["idToken"])
    assert claims["iss"] == "https://identitytoolkit.google.com/"
    assert claims["exp"] - claims["iat"] == 14 * 24 * 3600
    assert strict.ok("/v1/accounts:lookup", {"idToken": answer["idToken"]})["users"]


def test_an_empty_address_is_a_bad_one_and_not_a_missing_one(both):
    path = "/v1/accounts:signInWithPassword"
    assert both.refused(path, {"email": "", "password": "secret-1"}) == "INVALID_EMAIL"
    assert both.refused(path, {"password": "secret-1"}) == "MISSING_EMAIL"
