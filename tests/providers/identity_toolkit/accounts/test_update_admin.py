"""accounts.update and projects.accounts.update by administrators."""

import pytest

PATHS = ["/v1/accounts:update", "/v1/projects/demo-project/accounts:update"]
PATH = PATHS[1]


@pytest.mark.parametrize("path", PATHS)
def test_an_administrator_changes_every_field(it, path):
    ada = it.user("ada@example.com")
    body = {
        "localId": ada.local_id,
        "email": "new@example.com",
        "emailVerified": True,
        "phoneNumber": "+15555550100",
        "displayName": "Ada",
        "photoUrl": "https://x.co/a.png",
        "disableUser": True,
        "customAttributes": '{"admin":true}',
        "createdAt": "1000",
        "lastLoginAt": "2000",
        "validSince": "3",
    }
    answer = it.ok(path, body, admin=True)
    assert answer["email"] == "new@example.com"
    assert "idToken" not in answer
    user = it.ok("/v1/accounts:lookup", {"localId": [ada.local_id]}, admin=True)["users"][0]
    assert user["emailVerified"] is True
    assert user["phoneNumber"] == "+15555550100"
    assert user["disabled"] is True
    assert user["customAttributes"] == '{"admin":true}'
    assert (user["createdAt"], user["lastLoginAt"], user["validSince"]) == ("1000", "2000", "3")


def test_valid_since_may_come_as_a_number(it):
    ada = it.user()
    it.ok(PATH, {"localId": ada.local_id, "validSince": 1795255300}, admin=True)
    assert ada.record.valid_since == 1795255300


def test_a_new_password_brings_tokens_even_to_an_administrator(it, claims_of):
    ada = it.user()
    it.clock.advance("1s")
    answer = it.ok(PATH, {"localId": ada.local_id, "password": "secret-2"}, admin=True)
    assert claims_of(answer["idToken"])["firebase"]["sign_in_provider"] == "password"


def test_claims_can_be_taken_away(it):
    ada = it.user()
    it.ok(PATH, {"localId": ada.local_id, "customAttributes": '{"a":1}'}, admin=True)
    it.ok(PATH, {"localId": ada.local_id, "customAttributes": "{}"}, admin=True)
    assert ada.record.custom_attributes == "{}"
    it.ok(PATH, {"localId": ada.local_id, "customAttributes": ""}, admin=True)
    assert ada.record.custom_attributes == ""


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "MISSING_LOCAL_ID"),
        ({"localId": "nobody"}, "USER_NOT_FOUND"),
        ({"localId": "ada", "customAttributes": '{"a":"' + "x" * 1000 + '"}'}, "CLAIMS_TOO_LARGE"),
        ({"localId": "ada", "customAttributes": "[]"}, "INVALID_CLAIMS"),
        ({"localId": "ada", "customAttributes": "nonsense"}, "INVALID_CLAIMS"),
        ({"localId": "ada", "customAttributes": '{"a":' + "[" * 490 + "]" * 490 + "}"}, "OK"),
        ({"localId": "ada", "customAttributes": '{"sub":"eve"}'}, "FORBIDDEN_CLAIM"),
        ({"localId": "ada", "customAttributes": '{"firebase":{}}'}, "FORBIDDEN_CLAIM"),
        ({"localId": "ada", "phoneNumber": "nonsense"}, "INVALID_PHONE_NUMBER"),
        ({"localId": "ada", "phoneNumber": "+15555550101"}, "PHONE_NUMBER_EXISTS"),
        ({"localId": "ada", "email": "eve@example.com"}, "EMAIL_EXISTS"),
        ({"localId": "ada", "validSince": "999999999999999999"}, "Request contains an invalid argument."),
        ({"localId": "ada", "createdAt": "-1"}, "Request contains an invalid argument."),
    ],
)
def test_what_is_wrong_is_named_and_changes_nothing(it, body, code):
    ada = it.user("ada@example.com", local_id="ada")
    it.user("eve@example.com", phone_number="+15555550101")
    before = ada.record
    if code == "OK":
        assert it.ok(PATH, body, admin=True)
        assert it.sign_in()["idToken"]
        return
    assert it.refused(PATH, {"displayName": "changed", **body}, admin=True) == code
    assert ada.record == before


def test_the_forbidden_claim_is_named(it):
    it.user(local_id="ada")
    message = it.call(PATH, {"localId": "ada", "customAttributes": '{"iat":1}'}, admin=True).json["error"]["message"]
    assert message == "FORBIDDEN_CLAIM : iat"


def test_an_administrators_new_address_keeps_its_own_verification(it):
    ada = it.user("ada@example.com")
    it.ok(PATH, {"localId": ada.local_id, "email": "b@example.com", "emailVerified": True}, admin=True)
    assert ada.record.email_verified


def test_with_an_id_token_an_administrator_needs_no_local_id(it):
    ada = it.user()
    assert it.ok(PATH, {"idToken": ada.id_token, "displayName": "Ada"}, admin=True)["displayName"] == "Ada"


def test_in_production_an_address_that_an_administrator_changes_stays_verified(it, strict):
    for client in (it, strict):
        ada = client.user()
        client.ok("/v1/accounts:update", {"localId": ada.local_id, "email": "new@example.com"}, admin=True)
        assert ada.record.email_verified is (client is strict)
        assert ada.record.rare.initial_email == ("" if client is strict else "ada@example.com")


def test_in_production_tokens_come_to_an_administrator_who_asks_for_them(it, strict):
    for client in (it, strict):
        body = {"localId": client.user().local_id, "password": "secret-2"}
        answer = client.ok("/v1/accounts:update", body, admin=True)
        assert ("idToken" in answer) is (client is it)
        assert "refreshToken" in client.ok("/v1/accounts:update", {**body, "returnSecureToken": True}, admin=True)


def test_a_weak_password_is_told_before_an_account_that_is_unknown(both):
    body = {"localId": "nobody", "password": "1"}
    assert both.refused("/v1/accounts:update", body, admin=True) == "WEAK_PASSWORD"


def test_a_verified_account_that_loses_its_address_enrolls_no_factor(both):
    ada = both.user()
    both.ok("/v1/accounts:update", {"localId": ada.local_id, "deleteAttribute": ["EMAIL"]}, admin=True)
    user = both.ok("/v1/accounts:lookup", {"localId": [ada.local_id]}, admin=True)["users"][0]
    assert user["emailVerified"] is True
    assert "email" not in user
    body = {"idToken": ada.sign_in().id_token, "totpEnrollmentInfo": {}}
    assert both.refused("/v2/accounts/mfaEnrollment:start", body) == "UNVERIFIED_EMAIL"


def test_production_lets_an_administrator_choose_a_short_password_unless_a_policy_says_no(it, strict):
    short = {"localId": it.user().local_id, "password": "12345"}
    assert it.refused(PATH, short, admin=True) == "WEAK_PASSWORD"
    body = {**short, "localId": strict.user().local_id}
    assert strict.ok(PATH, body, admin=True)
    policy = {"passwordPolicyEnforcementState": "ENFORCE", "passwordPolicyVersions": [{}]}
    strict.configure("passwordPolicyConfig", {"passwordPolicyConfig": policy})
    assert strict.refused(PATH, body, admin=True) == "PASSWORD_DOES_NOT_MEET_REQUIREMENTS"
