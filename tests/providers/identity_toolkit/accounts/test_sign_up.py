"""accounts.signUp by the users themselves."""

import pytest

PATH = "/v1/accounts:signUp"
ADA = {"email": "Ada@Example.com", "password": "secret-1"}


def test_an_account_is_made_with_tokens(it, claims_of):
    answer = it.ok(PATH, {**ADA, "displayName": "Ada", "returnSecureToken": True})
    assert answer["kind"] == "identitytoolkit#SignupNewUserResponse"
    assert answer["email"] == "ada@example.com"
    assert answer["displayName"] == "Ada"
    assert answer["expiresIn"] == "3600"
    assert len(answer["localId"]) == 28
    assert answer["localId"].isalnum()
    assert claims_of(answer["idToken"])["firebase"]["sign_in_provider"] == "password"


def test_the_account_begins_now(it):
    answer = it.ok(PATH, ADA)
    user = it.ok("/v1/accounts:lookup", {"idToken": answer["idToken"]})["users"][0]
    now = it.clock.micros()
    assert user["createdAt"] == user["lastLoginAt"] == str(now // 1000)
    assert user["validSince"] == str(now // 1_000_000)
    assert user["passwordUpdatedAt"] == now // 1000
    assert user["emailVerified"] is False


def test_an_anonymous_account_has_no_profile(it, claims_of):
    answer = it.ok(PATH, {"displayName": "Nobody", "returnSecureToken": True})
    assert "email" not in answer
    assert "displayName" not in answer
    claims = claims_of(answer["idToken"])
    assert claims["provider_id"] == "anonymous"
    assert claims["firebase"]["sign_in_provider"] == "anonymous"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"password": "secret-1"}, "MISSING_EMAIL"),
        ({"email": "a@b.co"}, "MISSING_PASSWORD"),
        ({"email": "nonsense", "password": "secret-1"}, "INVALID_EMAIL"),
        ({"email": "a@b@c", "password": "secret-1"}, "INVALID_EMAIL"),
        ({"email": "a\0@b.co", "password": "secret-1"}, "INVALID_EMAIL"),
        ({"email": "a@b.co\r\n", "password": "secret-1"}, "INVALID_EMAIL"),
        ({"email": "a@b.co", "password": "12345"}, "WEAK_PASSWORD"),
        ({"localId": "me", "email": "a@b.co", "password": "secret-1"}, "UNEXPECTED_PARAMETER"),
        ({"idToken": "x", "email": "a@b.co"}, "MISSING_PASSWORD"),
        ({"idToken": "x", "email": "a@b.co", "password": "secret-1"}, "INVALID_ID_TOKEN"),
    ],
)
def test_what_is_missing_or_wrong_is_named(both, body, code):
    assert both.refused(PATH, body) == code
    assert len(both.accounts.project().users) == 0


def test_an_address_has_one_account(both):
    both.ok(PATH, ADA)
    assert both.refused(PATH, {"email": "ADA@example.com", "password": "other-1"}) == "EMAIL_EXISTS"


def test_null_is_the_same_as_absent(it):
    assert "displayName" not in it.ok(PATH, {**ADA, "displayName": None})


def test_snake_case_is_understood(it):
    assert it.ok(PATH, {**ADA, "display_name": "Ada"})["displayName"] == "Ada"


def test_sign_up_by_password_can_be_switched_off(it):
    it.configure("signIn.email.enabled", {"signIn": {"email": {"enabled": False}}})
    assert it.refused(PATH, ADA) == "OPERATION_NOT_ALLOWED"


def test_anonymous_sign_up_can_be_switched_off(it):
    it.configure("signIn.anonymous.enabled", {"signIn": {"anonymous": {"enabled": False}}})
    assert it.refused(PATH, {}) == "ADMIN_ONLY_OPERATION"


def test_all_sign_up_can_be_left_to_administrators(it):
    it.configure("client.permissions", {"client": {"permissions": {"disabledUserSignup": True}}})
    assert it.refused(PATH, ADA) == "ADMIN_ONLY_OPERATION"
    assert it.ok(PATH, ADA, admin=True)["localId"]


@pytest.mark.parametrize("email", ["a@nodot", "a b@example.com", f"{'a' * 250}@example.com", "a,b@example.com"])
def test_production_looks_closer_at_addresses(it, strict, email):
    body = {"email": email, "password": "secret-1"}
    assert strict.refused(PATH, body) == "INVALID_EMAIL"
    assert it.ok(PATH, body)["email"] == email


def test_the_same_seed_makes_the_same_ids(make_it):
    assert make_it().ok(PATH, ADA)["localId"] == make_it().ok(PATH, ADA)["localId"]


def test_address_and_password_both_empty_are_a_bad_address_or_in_production_none(it, strict):
    body = {"email": "", "password": ""}
    assert it.refused("/v1/accounts:signUp", body) == "INVALID_EMAIL"
    assert "email" not in strict.ok("/v1/accounts:signUp", body)


def test_an_empty_address_beside_a_password_is_missing(both):
    assert both.refused("/v1/accounts:signUp", {"email": "", "password": "secret-1"}) == "MISSING_EMAIL"


def test_an_empty_name_is_shown_as_such_where_the_official_emulator_shows_it(it, strict):
    for client, shown in ((it, True), (strict, False)):
        body = {"email": "blank@example.com", "password": "secret-1", "displayName": ""}
        made = client.ok("/v1/accounts:signUp", {**body, "returnSecureToken": True})
        assert ("displayName" in made) is shown
        account = client.ok("/v1/accounts:lookup", {"idToken": made["idToken"]})["users"][0]
        assert ("displayName" in account) is shown
        path = "/v1/projects/demo-project/accounts"
        local_id = client.ok(path, {"displayName": "", "photoUrl": ""}, admin=True)["localId"]
        account = client.ok("/v1/accounts:lookup", {"localId": [local_id]}, admin=True)["users"][0]
        assert [name in account for name in ("displayName", "photoUrl")] == [shown, shown]
