"""Sign-in by identity providers that are configured, and by those that are not."""

import hmac
import json
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt as pyjwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from mfa_emulator import Emulator
from mfa_emulator.core import base64url

PATH = "/v1/accounts:signInWithIdp"
AUTH_URI = "/v1/accounts:createAuthUri"
CONFIGS = "/v2/projects/demo-project/oauthIdpConfigs"
ACME = {"clientId": "my-app", "issuer": "https://acme.example", "enabled": True}
NOW = 1_795_255_200


KEY, STRANGER = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
"""The provider's key, and one of somebody else."""


def key_set(*keys):
    """The public halves of keys, by their ids."""
    return {"keys": [{**ECAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid} for kid, key in keys]}


KEYS = dict.fromkeys(("oidc.acme", "google.com", "apple.com"), key_set(("1", KEY)))


def good(key=KEY, kid="1", algorithm="ES256", more=None, **changes):
    claims = {"iss": "https://acme.example", "aud": "my-app", "sub": "7", "iat": NOW, "exp": NOW + 3600, **changes}
    claims = {name: value for name, value in claims.items() if value is not None}
    # Signed as bytes: the library would refuse claims that are to be refused here.
    headers = {"kid": kid} if kid else {}
    return pyjwt.PyJWS().encode(json.dumps(claims).encode(), key, algorithm, headers | (more or {}))


def body(token, provider="oidc.acme", **more):
    return {
        "requestUri": "http://localhost",
        "postBody": urlencode({"providerId": provider, "id_token": token}),
        **more,
    }


@pytest.fixture
def acme(make_it):
    """Production with one provider configured, whose key is known."""
    client = make_it("strict", idp_keys=KEYS)
    client.ok(CONFIGS, ACME, admin=True, oauthIdpConfigId="oidc.acme")
    return client


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "None"}, {}, {"alg": 7}])
def test_in_production_a_token_that_nobody_has_signed_signs_nobody_in(acme, header):
    _, claims, signature = good().split(".")
    for ending in ("", signature):
        token = ".".join((base64url.encode(json.dumps(header).encode()), claims, ending))
        assert acme.refused(PATH, body(token)) == "INVALID_IDP_RESPONSE"
    unsigned = ".".join((*good().split(".")[:2], ""))
    assert acme.refused(PATH, body(unsigned)) == "INVALID_IDP_RESPONSE"


def change(client, config):
    client.ok(f"{CONFIGS}/oidc.acme", config, method="PATCH", admin=True, updateMask=",".join(config))


def test_a_token_of_the_issuer_for_the_client_signs_in(acme):
    answer = acme.ok(PATH, body(good(email="ada@example.com", email_verified=True, name="Ada", team="blue")))
    assert (answer["providerId"], answer["federatedId"]) == ("oidc.acme", "oidc.acme/7")
    assert answer["isNewUser"] is True
    assert answer["pendingToken"]
    assert {"context", "oauthAccessToken"}.isdisjoint(answer)
    assert json.loads(answer["rawUserInfo"])["team"] == "blue"
    again = acme.ok(PATH, body(good(iat=NOW - 7200)))
    assert again["localId"] == answer["localId"]
    assert "isNewUser" not in again


def test_further_claims_become_attributes_of_the_session(acme, claims_of):
    answer = acme.ok(PATH, body(good(team="blue", name="Ada"), returnSecureToken=True))
    assert claims_of(answer["idToken"])["firebase"]["sign_in_attributes"] == {"team": "blue"}
    form = {"grant_type": "refresh_token", "refresh_token": answer["refreshToken"]}
    assert claims_of(acme.ok("/v1/token", form)["id_token"])["firebase"]["sign_in_attributes"] == {"team": "blue"}


def _refuses(client, token):
    before = client.emulator.snapshot().to_json()
    assert client.refused(PATH, body(token)) == "INVALID_IDP_RESPONSE"
    assert client.emulator.snapshot().to_json() == before


@pytest.mark.parametrize("token", ["nonsense", '{"sub":"7","iss":"https://acme.example","aud":"my-app"}'])
def test_what_is_no_jwt_is_refused(acme, token):
    _refuses(acme, token)


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "another-app"},
        {"aud": ["another-app"]},
        {"aud": None},
        {"sub": None},
        {"exp": NOW},
        {"exp": None},
        {"iat": NOW + 60},
    ],
)
def test_a_token_that_is_not_for_this_app_now_is_refused(acme, wrong):
    _refuses(acme, good(**wrong))


@pytest.mark.parametrize("odd", [{"aud": ["x", "my-app"], "azp": "x"}, {"nbf": NOW + 3000}, {"iat": NOW - 7200}])
def test_what_production_does_not_look_at_passes(acme, odd):
    assert acme.ok(PATH, body(good(**odd)))["localId"]


@pytest.mark.parametrize("profile", ["emulator", "strict"])
@pytest.mark.parametrize(
    "forge",
    [
        lambda: good(STRANGER),
        lambda: good(kid="2"),
        lambda: good(more={"crit": ["x"], "x": 1}),
        lambda: good().rpartition(".")[0] + "." + good(sub="8").rpartition(".")[2],
        lambda: good()[:-4],
        lambda: good() + "AAAA",
        lambda: good(rsa.generate_private_key(65537, 2048), algorithm="RS256"),
        lambda: good(b"a secret that is long enough for it", algorithm="HS256"),
        lambda: _with_header(alg="ES256", kid=["1"]),
        lambda: _with_header(alg="ES256", kid={}),
        lambda: _with_header(alg="ES384", kid="1"),
        lambda: _with_header(alg="ES256", kid="1", b64=False),
    ],
)
def test_a_token_that_the_providers_key_has_not_signed_is_refused(make_it, profile, forge):
    client = make_it(profile, idp_keys=KEYS)
    client.ok(CONFIGS, ACME, admin=True, oauthIdpConfigId="oidc.acme")
    _refuses(client, forge())


def _with_header(**header):
    return ".".join((base64url.encode(json.dumps(header).encode()), *good().split(".")[1:]))


def test_the_secret_of_a_public_key_is_no_secret(acme):
    """The old trick: an HMAC with the published key as its secret."""
    _, claims, _ = good().split(".")
    told = base64url.encode(json.dumps({"alg": "HS256", "kid": "1"}).encode())
    pem = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for secret in (pem, json.dumps(KEYS["oidc.acme"]["keys"][0]).encode()):
        signature = base64url.encode(hmac.digest(secret, f"{told}.{claims}".encode(), "sha256"))
        assert acme.refused(PATH, body(f"{told}.{claims}.{signature}")) == "INVALID_IDP_RESPONSE"


@pytest.mark.parametrize("profile", ["emulator", "strict"])
def test_where_keys_are_known_nothing_without_a_signature_tells_who_somebody_is(make_it, profile):
    client = make_it(profile, idp_keys=KEYS, idp_needs_configuration=False)
    claims = '{"sub":"7","email":"ada@example.com","email_verified":true}'
    assert client.refused(PATH, body(claims)) == "INVALID_IDP_RESPONSE"
    for token in (claims, good(email="ada@example.com")):
        post = urlencode({"providerId": "oidc.acme", "access_token": token})
        answer = client.call(PATH, {"requestUri": "http://localhost", "postBody": post})
        # What is no JSON may stand for somebody, of whom nothing is known.
        assert (answer.status == 400) if token == claims else ("email" not in answer.json)
    empty = pyjwt.PyJWS().encode(b"{}", KEY, "ES256", {"kid": "1"})
    post = urlencode({"providerId": "oidc.acme", "id_token": empty, "access_token": claims})
    assert client.refused(PATH, {"requestUri": "http://localhost", "postBody": post}) == "INVALID_IDP_RESPONSE"


def test_without_a_known_key_production_lets_nobody_in_and_says_what_is_missing(make_it):
    strict = make_it("strict")
    strict.ok(CONFIGS, ACME, admin=True, oauthIdpConfigId="oidc.acme")
    answer = strict.call(PATH, body(good()))
    assert answer.json["error"]["message"].startswith("INVALID_IDP_RESPONSE")
    assert "idp_keys" in answer.headers["x-mfa-reason"]


def test_a_key_is_found_by_its_id_and_one_alone_needs_none(make_it):
    rolled = make_it("strict", idp_keys={"oidc.acme": key_set(("1", STRANGER), ("2", KEY))})
    alone = make_it("strict", idp_keys=KEYS)
    for client in (rolled, alone):
        client.ok(CONFIGS, ACME, admin=True, oauthIdpConfigId="oidc.acme")
    assert rolled.ok(PATH, body(good(kid="2")))
    assert rolled.refused(PATH, body(good(kid=""))) == "INVALID_IDP_RESPONSE"
    assert alone.ok(PATH, body(good(kid="")))


def test_keys_of_every_kind_that_providers_have_are_taken(make_it):
    kinds = {
        "RS256": (RSAAlgorithm, rsa.generate_private_key(65537, 2048), {}),
        "PS256": (RSAAlgorithm, rsa.generate_private_key(65537, 2048), {"alg": "PS256"}),
        "ES384": (ECAlgorithm, ec.generate_private_key(ec.SECP384R1()), {}),
        "EdDSA": (OKPAlgorithm, ed25519.Ed25519PrivateKey.generate(), {"use": "sig"}),
    }
    keys = [
        {**kind.to_jwk(key.public_key(), as_dict=True), "kid": name, **more}
        for name, (kind, key, more) in kinds.items()
    ]
    acme = make_it("strict", idp_keys={"oidc.acme": {"keys": keys, "more": 1}})
    acme.ok(CONFIGS, ACME, admin=True, oauthIdpConfigId="oidc.acme")
    for name, (_, key, _) in kinds.items():
        assert acme.ok(PATH, body(good(key, name, name)))
        others = {"RS256": "PS256", "PS256": "RS256"}
        if name in others:
            assert acme.refused(PATH, body(good(key, name, others[name]))) == "INVALID_IDP_RESPONSE"


def test_a_key_that_is_too_short_signs_nobody_in(make_it):
    key = rsa.generate_private_key(65537, 1024)
    keys = {"keys": [{**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": "1"}]}
    acme = make_it("strict", idp_keys={"oidc.acme": keys})
    acme.ok(CONFIGS, ACME, admin=True, oauthIdpConfigId="oidc.acme")
    _, claims, _ = good().split(".")
    signed = base64url.encode(json.dumps({"alg": "RS256", "kid": "1"}).encode()) + "." + claims
    token = f"{signed}.{base64url.encode(key.sign(signed.encode(), PKCS1v15(), SHA256()))}"
    assert acme.refused(PATH, body(token)) == "INVALID_IDP_RESPONSE"


def test_by_default_ids_of_known_keys_are_compared_like_those_of_providers(make_it):
    it = make_it(idp_keys={"oidc.ACME": key_set(("1", KEY))})
    assert it.refused(PATH, body(good(STRANGER))) == "INVALID_IDP_RESPONSE"
    assert it.ok(PATH, body(good()))


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"saml.acme": {"keys": []}}, "must be an object: JSON Web Key Sets by ids of providers, none of SAML"),
        ({"oidc.acme": [1]}, "must be an object"),
        ({"oidc.acme": {"keys": [{"kty": "none"}]}}, "cannot be read"),
        ({"oidc.acme": {"keys": [{"kty": "RSA", "n": 7, "e": None}]}}, "cannot be read"),
        ({"oidc.acme": {"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}}, "the public half of a key is wanted"),
        ({"oidc.acme": {"keys": [ECAlgorithm.to_jwk(KEY, as_dict=True)]}}, "the public half of a key is wanted"),
    ],
)
def test_what_is_no_public_key_is_refused_when_the_world_is_made(keys, said):
    with pytest.raises(ValueError, match="idp_keys") as refused:
        Emulator(settings={"identity_toolkit": {"idp_keys": keys}})
    assert said in str(refused.value)


@pytest.mark.parametrize("provider", ["oidc.other", "oidc.ACME", "google.com", "saml.acme"])
def test_production_signs_nobody_in_by_a_provider_that_is_not_configured(acme, provider):
    assert acme.refused(PATH, body(good(), provider)) == "OPERATION_NOT_ALLOWED"
    ask = {"providerId": provider, "continueUri": "http://localhost"}
    assert acme.refused(AUTH_URI, ask) == "OPERATION_NOT_ALLOWED"


def test_one_that_is_off_signs_nobody_in(both):
    both.ok(CONFIGS, ACME, admin=True, oauthIdpConfigId="oidc.acme")
    assert both.ok(PATH, body(good()))
    change(both, {"enabled": False})
    assert both.refused(PATH, body(good())) == "OPERATION_NOT_ALLOWED"
    ask = {"providerId": "oidc.acme", "continueUri": "http://localhost"}
    assert both.refused(AUTH_URI, ask) == "OPERATION_NOT_ALLOWED"
    change(both, {"enabled": True})
    assert both.ok(PATH, body(good()))


def test_issuer_and_client_are_those_of_the_configuration_now(both):
    both.ok(CONFIGS, ACME, admin=True, oauthIdpConfigId="oidc.acme")
    change(both, {"clientId": "new-app"})
    assert both.refused(PATH, body(good())) == "INVALID_IDP_RESPONSE"
    assert both.ok(PATH, body(good(aud="new-app")))
    change(both, {"issuer": "https://new.example"})
    assert both.refused(PATH, body(good(aud="new-app"))) == "INVALID_IDP_RESPONSE"


def test_by_the_official_emulator_nothing_needs_to_be_configured(it):
    assert it.ok(PATH, body('{"sub":"7"}', "oidc.nobody"))["federatedId"] == "7"
    assert it.ok(PATH, body('{"sub":"7"}', "google.com"))


def test_a_token_made_by_hand_is_held_against_the_configuration_as_far_as_it_goes(it):
    it.ok(CONFIGS, ACME, admin=True, oauthIdpConfigId="oidc.acme")
    assert it.ok(PATH, body('{"sub":"7"}'))
    assert it.refused(PATH, body('{"sub":"7","aud":"x"}')) == "INVALID_IDP_RESPONSE"
    assert it.refused(PATH, body('{"sub":"7","iss":"https://x.example"}')) == "INVALID_IDP_RESPONSE"


def test_a_tenant_has_configurations_of_its_own(acme):
    made = acme.ok("/v2/projects/demo-project/tenants", {"displayName": "Team-1"}, admin=True)
    tenant = made["name"].rsplit("/")[-1]
    assert acme.refused(PATH, body(good(), tenantId=tenant)) == "OPERATION_NOT_ALLOWED"
    path = f"/v2/projects/demo-project/tenants/{tenant}/oauthIdpConfigs"
    acme.ok(path, {**ACME, "clientId": "team-app"}, admin=True, oauthIdpConfigId="oidc.acme")
    assert acme.refused(PATH, body(good(), tenantId=tenant)) == "INVALID_IDP_RESPONSE"
    assert acme.ok(PATH, body(good(aud="team-app"), tenantId=tenant))["tenantId"] == tenant


DEFAULT = "/v2/projects/demo-project/defaultSupportedIdpConfigs"
GOOGLE = {"iss": "https://accounts.google.com", "aud": "my-app"}


def test_google_takes_tokens_of_its_own_for_its_client(make_it):
    strict = make_it("strict", idp_keys=KEYS)
    strict.ok(DEFAULT, {"enabled": True, "clientId": "my-app"}, admin=True, idpId="google.com")
    answer = strict.ok(PATH, body(good(**GOOGLE), "google.com"))
    assert answer["federatedId"] == "https://accounts.google.com/7"
    for wrong in ({"aud": "foreign"}, {"iss": "https://acme.example"}):
        assert strict.refused(PATH, body(good(**{**GOOGLE, **wrong}), "google.com")) == "INVALID_IDP_RESPONSE"


def test_apple_takes_tokens_for_its_bundles(make_it):
    strict, apple = make_it("strict", idp_keys=KEYS), {"iss": "https://appleid.apple.com", "aud": "com.example.app"}
    config = {"enabled": True, "appleSignInConfig": {"bundleIds": ["com.example.app"]}}
    strict.ok(DEFAULT, config, admin=True, idpId="apple.com")
    assert strict.ok(PATH, body(good(**apple), "apple.com"))
    assert strict.refused(PATH, body(good(**{**apple, "aud": "com.other"}), "apple.com")) == "INVALID_IDP_RESPONSE"


def test_a_provider_without_any_credential_is_not_called_unnamed(both):
    answer = both.call(PATH, {"requestUri": "http://localhost", "postBody": "providerId=google.com"})
    assert answer.json["error"]["message"] == "INVALID_CREDENTIAL_OR_PROVIDER_ID : there is no credential"


def test_production_leads_to_the_issuers_own_page(acme):
    answer = acme.ok(AUTH_URI, {"providerId": "oidc.acme", "continueUri": "http://localhost/back", "sessionId": "s1"})
    page = urlsplit(answer["authUri"])
    query = parse_qs(page.query)
    assert f"{page.scheme}://{page.netloc}" == "https://acme.example"
    assert (query["client_id"], query["redirect_uri"], query["state"]) == (
        ["my-app"],
        ["http://localhost/back"],
        ["s1"],
    )
    assert query["response_type"] == ["id_token"]
    assert len(query["nonce"][0]) == 64
    change(acme, {"responseType": {"code": True}, "clientSecret": "s"})
    again = acme.ok(AUTH_URI, {"providerId": "oidc.acme", "continueUri": "http://localhost/back"})
    assert "response_type=code" in again["authUri"]


def test_the_official_emulator_leads_to_its_widget(it):
    it.ok(CONFIGS, ACME, admin=True, oauthIdpConfigId="oidc.acme")
    answer = it.ok(AUTH_URI, {"providerId": "oidc.acme", "continueUri": "http://localhost/back"})
    assert "/emulator/auth/handler?" in answer["authUri"]
