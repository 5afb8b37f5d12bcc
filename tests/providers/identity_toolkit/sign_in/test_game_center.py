"""Sign-in by Apple's Game Center."""

import pytest

PATH = "/v1/accounts:signInWithGameCenter"
LOOKUP = "/v1/accounts:lookup"
ADA = {
    "playerId": "G:1",
    "gamePlayerId": "A:1",
    "teamPlayerId": "T:1",
    "publicKeyUrl": "https://static.gc.apple.com/public-key/gc-prod-4.cer",
    "signature": "c2ln",
    "salt": "c2FsdA==",
    "timestamp": "1795255199000",
    "displayName": "Ada",
}


def test_a_player_gets_an_account_and_finds_it_again(both, claims_of):
    first = both.ok(PATH, ADA)
    assert (first["isNewUser"], first["displayName"], first["teamPlayerId"]) == (True, "Ada", "T:1")
    assert claims_of(first["idToken"])["firebase"]["sign_in_provider"] == "gc.apple.com"
    again = both.ok(PATH, ADA)
    assert again["localId"] == first["localId"]
    assert "isNewUser" not in again
    [user] = both.ok(LOOKUP, {"idToken": again["idToken"]})["users"]
    assert [(each["providerId"], each["rawId"]) for each in user["providerUserInfo"]] == [("gc.apple.com", "A:1")]


def test_a_player_of_old_moves_on_to_the_newer_id(both):
    old = both.ok(PATH, {**ADA, "gamePlayerId": "", "teamPlayerId": ""})
    assert both.ok(PATH, ADA)["localId"] == old["localId"]
    assert both.ok(PATH, {**ADA, "playerId": "other"})["localId"] == old["localId"]


def test_a_player_is_linked_to_an_account_and_to_no_other(both):
    ada, bob = both.user("ada@example.com"), both.user("bob@example.com")
    assert both.ok(PATH, {**ADA, "idToken": ada.id_token})["localId"] == ada.local_id
    assert both.refused(PATH, {**ADA, "idToken": bob.id_token}) == "FEDERATED_USER_ID_ALREADY_LINKED"


@pytest.mark.parametrize("name", ["playerId", "publicKeyUrl", "signature", "salt", "timestamp"])
def test_what_apple_signs_must_be_there(both, name):
    assert both.refused(PATH, {**ADA, name: None}) == "Request contains an invalid argument."


@pytest.mark.parametrize(
    "wrong",
    [
        {"publicKeyUrl": "http://static.gc.apple.com/key.cer"},
        {"publicKeyUrl": "https://evilapple.com/key.cer"},
        {"publicKeyUrl": "key.cer"},
        {"timestamp": "1795255201000"},
    ],
)
def test_what_apple_cannot_have_signed_is_refused(both, wrong):
    assert both.refused(PATH, {**ADA, **wrong}) == "INVALID_IDP_RESPONSE"


def test_in_production_it_must_be_configured(make_it):
    strict = make_it("strict")
    assert strict.refused(PATH, ADA) == "OPERATION_NOT_ALLOWED"
    configs = "/v2/projects/demo-project/defaultSupportedIdpConfigs"
    strict.ok(configs, {"enabled": True}, admin=True, idpId="gc.apple.com")
    assert strict.ok(PATH, ADA)


def test_the_doors_of_sign_up_hold_here_too(both):
    both.configure("client.permissions", {"client": {"permissions": {"disabledUserSignup": True}}})
    assert both.refused(PATH, ADA) == "ADMIN_ONLY_OPERATION"


def test_accounts_with_second_factors_or_disabled_do_not_come_in_this_way(both):
    ada = both.user("ada@example.com")
    both.ok(PATH, {**ADA, "idToken": ada.id_token})
    ada.enroll_sms("+15555550100")
    assert both.refused(PATH, ADA) == "UNSUPPORTED_FIRST_FACTOR"
    both.ok("/v1/accounts:update", {"localId": ada.local_id, "disableUser": True}, admin=True)
    assert both.refused(PATH, ADA) == "USER_DISABLED"
