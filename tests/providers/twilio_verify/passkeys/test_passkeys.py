"""Passkeys: real ES256 attestations and assertions, made by a virtual authenticator."""

from base64 import urlsafe_b64decode

import pytest
from fido2 import cbor
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mfa_emulator.core import base64url
from mfa_emulator.providers.twilio_verify.ecdsa_signatures import from_base64url
from mfa_emulator.providers.twilio_verify.passkeys import fido2_library

IDENTITY = "ada-lovelace"


def text(encoded):
    return urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()


@pytest.fixture
def passkeys(account):
    """A service with a relying party; ``passkeys("Factors", {...})`` posts JSON and gives the answer."""
    account.make(
        account.s,
        {
            "Passkeys.RelyingParty.Id": "example.com",
            "Passkeys.RelyingParty.Name": "Example",
            "Passkeys.RelyingParty.Origins": "https://example.com,login.example.com",
            "Passkeys.AuthenticatorAttachment": "platform",
            "Passkeys.DiscoverableCredentials": "preferred",
            "Passkeys.UserVerification": "preferred",
        },
        200,
    )
    return lambda path, body: account.http.post(f"{account.s}/Passkeys/{path}", json=body)


@pytest.fixture
def browser(account):
    """A page of the relying party."""
    return account.api.browser()


@pytest.fixture
def factor(passkeys):
    """A factor that no authenticator has registered yet."""
    answer = passkeys("Factors", {"friendly_name": "Ada's key", "identity": IDENTITY})
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.fixture
def verified(passkeys, browser, factor):
    """The factor, registered by the browser."""
    answer = passkeys("VerifyFactor", browser.create(factor["options"]))
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_new_factor_comes_with_options_for_the_browser(factor):
    public = factor["options"]["publicKey"]
    assert factor["binding"] is None
    assert (factor["factor_type"], factor["status"]) == ("passkeys", "unverified")
    assert public["rp"] == {"id": "example.com", "name": "Example"}
    assert text(public["user"]["id"]) == factor["entity_sid"]
    assert text(public["challenge"]) == factor["sid"]
    assert public["pubKeyCredParams"] == [{"type": "public-key", "alg": -7}]
    assert (public["timeout"], public["attestation"]) == (600_000, "none")
    assert public["authenticatorSelection"] == {
        "authenticatorAttachment": "platform",
        "requireResidentKey": False,
        "residentKey": "preferred",
        "userVerification": "preferred",
    }


def test_the_parameters_can_be_one_object_as_the_description_has_them(account_with):
    account = account_with(passkey_parameters="object")
    config = {"relying_party": {"id": "example.com"}, **CRITERIA}
    body = {"friendly_name": "a", "identity": IDENTITY, "config": config}
    public = account.http.post(f"{account.s}/Passkeys/Factors", json=body).json()["options"]["publicKey"]
    assert public["pubKeyCredParams"] == {"type": "public-key", "alg": -7}
    assert public["rp"]["name"] == "Emulator"


CRITERIA = {
    "authenticator_attachment": "platform",
    "discoverable_credentials": "preferred",
    "user_verification": "preferred",
}


def test_criteria_that_nobody_says_are_named_by_60393(account, refused):
    config = {"relying_party": {"id": "example.com"}, "user_verification": "required"}
    body = {"friendly_name": "a", "identity": IDENTITY, "config": config}
    answer = account.http.post(f"{account.s}/Passkeys/Factors", json=body)
    refused(answer, 400, 60393)
    assert answer.json()["message"].endswith(": authenticator_attachment, discoverable_credentials")


def test_the_request_overrides_the_service(passkeys):
    config = {
        "relying_party": {"id": "other.test", "name": "Other", "origins": ["https://other.test"]},
        "authenticator_attachment": "cross-platform",
        "discoverable_credentials": "required",
        "user_verification": "required",
    }
    answer = passkeys("Factors", {"friendly_name": "a", "identity": IDENTITY, "config": config}).json()
    assert answer["config"] == config
    assert answer["options"]["publicKey"]["authenticatorSelection"]["requireResidentKey"] is True


def test_without_a_relying_party_there_is_no_factor(account, refused):
    body = {"friendly_name": "a", "identity": IDENTITY}
    answer = account.http.post(f"{account.s}/Passkeys/Factors", json=body)
    assert "relying_party.id" in refused(answer, 400, 60372)
    refused(account.get(account.e), 404, 20404)


def test_without_a_relying_party_the_answer_can_be_the_500_that_was_seen(account_with, refused):
    account = account_with(no_relying_party="500")
    for path, body in (("Factors", {"friendly_name": "a", "identity": IDENTITY}), ("Challenges", {})):
        refused(account.http.post(f"{account.s}/Passkeys/{path}", json=body), 500, 20500)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, 60388),
        ({"friendly_name": "a"}, 60366),
        ({"friendly_name": "a", "identity": "short"}, 60367),
        ({"friendly_name": "x" * 65, "identity": IDENTITY}, 60388),
        ({"friendly_name": 1, "identity": IDENTITY}, 60388),
        ({"friendly_name": "a", "identity": IDENTITY, "config": {"user_verification": "x"}}, 60370),
        ({"friendly_name": "a", "identity": IDENTITY, "config": {"relying_party": []}}, 60371),
        ({"friendly_name": "a", "identity": IDENTITY, "config": {"relying_party": {"id": 1}}}, 60372),
    ],
)
def test_a_bad_request_is_refused_by_the_number_of_its_part(passkeys, refused, body, code):
    refused(passkeys("Factors", body), 400, code)


def test_what_is_no_json_is_refused(account, refused):
    for content in (b"{", b"FriendlyName=a", b"\xff", b'{"identity":"a'):
        refused(account.http.post(f"{account.s}/Passkeys/Factors", content=content), 400, 20001)


def test_an_attestation_verifies_the_factor(account, verified):
    assert verified["status"] == "verified"
    assert account.get(f"{account.e}/Factors/{verified['sid']}").json() == verified
    (listed,) = account.get(f"{account.e}/Factors").json()["factors"]
    assert listed == verified


def test_a_registered_credential_is_excluded_from_then_on(passkeys, browser, verified):
    public = passkeys("Factors", {"friendly_name": "b", "identity": IDENTITY}).json()["options"]["publicKey"]
    (excluded,) = public["excludeCredentials"]
    assert excluded["type"] == "public-key"


def test_raw_ids_in_hexadecimal_are_taken(passkeys, browser, factor):
    body = browser.create(factor["options"])
    body["rawId"] = from_base64url(body["id"]).hex()
    assert passkeys("VerifyFactor", body).json()["status"] == "verified"


def test_a_challenge_encoded_twice_is_taken(passkeys, browser, factor):
    # As in the published example.
    factor["options"]["publicKey"]["challenge"] = base64url.encode(factor["options"]["publicKey"]["challenge"].encode())
    assert passkeys("VerifyFactor", browser.create(factor["options"])).json()["status"] == "verified"


def change(body, **response):
    return {**body, "response": {**body["response"], **response}}


def test_a_bad_attestation_is_refused_and_verifies_nothing(account, passkeys, browser, factor, refused):
    body = browser.create(factor["options"])
    attestation = cbor.decode(from_base64url(body["response"]["attestationObject"]))
    short = {**attestation, "authData": attestation["authData"][:40]}
    bare = {**attestation, "authData": attestation["authData"][:32] + b"\x05" + attestation["authData"][33:37]}
    other_key = {**attestation, "authData": attestation["authData"].replace(b"\x26", b"\x27", 1)}
    for bad, code in (
        (change(body, attestationObject="AAAA"), 60386),
        (change(body, attestationObject=base64url.encode(cbor.encode(short))), 60386),
        (change(body, attestationObject=base64url.encode(cbor.encode({"authData": 1}))), 60386),
        (change(body, attestationObject=base64url.encode(cbor.encode(bare))), 60387),
        (change(body, attestationObject=base64url.encode(cbor.encode(other_key))), 60385),
        (change(body, attestationObject=1), 60386),
        (change(body, clientDataJSON="e30"), 60380),
        ({**body, "response": {"attestationObject": "AAAA"}}, 60380),
        ({**body, "id": "AAAA"}, 60375),
        ({**body, "rawId": "AAAA"}, 60376),
        ({"id": "x"}, 60378),
        ({**body, "authenticatorAttachment": "phone"}, 60377),
    ):
        refused(passkeys("VerifyFactor", bad), 400, code)
    assert account.get(f"{account.e}/Factors/{factor['sid']}").json()["status"] == "unverified"


def test_another_origin_relying_party_or_challenge_is_refused(account, passkeys, factor, refused):
    evil = account.api.browser("https://evil.test")
    assert "evil.test" in refused(passkeys("VerifyFactor", evil.create(factor["options"])), 400, 60380)
    other = {"publicKey": {**factor["options"]["publicKey"], "rp": {"id": "other.test"}}}
    good = account.api.browser("https://login.example.com")
    refused(passkeys("VerifyFactor", good.create(other)), 400, 60379)
    unknown = {"publicKey": {**factor["options"]["publicKey"], "challenge": "AAAA"}}
    refused(passkeys("VerifyFactor", good.create(unknown)), 400, 60380)
    nobody = base64url.encode(b"YF04" + 30 * b"0")
    missing = {"publicKey": {**factor["options"]["publicKey"], "challenge": nobody}}
    refused(passkeys("VerifyFactor", good.create(missing)), 404, 20404)


def test_a_factor_is_registered_once(passkeys, browser, factor, verified, refused):
    refused(passkeys("VerifyFactor", browser.create(factor["options"])), 400, 60383)


def test_a_factor_that_has_aged_is_in_a_wrong_state(account, passkeys, browser, factor, refused):
    account.world.clock.advance("24h")
    refused(passkeys("VerifyFactor", browser.create(factor["options"])), 400, 60383)


@pytest.fixture
def challenge(passkeys, verified):
    """A challenge for one passkey."""
    answer = passkeys("Challenges", {"identity": IDENTITY, "factor_sid": verified["sid"]})
    assert answer.status_code == 201
    return answer.json()


def test_a_challenge_of_a_passkey_names_it(account, challenge, verified):
    assert challenge["factor_sid"] == verified["sid"]
    assert challenge["entity_sid"] == verified["entity_sid"]
    assert challenge["url"].endswith("/Passkeys/Challenges")
    assert [challenge[name] for name in ("expiration_date", "links", "details", "date_responded")] == [None] * 4
    public = challenge["options"]["publicKey"]
    assert text(public.pop("challenge")) == challenge["sid"]
    (credential,) = public.pop("allowCredentials")
    assert credential["type"] == "public-key"
    assert public == {"timeout": 300_000, "rpId": "example.com", "userVerification": "preferred"}


def test_sids_of_factors_and_challenges_say_their_type(account, challenge, verified):
    assert (verified["sid"][:4], challenge["sid"][:4]) == ("YF04", "YC04")
    totp, push = account.totp(), account.api.entity(IDENTITY).enroll_push()
    assert (totp["sid"][:4], account.challenge(totp)["sid"][:4]) == ("YF02", "YC02")
    assert (push.id[:4], account.challenge(totp | {"sid": push.id}, **{"Details.Message": "?"})["sid"][:4]) == (
        "YF03",
        "YC03",
    )


def test_an_assertion_approves_it(passkeys, browser, challenge):
    approved = passkeys("ApproveChallenge", browser.get(challenge["options"]))
    assert approved.status_code == 200
    assert (approved.json()["sid"], approved.json()["status"]) == (challenge["sid"], "approved")
    assert approved.json()["url"].endswith("/Passkeys/ApproveChallenge")


def test_a_discoverable_challenge_is_for_any_passkey(passkeys, browser, verified):
    challenge = passkeys("Challenges", {}).json()
    assert [challenge[name] for name in ("entity_sid", "identity", "factor_sid")] == ["", "", ""]
    assert challenge["options"]["publicKey"]["allowCredentials"] == []
    approved = passkeys("ApproveChallenge", browser.get(challenge["options"])).json()
    assert (approved["status"], approved["identity"]) == ("approved", "")


def test_a_challenge_may_name_the_user_only(passkeys, browser, verified):
    challenge = passkeys("Challenges", {"identity": IDENTITY}).json()
    assert (challenge["identity"], challenge["factor_sid"]) == (IDENTITY, "")
    assert passkeys("ApproveChallenge", browser.get(challenge["options"])).json()["status"] == "approved"


def test_null_parameters_are_as_good_as_none(passkeys, verified):
    assert passkeys("Challenges", {"identity": None, "factor_sid": None}).status_code == 201


def test_an_assertion_that_does_not_hold_is_refused(passkeys, browser, challenge, refused):
    body = browser.get(challenge["options"])
    data = bytearray(from_base64url(body["response"]["authenticatorData"]))
    data[33] ^= 1
    for bad, code in (
        (change(body, signature="AAAA"), 60381),
        (change(body, authenticatorData=base64url.encode(bytes(data))), 60381),
        (change(body, authenticatorData="AAAA"), 60379),
        (change(body, userHandle="AAAA"), 60378),
        ({**body, "id": "AAAA"}, 60375),
        ({**body, "rawId": "AAAA"}, 60376),
        ({name: value for name, value in body.items() if name != "rawId"}, 60376),
        ({name: value for name, value in body.items() if name != "response"}, 60378),
    ):
        refused(passkeys("ApproveChallenge", bad), 400, code)
    assert passkeys("ApproveChallenge", body).json()["status"] == "approved"


def test_an_assertion_is_not_replayed(passkeys, browser, challenge, refused):
    body = browser.get(challenge["options"])
    passkeys("ApproveChallenge", body)
    refused(passkeys("ApproveChallenge", body), 403, 60322)


def test_a_signature_count_that_goes_back_is_a_copy(passkeys, browser, verified, refused):
    first, second = (passkeys("Challenges", {}).json() for _ in range(2))
    passkeys("ApproveChallenge", browser.get(first["options"]))
    browser._credentials[-1].sign_count = 0
    assert "copy" in refused(passkeys("ApproveChallenge", browser.get(second["options"])), 400, 60379)


def test_user_verification_can_be_required(account, passkeys, refused):
    account.make(account.s, {"Passkeys.UserVerification": "required"}, 200)
    browser = account.api.browser()
    browser.user_verified = False
    factor = passkeys("Factors", {"friendly_name": "a", "identity": IDENTITY}).json()
    refused(passkeys("VerifyFactor", browser.create(factor["options"])), 400, 60379)


def test_an_attestation_is_no_assertion(passkeys, browser, factor, challenge):
    created = browser.create({"publicKey": {**factor["options"]["publicKey"], **challenge["options"]["publicKey"]}})
    body = browser.get(challenge["options"])
    forged = change(body, clientDataJSON=created["response"]["clientDataJSON"])
    assert passkeys("ApproveChallenge", forged).status_code == 400


def test_an_approval_that_cannot_be_shown_changes_nothing(account, passkeys, browser, verified, refused):
    challenge = passkeys("Challenges", {}).json()
    account.make(account.s, {"Passkeys.RelyingParty.Id": ""}, 200)
    before = account.world.snapshot().to_json()
    refused(passkeys("ApproveChallenge", browser.get(challenge["options"])), 400, 60372)
    assert account.world.snapshot().to_json() == before


def test_a_passkey_of_another_relying_party_does_not_answer(account, passkeys, browser, verified, refused):
    account.make(account.s, {"Passkeys.RelyingParty.Id": "other.test"}, 200)
    challenge = passkeys("Challenges", {}).json()
    refused(passkeys("ApproveChallenge", browser.get(challenge["options"])), 400, 60382)


def test_a_challenge_expires_with_its_timeout(account, passkeys, browser, challenge, refused):
    account.world.clock.advance("5m")
    refused(passkeys("ApproveChallenge", browser.get(challenge["options"])), 403, 60323)


def test_somebody_elses_passkey_does_not_answer(account, passkeys, browser, challenge, refused):
    factor = passkeys("Factors", {"friendly_name": "b", "identity": "grace-hopper"}).json()
    stranger = account.api.browser()
    passkeys("VerifyFactor", stranger.create(factor["options"]))
    refused(passkeys("ApproveChallenge", stranger.get(challenge["options"])), 400, 60375)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"identity": "grace-hopper"}, 404, 20404),
        ({"factor_sid": "YF" + 32 * "0"}, 400, 60306),
        ({"identity": IDENTITY, "factor_sid": "x"}, 400, 60306),
        ({"identity": IDENTITY, "factor_sid": "YF" + 32 * "0"}, 404, 20404),
    ],
)
def test_a_challenge_for_nobody_is_refused(passkeys, verified, refused, body, status, code):
    refused(passkeys("Challenges", body), status, code)


def test_an_unverified_passkey_and_another_factor_have_no_challenges(account, passkeys, factor, refused):
    refused(passkeys("Challenges", {"identity": IDENTITY, "factor_sid": factor["sid"]}), 403, 60318)
    totp = account.totp()
    refused(passkeys("Challenges", {"identity": IDENTITY, "factor_sid": totp["sid"]}), 400, 60306)


def test_without_the_library_it_is_said_how_to_install_it(monkeypatch, passkeys, browser, factor, refused):
    body = browser.create(factor["options"])
    monkeypatch.setattr(fido2_library, "find_spec", lambda name: None)
    answer = passkeys("VerifyFactor", body)
    assert "pip install 'mfa-emulator[passkeys]'" in refused(answer, 501, 20501)
    assert "pip install" in answer.json()["message"]


@given(attestation=st.binary(max_size=80))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_junk_for_an_attestation_is_refused(passkeys, browser, factor, refused, attestation):
    body = browser.create(factor["options"])
    for bad in (attestation, cbor.encode({"fmt": "none", "attStmt": {}, "authData": attestation})):
        refused(passkeys("VerifyFactor", change(body, attestationObject=base64url.encode(bad))), 400, 60386)


def test_cbor_that_is_nested_too_deeply_is_refused(passkeys, browser, factor, refused):
    body = browser.create(factor["options"])
    deep = base64url.encode(b"\x81" * 40_000)
    refused(passkeys("VerifyFactor", change(body, attestationObject=deep)), 400, 60386)
    refused(passkeys("VerifyFactor", change(body, attestationObject=base64url.encode(b"\xc0"))), 400, 60386)
