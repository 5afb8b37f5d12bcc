"""Sign-in by Apple's Game Center."""

from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

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
    assert strict.refused(PATH, ADA) == "INVALID_IDP_RESPONSE"  # there is no key to check its signature with


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


@pytest.fixture(scope="module")
def apple():
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture
def signed(apple):
    """Ada, for whom Apple has signed under one of her ids."""

    def sign(player: str = "G:1", timestamp: int = int(ADA["timestamp"])):
        data = player.encode() + b"app.example" + timestamp.to_bytes(8, "big") + b"salt"
        signature = b64encode(apple.sign(data, PKCS1v15(), SHA256())).decode()
        return {**ADA, "signature": signature, "timestamp": str(timestamp)}

    return sign


@pytest.fixture(params=["emulator", "strict"])
def with_key(request, make_it, apple):
    """An emulator that knows the key with which the test signs."""
    key = b64encode(apple.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
    return make_it(request.param, game_center_key=key, idp_needs_configuration=False)


APP = {"X-Ios-Bundle-Identifier": "app.example"}


@pytest.mark.parametrize("player", ["G:1", "T:1"])
def test_the_signature_of_a_known_key_lets_the_player_in(with_key, signed, player):
    assert with_key.ok(PATH, signed(player), headers=APP)["localId"]


@pytest.mark.parametrize(
    ("wrong", "headers"),
    [
        ({"playerId": "G:2", "teamPlayerId": ""}, APP),
        ({"timestamp": "1795255199001"}, APP),
        ({"salt": "b3RoZXI="}, APP),
        ({"signature": "c2ln"}, APP),
        ({"signature": "?"}, APP),
        ({}, {"X-Ios-Bundle-Identifier": "other.example"}),
        ({}, {}),
    ],
)
def test_what_the_known_key_has_not_signed_is_refused(with_key, signed, wrong, headers):
    assert with_key.refused(PATH, {**signed(), **wrong}, headers=headers) == "INVALID_IDP_RESPONSE"


def test_what_is_no_key_lets_nobody_in(make_it, signed):
    assert (
        make_it("emulator", game_center_key="c2FsdA==").refused(PATH, signed(), headers=APP) == "INVALID_IDP_RESPONSE"
    )
