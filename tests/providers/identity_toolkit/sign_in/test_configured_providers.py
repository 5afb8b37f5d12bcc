"""Sign-in by identity providers that are configured, and by those that are not."""

import json
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from mfa_emulator.core import base64url

PATH = "/v1/accounts:signInWithIdp"
AUTH_URI = "/v1/accounts:createAuthUri"
CONFIGS = "/v2/projects/demo-project/oauthIdpConfigs"
ACME = {"clientId": "my-app", "issuer": "https://acme.example", "enabled": True}
NOW = 1_795_255_200


def jwt(**claims):
    header, body = ({"alg": "RS256", "kid": "1"}, claims)
    return ".".join([*(base64url.encode(json.dumps(part).encode()) for part in (header, body)), "c2ln"])


def good(**changes):
    claims = {"iss": "https://acme.example", "aud": "my-app", "sub": "7", "iat": NOW, "exp": NOW + 3600, **changes}
    return jwt(**{name: value for name, value in claims.items() if value is not None})


def body(token, provider="oidc.acme", **more):
    return {
        "requestUri": "http://localhost",
        "postBody": urlencode({"providerId": provider, "id_token": token}),
        **more,
    }


@pytest.fixture
def acme(make_it):
    """Production with one provider configured."""
    client = make_it("strict")
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


@pytest.mark.parametrize(
    "token",
    [
        "nonsense",
        '{"sub":"7","iss":"https://acme.example","aud":"my-app"}',
        good(iss="https://evil.example"),
        good(iss=None),
        good(aud="another-app"),
        good(aud=["another-app"]),
        good(aud=None),
        good(sub=None),
        good(exp=NOW),
        good(exp=None),
        good(iat=NOW + 60),
    ],
)
def test_a_token_that_is_not_for_this_app_now_is_refused(acme, token):
    before = acme.emulator.snapshot().to_json()
    assert acme.refused(PATH, body(token)) == "INVALID_IDP_RESPONSE"
    assert acme.emulator.snapshot().to_json() == before


@pytest.mark.parametrize("token", [good(aud=["x", "my-app"], azp="x"), good(nbf=NOW + 3000), good(iat=NOW - 7200)])
def test_what_production_does_not_look_at_passes(acme, token):
    assert acme.ok(PATH, body(token))["localId"]


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
    strict = make_it("strict")
    strict.ok(DEFAULT, {"enabled": True, "clientId": "my-app"}, admin=True, idpId="google.com")
    answer = strict.ok(PATH, body(good(**GOOGLE), "google.com"))
    assert answer["federatedId"] == "https://accounts.google.com/7"
    for wrong in ({"aud": "foreign"}, {"iss": "https://acme.example"}):
        assert strict.refused(PATH, body(good(**{**GOOGLE, **wrong}), "google.com")) == "INVALID_IDP_RESPONSE"


def test_apple_takes_tokens_for_its_bundles(make_it):
    strict, apple = make_it("strict"), {"iss": "https://appleid.apple.com", "aud": "com.example.app"}
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
