"""accounts.signUp with an ID token: an account gets an e-mail and a password."""

PATH = "/v1/accounts:signUp"


def test_an_anonymous_account_becomes_one_with_a_password(it, claims_of):
    anonymous = it.ok(PATH, {})
    linked = it.ok(PATH, {"idToken": anonymous["idToken"], "email": "a@b.co", "password": "secret-1"})
    assert linked["localId"] == anonymous["localId"]
    assert linked["email"] == "a@b.co"
    assert claims_of(linked["idToken"])["firebase"]["sign_in_provider"] == "password"
    assert it.sign_in("a@b.co")["localId"] == anonymous["localId"]


def test_an_address_that_is_taken_cannot_be_linked(it):
    it.user("a@b.co")
    token = it.ok(PATH, {})["idToken"]
    assert it.refused(PATH, {"idToken": token, "email": "a@b.co", "password": "secret-1"}) == "EMAIL_EXISTS"


def test_linking_ends_sessions_from_before(it):
    token = it.ok(PATH, {})["idToken"]
    it.clock.advance("1s")
    it.ok(PATH, {"idToken": token, "email": "a@b.co", "password": "secret-1"})
    assert it.refused("/v1/accounts:lookup", {"idToken": token}) == "TOKEN_EXPIRED"


def test_a_disabled_account_cannot_be_linked(it):
    made = it.ok(PATH, {})
    it.ok("/v1/accounts:update", {"localId": made["localId"], "disableUser": True}, admin=True)
    body = {"idToken": made["idToken"], "email": "a@b.co", "password": "secret-1"}
    assert it.refused(PATH, body) == "USER_DISABLED"


def test_a_name_that_is_given_is_taken_and_none_leaves_the_name(both):
    token = both.ok("/v1/accounts:signUp", {"returnSecureToken": True})["idToken"]
    body = {"idToken": token, "email": "ada@example.com", "password": "secret-1", "displayName": "Ada"}
    answer = both.ok("/v1/accounts:signUp", body)
    assert answer["displayName"] == "Ada"
    again = both.ok("/v1/accounts:signUp", {**body, "displayName": "", "idToken": answer["idToken"], "email": "b@b.co"})
    assert again["displayName"] == "Ada"
