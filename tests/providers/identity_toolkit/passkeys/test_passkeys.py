"""Passkeys as the official emulator has them: an id is enough."""

import pytest

ENROLL = "/v2/accounts/passkeyEnrollment"
SIGN_IN = "/v2/accounts/passkeySignIn"
LOOKUP = "/v1/accounts:lookup"


def enroll(it, user, credential="key-1", **more):
    body = {"idToken": user.id_token, "authenticatorRegistrationResponse": {"id": credential}, **more}
    return it.ok(f"{ENROLL}:finalize", body)


def sign_in(credential="key-1", **more):
    return {"authenticatorAuthenticationResponse": {"id": credential}, **more}


def test_the_options_are_those_that_a_browser_takes(it):
    ada = it.user(display_name="Ada")
    options = it.ok(f"{ENROLL}:start", {"idToken": ada.id_token})["credentialCreationOptions"]
    assert options["rp"]["id"] == "localhost"
    assert (options["user"]["name"], options["user"]["displayName"]) == ("ada@example.com", "Ada")
    assert [each["alg"] for each in options["pubKeyCredParams"]] == [-7, -257]
    assert options["attestation"] == "none"
    assert "excludeCredentials" not in options
    enroll(it, ada)
    again = it.ok(f"{ENROLL}:start", {"idToken": ada.id_token})["credentialCreationOptions"]
    assert again["excludeCredentials"] == [{"type": "public-key", "id": "key-1"}]
    assert again["challenge"] != options["challenge"]


def test_a_passkey_signs_in_without_a_second_factor(it, claims_of):
    ada = it.user()
    enrolled = enroll(it, ada, name="laptop")
    assert enrolled["localId"] == ada.local_id
    ada.enroll_totp()
    options = it.ok(f"{SIGN_IN}:start", {})["credentialRequestOptions"]
    assert (options["rpId"], options["userVerification"]) == ("localhost", "preferred")
    answer = it.ok(f"{SIGN_IN}:finalize", sign_in())
    assert answer["localId"] == ada.local_id
    assert claims_of(answer["idToken"])["firebase"]["sign_in_provider"] == "passkey"
    [user] = it.ok(LOOKUP, {"idToken": answer["idToken"]})["users"]
    assert user["passkeyInfo"] == [{"credentialId": "key-1", "name": "laptop"}]
    assert it.ok("/v1/token", {"grant_type": "refresh_token", "refresh_token": answer["refreshToken"]})


def test_a_passkey_that_was_deleted_signs_nobody_in(it):
    ada = it.user()
    enroll(it, ada, displayName="laptop")
    enroll(it, ada, "key-2")
    it.ok("/v1/accounts:update", {"idToken": ada.id_token, "deletePasskey": ["key-1", "unknown"]})
    assert it.refused(f"{SIGN_IN}:finalize", sign_in()) == "PASSKEY_CREDENTIAL_NOT_FOUND"
    assert it.ok(f"{SIGN_IN}:finalize", sign_in("key-2"))
    [user] = it.ok(LOOKUP, {"idToken": ada.id_token})["users"]
    assert [key["credentialId"] for key in user["passkeyInfo"]] == ["key-2"]


def test_what_is_missing_or_wrong_is_refused(it):
    ada, bob = it.user(), it.user("bob@example.com")
    assert it.refused(f"{ENROLL}:start", {}) == "MISSING_ID_TOKEN"
    assert it.refused(f"{ENROLL}:finalize", {"idToken": ada.id_token}) == "MISSING_AUTHENTICATOR_RESPONSE"
    nameless = {"idToken": ada.id_token, "authenticatorRegistrationResponse": {}}
    assert it.refused(f"{ENROLL}:finalize", nameless) == "INVALID_CREDENTIAL_ID"
    enroll(it, ada)
    taken = {"idToken": bob.id_token, "authenticatorRegistrationResponse": {"id": "key-1"}}
    assert it.refused(f"{ENROLL}:finalize", taken) == "CREDENTIAL_ALREADY_IN_USE"
    assert it.refused(f"{SIGN_IN}:finalize", {}) == "MISSING_AUTHENTICATOR_RESPONSE"
    assert it.refused(f"{SIGN_IN}:finalize", sign_in("key-2")) == "PASSKEY_CREDENTIAL_NOT_FOUND"
    it.ok("/v1/accounts:update", {"localId": ada.local_id, "disableUser": True}, admin=True)
    assert it.refused(f"{SIGN_IN}:finalize", sign_in()) == "USER_DISABLED"


def test_a_tenant_has_passkeys_of_its_own(it):
    tina = it.user("tina@example.com", tenant="t1")
    enroll(it, tina)
    assert it.refused(f"{SIGN_IN}:finalize", sign_in()) == "PASSKEY_CREDENTIAL_NOT_FOUND"
    assert it.ok(f"{SIGN_IN}:finalize", sign_in(tenantId="t1"))["localId"] == tina.local_id


@pytest.mark.parametrize("path", [f"{ENROLL}:start", f"{ENROLL}:finalize", f"{SIGN_IN}:start", f"{SIGN_IN}:finalize"])
def test_an_api_key_is_needed(it, path):
    assert it.send("POST", path, {}).status == 403


def test_passkeys_outlive_a_snapshot(it):
    enroll(it, it.user())
    it.emulator.restore(it.emulator.snapshot().to_json())
    assert it.ok(f"{SIGN_IN}:finalize", sign_in())
