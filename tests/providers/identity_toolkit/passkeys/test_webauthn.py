"""Passkeys as in production: an authenticator makes them and signs with them."""

import copy
import json

import pytest

from mfa_emulator.core import base64url
from mfa_emulator.providers.twilio_verify.simulated_devices.virtual_authenticator import VirtualAuthenticator

ENROLL = "/v2/accounts/passkeyEnrollment"
SIGN_IN = "/v2/accounts/passkeySignIn"


class Browser:
    """A page of the app, with an authenticator of its own."""

    def __init__(self, client, origin="http://localhost:5173"):
        self.client = client
        self.authenticator = VirtualAuthenticator(client.world.ids.draw, origin)

    def made(self, user, **more):
        options = self.client.ok(f"{ENROLL}:start", {"idToken": user.id_token})["credentialCreationOptions"]
        answer = self.authenticator.create({"publicKey": options})
        return {"idToken": user.id_token, "authenticatorRegistrationResponse": answer, **more}

    def enroll(self, user):
        return self.client.ok(f"{ENROLL}:finalize", self.made(user, name="laptop"))

    def signed(self):
        options = self.client.ok(f"{SIGN_IN}:start", {})["credentialRequestOptions"]
        return {"authenticatorAuthenticationResponse": self.authenticator.get({"publicKey": options})}


@pytest.fixture
def client(make_it):
    return make_it("strict")


@pytest.fixture
def browser(client):
    return Browser(client)


def test_a_passkey_is_made_and_signs_in_again_and_again(client, browser):
    ada = client.user()
    assert browser.enroll(ada)["localId"] == ada.local_id
    for _ in range(3):
        assert client.ok(f"{SIGN_IN}:finalize", browser.signed())["localId"] == ada.local_id


def test_a_page_below_the_site_will_do_and_others_will_not(make_it):
    client = make_it("strict", passkey_site="app.example")
    ada = client.user()
    assert Browser(client, "https://www.app.example").enroll(ada)
    for page in ("http://app.example", "https://evilapp.example", "https://example", "null"):
        assert client.refused(f"{ENROLL}:finalize", Browser(client, page).made(ada)) == "INVALID_CREDENTIAL_ID"


def test_an_answer_is_good_once(client, browser):
    ada = client.user()
    made = browser.made(ada)
    client.ok(f"{ENROLL}:finalize", made)
    client.ok(
        "/v1/accounts:update",
        {"idToken": ada.id_token, "deletePasskey": [made["authenticatorRegistrationResponse"]["id"]]},
    )
    assert client.refused(f"{ENROLL}:finalize", made) == "INVALID_CREDENTIAL_ID"
    browser.enroll(ada)
    signed = browser.signed()
    client.ok(f"{SIGN_IN}:finalize", signed)
    assert client.refused(f"{SIGN_IN}:finalize", signed) == "INVALID_CREDENTIAL_ID"


def test_a_challenge_of_another_world_is_none_although_the_same_user_lives_there(client, browser):
    made = browser.made(client.user(local_id="ada"))
    other = client.emulator.worlds.add("other")
    made["idToken"] = other.identity_toolkit.user("ada@example.com", local_id="ada").id_token
    headers = {"x-mfa-world": "other", "x-goog-api-key": "any"}
    answer = client.send("POST", f"{ENROLL}:finalize", made, headers=headers)
    assert answer.json["error"]["message"].startswith("INVALID_CREDENTIAL_ID")
    assert answer.reason.startswith("the challenge was issued by another world than 'other'")


def test_a_challenge_ends_after_five_minutes(client, browser):
    ada = client.user()
    browser.enroll(ada)
    signed = browser.signed()
    client.clock.advance("5m")
    assert client.refused(f"{SIGN_IN}:finalize", signed) == "INVALID_CREDENTIAL_ID"


def test_a_challenge_is_for_one_account_and_one_purpose(client, browser):
    ada, bob = client.user(), client.user("bob@example.com")
    made = browser.made(ada)
    assert client.refused(f"{ENROLL}:finalize", {**made, "idToken": bob.id_token}) == "INVALID_CREDENTIAL_ID"
    client.ok(f"{ENROLL}:finalize", made)
    options = client.ok(f"{ENROLL}:start", {"idToken": ada.id_token})["credentialCreationOptions"]
    request = {"publicKey": {"challenge": options["challenge"], "rpId": "localhost"}}
    signed = {"authenticatorAuthenticationResponse": browser.authenticator.get(request)}
    assert client.refused(f"{SIGN_IN}:finalize", signed) == "INVALID_CREDENTIAL_ID"


def test_a_copied_passkey_is_found_out_by_its_count(client, browser):
    browser.enroll(client.user())
    client.ok(f"{SIGN_IN}:finalize", browser.signed())
    browser.authenticator._credentials[-1].sign_count -= 1
    assert client.refused(f"{SIGN_IN}:finalize", browser.signed()) == "INVALID_CREDENTIAL_ID"


@pytest.mark.parametrize("part", ["signature", "authenticatorData", "clientDataJSON"])
def test_what_the_authenticator_did_not_sign_is_refused(client, browser, part):
    browser.enroll(client.user())
    before = client.emulator.snapshot().to_json()
    for spoiled in ("", "AAAA", "é", "A" * 3000, base64url.encode(json.dumps({"challenge": 1}).encode())):
        signed = copy.deepcopy(browser.signed())
        signed["authenticatorAuthenticationResponse"]["response"][part] = spoiled
        assert client.refused(f"{SIGN_IN}:finalize", signed) == "INVALID_CREDENTIAL_ID"
    after = client.emulator.snapshot().to_json()
    assert json.loads(after)["providers"] == json.loads(before)["providers"]


@pytest.mark.parametrize("part", ["attestationObject", "clientDataJSON"])
def test_what_no_authenticator_made_is_refused(client, browser, part):
    ada = client.user()
    for spoiled in ("", "AAAA", "é", "oA", base64url.encode(b"[1,2]")):
        made = copy.deepcopy(browser.made(ada))
        made["authenticatorRegistrationResponse"]["response"][part] = spoiled
        assert client.refused(f"{ENROLL}:finalize", made) == "INVALID_CREDENTIAL_ID"


def test_an_id_alone_is_no_passkey(client):
    ada = client.user()
    body = {"idToken": ada.id_token, "authenticatorRegistrationResponse": {"id": "key-1"}}
    assert client.refused(f"{ENROLL}:finalize", body) == "INVALID_CREDENTIAL_ID"


def test_the_id_is_the_one_that_was_attested(client, browser):
    made = browser.made(client.user())
    made["authenticatorRegistrationResponse"]["id"] = "other"
    assert client.refused(f"{ENROLL}:finalize", made) == "INVALID_CREDENTIAL_ID"


def test_without_the_extra_a_line_says_how_to_install_it(client, browser, monkeypatch):
    made = browser.made(client.user())
    monkeypatch.setattr("mfa_emulator.providers.identity_toolkit.passkeys.webauthn.find_spec", lambda name: None)
    answer = client.call(f"{ENROLL}:finalize", made)
    assert answer.status == 501
    assert "pip install 'mfa-emulator[passkeys]'" in answer.reason
