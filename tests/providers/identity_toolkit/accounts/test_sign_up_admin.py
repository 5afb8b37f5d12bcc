"""accounts.signUp and projects.accounts by administrators."""

import pytest

PATHS = ["/v1/accounts:signUp", "/v1/projects/demo-project/accounts"]


@pytest.mark.parametrize("path", PATHS)
def test_an_administrator_chooses_every_field_and_gets_no_tokens(it, path):
    body = {
        "localId": "ada",
        "email": "ada@example.com",
        "emailVerified": True,
        "password": "secret-1",
        "displayName": "Ada",
        "photoUrl": "https://example.com/ada.png",
        "phoneNumber": "+15555550100",
        "disabled": True,
    }
    answer = it.ok(path, body, admin=True)
    assert answer["localId"] == "ada"
    assert "idToken" not in answer
    assert "refreshToken" not in answer
    user = it.ok("/v1/accounts:lookup", {"localId": ["ada"]}, admin=True)["users"][0]
    assert {name: user[name] for name in body if name not in ("password",)} == {
        name: value for name, value in body.items() if name != "password"
    }


def test_an_account_needs_nothing_at_all(it):
    assert len(it.ok(PATHS[1], {}, admin=True)["localId"]) == 28


def test_an_email_without_a_password_is_enough(it):
    it.ok(PATHS[1], {"email": "a@b.co"}, admin=True)
    body = {"email": "a@b.co", "password": "secret-1"}
    assert it.refused("/v1/accounts:signInWithPassword", body) == "INVALID_PASSWORD"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"localId": "ada"}, "DUPLICATE_LOCAL_ID"),
        ({"email": "ada@example.com"}, "EMAIL_EXISTS"),
        ({"phoneNumber": "+15555550100"}, "PHONE_NUMBER_EXISTS"),
        ({"phoneNumber": "5555550100"}, "INVALID_PHONE_NUMBER"),
        ({"idToken": "x", "localId": "y"}, "UNEXPECTED_PARAMETER"),
        ({"password": "short"}, "WEAK_PASSWORD"),
        ({"email": "nonsense"}, "INVALID_EMAIL"),
    ],
)
def test_what_is_taken_or_wrong_is_named_and_changes_nothing(it, body, code):
    it.user("ada@example.com", local_id="ada", phone_number="+15555550100")
    assert it.refused(PATHS[1], body, admin=True) == code
    assert len(it.accounts.project().users) == 1


def test_a_key_gives_no_rights_on_the_admin_path(it):
    assert it.refused(PATHS[1], {"localId": "ada"}) == "INSUFFICIENT_PERMISSION"
    assert len(it.accounts.project().users) == 0


@pytest.mark.parametrize("number", ["+1", "+1555", "+1234567890123456", "+1-555-555-0100"])
def test_production_wants_numbers_in_e164(it, strict, number):
    assert strict.refused(PATHS[1], {"phoneNumber": number}, admin=True) == "INVALID_PHONE_NUMBER"
    assert it.ok(PATHS[1], {"phoneNumber": number}, admin=True)


@pytest.mark.parametrize(
    "bad", [{"mfaInfo": [{"phoneInfo": "+15555550101"}, {"phoneInfo": "none"}]}, {"idToken": "none"}]
)
def test_a_refused_sign_up_uses_no_id_up(it, bad):
    it.user("bob@example.com")
    before = it.emulator.snapshot().to_json()
    body = {"email": "ada@example.com", "mfaInfo": [{"phoneInfo": "+15555550101"}], **bad}
    it.refused("/v1/projects/demo-project/accounts", body, admin=True)
    assert it.emulator.snapshot().to_json() == before


def read(it, local_id):
    return it.ok("/v1/accounts:lookup", {"localId": [local_id]}, admin=True)["users"][0]


def test_an_account_that_was_made_has_never_signed_in(both):
    made = both.ok(PATHS[1], {"email": "made@example.com", "password": "secret-1"}, admin=True)["localId"]
    assert read(both, made).keys().isdisjoint({"lastLoginAt", "lastRefreshAt", "disabled"})
    both.sign_in("made@example.com")
    assert read(both, made)["lastLoginAt"]


def test_that_it_is_not_disabled_shows_once_it_was_said(both):
    made = both.ok(PATHS[1], {"disabled": False}, admin=True)["localId"]
    assert read(both, made)["disabled"] is False
    other = both.ok(PATHS[1], {}, admin=True)["localId"]
    both.ok("/v1/accounts:update", {"localId": other, "disableUser": False}, admin=True)
    assert read(both, other)["disabled"] is False


def test_in_production_it_has_valid_since_and_the_answer_its_address_alone(it, strict):
    for client in (it, strict):
        answer = client.ok(PATHS[1], {"displayName": "Ada"}, admin=True)
        production = client is strict
        assert (answer.get("email"), answer.get("displayName")) == (("", None) if production else (None, "Ada"))
        assert ("validSince" in read(client, answer["localId"])) is production


def test_in_production_an_administrators_lookup_names_somebody(it, strict):
    assert it.ok("/v1/projects/demo-project/accounts:lookup", {}, admin=True)
    assert strict.refused("/v1/projects/demo-project/accounts:lookup", {}, admin=True) == "MISSING_ID_TOKEN"
