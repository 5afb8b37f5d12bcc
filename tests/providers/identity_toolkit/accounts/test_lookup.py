"""accounts.lookup and projects.accounts.lookup."""

import pytest

PATH = "/v1/accounts:lookup"
ADMIN = "/v1/projects/demo-project/accounts:lookup"


def test_users_see_their_own_account_whatever_else_they_ask_for(it):
    ada, eve = it.user("ada@example.com"), it.user("eve@example.com")
    answer = it.ok(PATH, {"idToken": ada.id_token, "localId": [eve.local_id]})
    assert answer["kind"] == "identitytoolkit#GetAccountInfoResponse"
    assert [user["localId"] for user in answer["users"]] == [ada.local_id]


def test_an_administrator_finds_by_every_key_each_account_once(it):
    ada = it.user("ada@example.com", phone_number="+15555550100")
    link = {"providerId": "github.com", "rawId": "42"}
    it.ok("/v1/accounts:update", {"localId": ada.local_id, "linkProviderUserInfo": link}, admin=True)
    ways = {
        "localId": [ada.local_id],
        "email": ["ADA@example.com"],
        "phoneNumber": ["+15555550100"],
        "federatedUserId": [link],
    }
    for name, value in ways.items():
        assert it.ok(ADMIN, {name: value}, admin=True)["users"][0]["localId"] == ada.local_id
    assert len(it.ok(ADMIN, ways, admin=True)["users"]) == 1


def test_what_is_not_found_is_left_out_and_so_is_an_empty_list(it):
    ada = it.user()
    answer = it.ok(ADMIN, {"localId": ["nobody", ada.local_id]}, admin=True)
    assert len(answer["users"]) == 1
    assert "users" not in it.ok(ADMIN, {"localId": ["nobody"]}, admin=True)
    assert "users" not in it.ok(ADMIN, {}, admin=True)


def test_an_address_that_was_changed_still_finds_its_account(it):
    ada = it.user("ada@example.com")
    it.ok("/v1/accounts:update", {"idToken": ada.id_token, "email": "new@example.com"})
    answer = it.ok(ADMIN, {"initialEmail": ["ada@example.com"]}, admin=True)
    assert answer["users"][0]["email"] == "new@example.com"
    assert answer["users"][0]["initialEmail"] == "ada@example.com"


def test_times_are_in_their_units(it):
    ada = it.user()
    it.sign_in()
    user = it.ok(PATH, {"idToken": ada.id_token})["users"][0]
    assert user["createdAt"] == user["lastLoginAt"] == "1795255200000"
    assert user["lastRefreshAt"] == "2026-11-21T10:00:00.000Z"
    assert user["validSince"] == "1795255200"
    assert user["passwordUpdatedAt"] == 1795255200000


def test_providers_are_listed(it):
    ada = it.user("ada@example.com", phone_number="+15555550100", display_name="Ada")
    info = it.ok(PATH, {"idToken": ada.id_token})["users"][0]["providerUserInfo"]
    assert info == [
        {
            "providerId": "password",
            "email": "ada@example.com",
            "federatedId": "ada@example.com",
            "rawId": "ada@example.com",
            "displayName": "Ada",
        },
        {"providerId": "phone", "phoneNumber": "+15555550100", "rawId": "+15555550100"},
    ]


def test_the_official_emulator_shows_a_readable_hash_and_production_none(it, strict):
    shown = {}
    for client in (it, strict):
        ada = client.user()
        shown[client] = client.ok(PATH, {"idToken": ada.id_token})["users"][0]
    salt = shown[it]["salt"]
    assert shown[it]["passwordHash"] == f"fakeHash:salt={salt}:password=secret-1"
    assert shown[strict]["passwordHash"] == "UkVEQUNURUQ="
    assert "salt" not in shown[strict]


def test_factors_are_listed_in_order_and_the_secret_never(it, strict):
    for client in (it, strict):
        ada = client.user()
        app = ada.enroll_totp("App").authenticator
        ada.enroll_sms("+15555550100", "Phone")
        answer = client.call(PATH, {"idToken": ada.id_token})
        first, second = answer.json["users"][0]["mfaInfo"]
        assert first["totpInfo"] == {}
        assert first["displayName"] == "App"
        assert "phoneInfo" not in first
        assert second["phoneInfo"] == "+15555550100"
        assert ("unobfuscatedPhoneInfo" in second) is (client is it)
        assert app.secret not in answer.body.decode()


def test_an_account_without_factors_has_no_mfa_info(both):
    assert "mfaInfo" not in both.ok(PATH, {"idToken": both.user().id_token})["users"][0]


@pytest.mark.parametrize("body", [{"localId": [True]}, {"email": [[]]}, {"federatedUserId": ["x"]}])
def test_wrong_types_are_refused(both, body):
    assert both.call(ADMIN, body, admin=True).status == 400


def test_in_production_a_single_value_does_for_a_list(it, strict):
    assert it.call(ADMIN, {"localId": "text"}, admin=True).status == 400
    ada = strict.user()
    assert strict.ok(ADMIN, {"localId": ada.local_id}, admin=True)["users"]


def test_a_number_does_for_a_text(both):
    both.user(local_id="17")
    assert both.ok(ADMIN, {"localId": [17]}, admin=True)["users"][0]["localId"] == "17"
