"""accounts.resetPassword."""

import pytest

PATH = "/v1/accounts:resetPassword"
SEND = "/v1/accounts:sendOobCode"


def mailed(it, kind="PASSWORD_RESET", **more):
    it.ok(SEND, {"requestType": kind, "email": "ada@example.com", **more})
    return it.inbox.messages()[-1].code


def test_a_code_is_looked_at_without_being_spent(it):
    it.user("ada@example.com")
    code = mailed(it)
    for _ in range(2):
        assert it.ok(PATH, {"oobCode": code}) == {
            "kind": "identitytoolkit#ResetPasswordResponse",
            "requestType": "PASSWORD_RESET",
            "email": "ada@example.com",
        }


def test_codes_of_all_kinds_can_be_looked_at(it):
    ada = it.user("ada@example.com")
    assert it.ok(PATH, {"oobCode": mailed(it, "VERIFY_EMAIL", idToken=ada.id_token)})["requestType"] == "VERIFY_EMAIL"
    assert "email" not in it.ok(PATH, {"oobCode": mailed(it, "EMAIL_SIGNIN")})
    change = mailed(it, "VERIFY_AND_CHANGE_EMAIL", idToken=ada.id_token, newEmail="new@example.com")
    answer = it.ok(PATH, {"oobCode": change})
    assert (answer["email"], answer["newEmail"]) == ("ada@example.com", "new@example.com")


def test_a_new_password_is_set_once_and_ends_all_sessions(it):
    ada = it.user("ada@example.com", verified=False)
    link = {"providerId": "github.com", "rawId": "42"}
    it.ok("/v1/accounts:update", {"localId": ada.local_id, "linkProviderUserInfo": link}, admin=True)
    token, code = ada.id_token, mailed(it)
    it.clock.advance("1s")
    assert it.ok(PATH, {"oobCode": code, "newPassword": "secret-2"})["email"] == "ada@example.com"
    assert it.refused("/v1/accounts:lookup", {"idToken": token}) == "TOKEN_EXPIRED"
    assert it.sign_in(password="secret-2")["idToken"]
    assert ada.record.email_verified
    assert ada.record.links == ()
    assert it.refused(PATH, {"oobCode": code, "newPassword": "secret-3"}) == "INVALID_OOB_CODE"


def test_second_factors_stay(it):
    ada = it.user("ada@example.com")
    ada.enroll_totp()
    it.ok(PATH, {"oobCode": mailed(it), "newPassword": "secret-2"})
    assert len(ada.factors) == 1


def test_a_weak_password_spends_nothing(it):
    it.user("ada@example.com")
    code = mailed(it)
    assert it.refused(PATH, {"oobCode": code, "newPassword": "short"}) == "WEAK_PASSWORD"
    assert it.ok(PATH, {"oobCode": code, "newPassword": "secret-2"})


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "MISSING_OOB_CODE"),
        ({"oobCode": "nonsense"}, "INVALID_OOB_CODE"),
        ({"newPassword": "x"}, "MISSING_OOB_CODE"),
    ],
)
def test_what_is_missing_or_wrong_is_named(both, body, code):
    assert both.refused(PATH, body) == code


def test_only_a_reset_code_sets_a_password(it):
    it.user("ada@example.com")
    code = mailed(it, "EMAIL_SIGNIN")
    assert it.refused(PATH, {"oobCode": code, "newPassword": "secret-2"}) == "INVALID_OOB_CODE"


def test_a_reset_code_lives_an_hour(both):
    ada = both.user("ada@example.com")
    code = mailed(both)
    other = mailed(both, "VERIFY_EMAIL", idToken=ada.id_token)
    both.clock.advance("59m59s")
    assert both.ok(PATH, {"oobCode": code})
    both.clock.advance("1s")
    assert both.refused(PATH, {"oobCode": code}) == "EXPIRED_OOB_CODE"
    both.clock.advance("30d")
    assert both.ok(PATH, {"oobCode": other})


def test_lifetimes_are_settings(make_it):
    it = make_it(reset_code_lifetime=0, oob_code_lifetime=60)
    ada = it.user("ada@example.com")
    reset, verify = mailed(it), mailed(it, "VERIFY_EMAIL", idToken=ada.id_token)
    it.clock.advance("10d")
    assert it.ok(PATH, {"oobCode": reset})
    assert it.refused(PATH, {"oobCode": verify}) == "EXPIRED_OOB_CODE"


def test_the_account_may_be_gone(it):
    ada = it.user("ada@example.com")
    code = mailed(it)
    it.ok("/v1/accounts:delete", {"localId": ada.local_id}, admin=True)
    assert it.refused(PATH, {"oobCode": code, "newPassword": "secret-2"}) == "INVALID_OOB_CODE"


def test_password_sign_in_can_be_off(it):
    it.configure("signIn.email.enabled", {"signIn": {"email": {"enabled": False}}})
    assert it.refused(PATH, {"oobCode": "x"}) == "PASSWORD_LOGIN_DISABLED"


def test_the_old_password_does_as_well_as_a_code(it):
    it.user("ada@example.com")
    body = {"email": "ada@example.com", "oldPassword": "secret-1", "newPassword": "secret-2"}
    assert it.ok(PATH, body)["email"] == "ada@example.com"
    assert it.sign_in(password="secret-2")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"oldPassword": "wrong-1"}, "INVALID_PASSWORD"),
        ({"newPassword": "short"}, "WEAK_PASSWORD"),
        ({"newPassword": ""}, "MISSING_PASSWORD"),
        ({"email": ""}, "MISSING_EMAIL"),
        ({"email": "eve@example.com"}, "EMAIL_NOT_FOUND"),
    ],
)
def test_by_the_old_password_what_is_wrong_is_named(it, change, code):
    it.user("ada@example.com")
    body = {"email": "ada@example.com", "oldPassword": "secret-1", "newPassword": "secret-2"}
    assert it.refused(PATH, {**body, **change}) == code
    assert it.sign_in()


@pytest.mark.parametrize("change", [{"oldPassword": "wrong-1"}, {"email": "eve@example.com"}])
def test_enumeration_protection_hides_which_of_the_two_is_wrong(strict, change):
    strict.user("ada@example.com")
    body = {"email": "ada@example.com", "oldPassword": "secret-1", "newPassword": "secret-2"}
    assert strict.refused(PATH, {**body, **change}) == "INVALID_LOGIN_CREDENTIALS"


def moved(it):
    """A code of an account that has another address by now."""
    ada = it.user("ada@example.com")
    code = mailed(it)
    it.ok("/v1/accounts:update", {"localId": ada.local_id, "email": "new@example.com"}, admin=True)
    return ada, code


def test_a_code_dies_with_the_address_that_it_was_sent_to(it, strict):
    for client, looked_at, used in (
        (it, "INVALID_OOB_CODE", "INVALID_OOB_CODE"),
        (strict, "EMAIL_NOT_FOUND", "USER_NOT_FOUND"),
    ):
        ada, code = moved(client)
        assert client.refused(PATH, {"oobCode": code}) == looked_at
        assert client.refused(PATH, {"oobCode": code, "newPassword": "secret-2"}) == used
        assert ada.password == "secret-1"


def test_a_code_of_a_disabled_account_says_so(both):
    ada = both.user("ada@example.com")
    code = mailed(both)
    both.ok("/v1/accounts:update", {"localId": ada.local_id, "disableUser": True}, admin=True)
    assert both.refused(PATH, {"oobCode": code, "newPassword": "secret-2"}) == "USER_DISABLED"


def test_in_production_an_empty_code_or_password_is_bad_and_not_missing(it, strict):
    for client in (it, strict):
        client.user("ada@example.com")
    assert [client.refused(PATH, {"oobCode": ""}) for client in (it, strict)] == [
        "MISSING_OOB_CODE",
        "INVALID_OOB_CODE",
    ]
    assert it.ok(PATH, {"oobCode": mailed(it), "newPassword": ""})["email"]
    assert strict.refused(PATH, {"oobCode": mailed(strict), "newPassword": ""}) == "WEAK_PASSWORD"
