"""accounts.signInWithIdp."""

import hashlib
from urllib.parse import urlencode

import jwt
import msgspec
import pytest

PATH = "/v1/accounts:signInWithIdp"
ADA = {"sub": "42", "email": "ada@example.com", "email_verified": True, "name": "Ada"}


def body(claims, provider="google.com", **more):
    token = claims if isinstance(claims, str) else msgspec.json.encode(claims).decode()
    post = urlencode({"providerId": provider, "id_token": token})
    return {"postBody": post, "requestUri": "http://localhost", "returnSecureToken": True, **more}


def test_a_profile_makes_an_account_and_then_signs_in_to_it(it, claims_of):
    first = it.ok(PATH, body({**ADA, "given_name": "Ada", "family_name": "L", "picture": "https://x.co/a.png"}))
    assert first["kind"] == "identitytoolkit#VerifyAssertionResponse"
    assert first["providerId"] == "google.com"
    assert first["federatedId"] == "https://accounts.google.com/42"
    assert first["isNewUser"] is True
    assert first["emailVerified"] is True
    assert (first["displayName"], first["fullName"]) == ("Ada", "Ada")
    assert (first["firstName"], first["lastName"]) == ("Ada", "L")
    assert first["photoUrl"] == "https://x.co/a.png"
    assert first["oauthAccessToken"] == "FirebaseAuthEmulatorFakeAccessToken_google.com"
    assert first["context"] == ""
    assert msgspec.json.decode(first["rawUserInfo"])["id"] == "42"
    claims = claims_of(first["idToken"])
    assert claims["firebase"]["sign_in_provider"] == "google.com"
    assert claims["firebase"]["identities"]["google.com"] == ["42"]
    second = it.ok(PATH, body(ADA))
    assert second["localId"] == first["localId"]
    assert "isNewUser" not in second


def test_a_jwt_does_as_well_as_json(it):
    token = jwt.encode(ADA, None, algorithm="none")
    answer = it.ok(PATH, body(token))
    assert answer["email"] == "ada@example.com"
    assert answer["oauthIdToken"] == token


def test_other_providers_have_their_id_as_it_is_and_their_claims_raw(it):
    answer = it.ok(PATH, body({"sub": "7", "screen_name": "ada"}, "Twitter.com"))
    assert answer["providerId"] == "twitter.com"
    assert answer["federatedId"] == "7"
    assert answer["screenName"] == "ada"
    assert msgspec.json.decode(answer["rawUserInfo"]) == {"sub": "7", "screen_name": "ada"}


def test_parameters_may_stand_in_query_or_fragment(it):
    query = urlencode({"providerId": "google.com", "id_token": '{"sub":"1"}'})
    for uri in (f"http://localhost/?{query}", f"http://localhost/#{query}"):
        assert it.ok(PATH, {"requestUri": uri, "returnSecureToken": True})["federatedId"].endswith("/1")


def test_the_access_token_may_carry_the_claims(it):
    post = urlencode({"providerId": "github.com", "access_token": '{"sub":"1"}'})
    answer = it.ok(PATH, {"postBody": post, "requestUri": "http://localhost"})
    assert answer["oauthAccessToken"] == '{"sub":"1"}'


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({}, "MISSING_REQUEST_URI"),
        ({"requestUri": "nonsense"}, "INVALID_REQUEST_URI"),
        ({"requestUri": "http://localhost"}, "INVALID_CREDENTIAL_OR_PROVIDER_ID"),
        (body("nonsense"), "INVALID_IDP_RESPONSE"),
        (body({}), "INVALID_IDP_RESPONSE"),
        (body({"sub": 42}), "INVALID_IDP_RESPONSE"),
        (body({"sub": "1", "email": "a@b@c"}), "INVALID_IDP_RESPONSE"),
        (body({**ADA}, idToken="nonsense"), "INVALID_ID_TOKEN"),
    ],
)
def test_what_is_missing_or_wrong_is_named(both, wrong, code):
    assert both.refused(PATH, wrong) == code
    assert len(both.accounts.project().users) == 0


def test_a_verified_address_joins_the_account_that_has_it(it):
    ada = it.user("ada@example.com")
    answer = it.ok(PATH, body(ADA))
    assert answer["localId"] == ada.local_id
    assert "isNewUser" not in answer
    assert ada.record.password == "secret-1"


def test_an_account_of_unproven_address_loses_its_old_ways_in(it):
    ada = it.user("ada@example.com", verified=False, phone_number="+15555550100")
    token = ada.id_token
    it.clock.advance("1s")
    assert it.ok(PATH, body(ADA))["emailVerified"] is True
    assert (ada.record.password, ada.record.phone_number) == ("", "")
    assert it.refused("/v1/accounts:lookup", {"idToken": token}) == "TOKEN_EXPIRED"


def test_an_unverified_address_must_be_confirmed(it):
    ada = it.user("ada@example.com")
    before = ada.record
    answer = it.ok(PATH, body({**ADA, "email_verified": False}))
    assert answer["needConfirmation"] is True
    assert "verifiedProvider" not in answer
    assert "idToken" not in answer
    assert ada.record == before


def test_another_id_for_the_same_address_is_a_recycled_one(it):
    it.ok(PATH, body(ADA))
    answer = it.ok(PATH, body({**ADA, "sub": "43"}))
    assert answer["emailRecycled"] is True


def test_a_profile_can_be_linked_to_the_account_of_an_id_token(it):
    ada = it.user("ada@example.com")
    answer = it.ok(PATH, body({**ADA, "email": "other@example.com"}, idToken=ada.id_token))
    assert answer["localId"] == ada.local_id
    assert ada.record.links[0].raw_id == "42"
    assert ada.record.email == "ada@example.com"


def test_an_account_without_an_address_gets_that_of_the_profile(it):
    token = it.ok("/v1/accounts:signUp", {})["idToken"]
    answer = it.ok(PATH, body(ADA, idToken=token))
    user = it.ok("/v1/accounts:lookup", {"idToken": answer["idToken"]})["users"][0]
    assert user["email"] == "ada@example.com"
    assert user["emailVerified"] is True


def test_a_profile_belongs_to_one_account_and_an_address_too(it):
    it.ok(PATH, body(ADA))
    eve = it.user("eve@example.com")
    assert it.refused(PATH, body(ADA, idToken=eve.id_token)) == "FEDERATED_USER_ID_ALREADY_LINKED"
    stolen = {**ADA, "sub": "43"}
    assert it.refused(PATH, body(stolen, idToken=eve.id_token)) == "EMAIL_EXISTS"


def test_such_refusals_can_be_had_as_an_answer_with_the_credential(it):
    it.ok(PATH, body(ADA))
    eve = it.user("eve@example.com")
    answer = it.ok(PATH, body(ADA, idToken=eve.id_token, returnIdpCredential=True))
    assert answer["errorMessage"] == "FEDERATED_USER_ID_ALREADY_LINKED"
    assert answer["oauthIdToken"]
    assert "idToken" not in answer


def test_where_addresses_need_not_be_unique_each_profile_has_its_account(it):
    it.configure("signIn.allowDuplicateEmails", {"signIn": {"allowDuplicateEmails": True}})
    ada = it.user("ada@example.com")
    answer = it.ok(PATH, body(ADA))
    assert answer["isNewUser"] is True
    assert answer["localId"] != ada.local_id
    user = it.ok("/v1/accounts:lookup", {"idToken": answer["idToken"]})["users"][0]
    assert "email" not in user
    assert user["providerUserInfo"][0]["email"] == "ada@example.com"


def test_a_disabled_account_is_told(it):
    first = it.ok(PATH, body(ADA))
    it.ok("/v1/accounts:update", {"localId": first["localId"], "disableUser": True}, admin=True)
    assert it.refused(PATH, body(ADA)) == "USER_DISABLED"


def test_a_second_factor_is_asked_for(both):
    ada = both.user("ada@example.com")
    ada.enroll_totp()
    answer = both.ok(PATH, body(ADA))
    assert answer["mfaPendingCredential"]
    assert "idToken" not in answer
    assert answer["mfaInfo"][0]["totpInfo"] == {}
    finished = both.ok(
        "/v2/accounts/mfaSignIn:finalize",
        {
            "mfaPendingCredential": answer["mfaPendingCredential"],
            "mfaEnrollmentId": answer["mfaInfo"][0]["mfaEnrollmentId"],
            "totpVerificationInfo": {"verificationCode": ada.factors[-1].authenticator.code()},
        },
    )
    assert finished["idToken"]


def saml(assertion, provider="saml.acme"):
    post = urlencode({"providerId": provider, "SAMLResponse": msgspec.json.encode({"assertion": assertion}).decode()})
    return {"postBody": post, "requestUri": "http://localhost", "returnSecureToken": True}


def test_saml_attributes_become_a_claim(it, claims_of):
    assertion = {"subject": {"nameId": "ada@example.com"}, "attributeStatements": {"role": ["admin"]}}
    answer = it.ok(PATH, saml(assertion))
    assert answer["email"] == "ada@example.com"
    assert answer["emailVerified"] is True
    firebase = claims_of(answer["idToken"])["firebase"]
    assert firebase["sign_in_provider"] == "saml.acme"
    assert firebase["sign_in_attributes"] == {"role": ["admin"]}
    body = {"grant_type": "refresh_token", "refresh_token": answer["refreshToken"]}
    refreshed = claims_of(it.ok("/v1/token", body)["id_token"])
    assert refreshed["firebase"]["sign_in_attributes"] == {"role": ["admin"]}


@pytest.mark.parametrize(
    "assertion",
    [None, {}, {"subject": {}, "attributeStatements": {}}, {"subject": {"nameId": "x"}}, {"subject": {"nameId": 1}}],
)
def test_each_part_of_a_saml_response_is_required(it, assertion):
    assert it.refused(PATH, saml(assertion)) == "INVALID_IDP_RESPONSE"


def test_a_tenants_account_is_told_with_its_tenant(it):
    assert it.ok(PATH, body(ADA, tenantId="t1"))["tenantId"] == "t1"


def test_further_claims_of_openid_are_told_under_their_own_names(it):
    claims = {"nickname": "addie", "birthdate": "1815-12-10", "locale": "en-GB", "zoneinfo": "Europe/London"}
    answer = it.ok(PATH, body({**ADA, **claims}, "oidc.acme"))
    told = [answer[name] for name in ("nickName", "dateOfBirth", "language", "timeZone")]
    assert told == ["addie", "1815-12-10", "en-GB", "Europe/London"]


def test_the_accounts_own_address_is_told_where_the_profile_has_another(it):
    ada = it.user("ada@example.com")
    assert it.ok(PATH, body({**ADA, "email": "b@x.co"}, idToken=ada.id_token))["originalEmail"] == "ada@example.com"
    assert "originalEmail" not in it.ok(PATH, body(ADA, "github.com"))


def test_no_account_is_made_where_there_must_be_one(both):
    """SDKs say so to have a user sign in again, and turn the refusal into one of another user."""
    assert both.refused(PATH, body(ADA, autoCreate=False)) == "EMAIL_NOT_FOUND"
    assert len(both.accounts.project().users) == 0
    made = both.ok(PATH, body(ADA, autoCreate=True))
    assert both.ok(PATH, body(ADA, autoCreate=False))["localId"] == made["localId"]


def test_production_wants_the_nonce_whose_hash_the_token_has(it, strict):
    claims = {**ADA, "nonce": hashlib.sha256(b"raw").hexdigest()}
    assert it.ok(PATH, body(claims, "apple.com"))
    for number, wrong in enumerate(("", "&nonce=wrong")):
        sent = body({**claims, "jti": number}, "apple.com")
        assert strict.refused(PATH, {**sent, "postBody": sent["postBody"] + wrong}) == "MISSING_OR_INVALID_NONCE"
    sent = body(claims, "apple.com")
    first = strict.ok(PATH, {**sent, "postBody": sent["postBody"] + "&nonce=raw"})
    # A pending token brings it along.
    again = strict.ok(PATH, {"requestUri": "http://localhost", "pendingToken": first["pendingToken"]})
    assert again["localId"] == first["localId"]
    assert strict.ok(PATH, body(claims))


def test_in_production_the_first_use_spends_a_token_with_a_nonce_be_it_refused(strict):
    sent = body({**ADA, "nonce": hashlib.sha256(b"raw").hexdigest()}, "apple.com")
    right = {**sent, "postBody": sent["postBody"] + "&nonce=raw"}
    assert strict.refused(PATH, sent) == "MISSING_OR_INVALID_NONCE"
    assert strict.refused(PATH, right) == "MISSING_OR_INVALID_NONCE"


@pytest.mark.parametrize("end", [10**30, 1e300, -5, "soon", None])
def test_an_odd_end_of_a_token_spoils_no_snapshot(strict, end):
    sent = body({**ADA, "exp": end, "nonce": hashlib.sha256(b"raw").hexdigest()}, "apple.com")
    assert strict.ok(PATH, {**sent, "postBody": sent["postBody"] + "&nonce=raw"})
    strict.emulator.restore(strict.emulator.snapshot().to_json())


def test_a_token_without_a_nonce_is_good_again(strict):
    assert strict.ok(PATH, body(ADA, "apple.com"))["localId"] == strict.ok(PATH, body(ADA, "apple.com"))["localId"]


def test_joining_an_account_brings_the_providers_name_and_picture_or_none(it):
    ada = it.user("ada@example.com", display_name="Old")
    it.ok(PATH, body({"sub": "9", "email": "ada@example.com", "email_verified": True, "picture": "https://x.co/p"}))
    assert (ada.record.display_name, ada.record.photo_url) == ("", "https://x.co/p")


def test_a_profile_that_the_account_has_is_not_linked_again(both):
    ada = both.user("ada@example.com")
    both.ok(PATH, {**body(ADA), "idToken": ada.id_token})
    assert both.refused(PATH, {**body(ADA), "idToken": ada.id_token}) == "FEDERATED_USER_ID_ALREADY_LINKED"


def test_in_production_an_account_has_one_profile_of_a_provider(it, strict):
    for client in (it, strict):
        ada = client.user("ada@example.com")
        client.ok(PATH, {**body(ADA), "idToken": ada.id_token})
        other = {**body({**ADA, "sub": "other"}), "idToken": ada.id_token}
        if client is strict:
            assert client.refused(PATH, other) == "PROVIDER_ALREADY_LINKED"
        else:
            client.ok(PATH, other)
