"""Seeds: accounts and configuration from a document."""

import pytest

from mfa_emulator import Emulator

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def seeded(part, **options):
    seeds = [{"identity_toolkit": part}]
    return Emulator(freeze="2026-11-21T10:00:00Z", project="demo-project", seeds=seeds, **options)


def test_users_come_with_their_factors_and_claims():
    factors = [{"totpSecret": SECRET, "displayName": "App", "id": "f1"}, {"phoneNumber": "+15555550100"}]
    user = {
        "email": "Ada@example.com",
        "password": "secret-1",
        "displayName": "Ada",
        "localId": "ada",
        "customClaims": {"admin": True},
        "factors": factors,
    }
    ada = seeded({"users": [user]}).identity_toolkit.find_user("ada@example.com")
    assert ada.local_id == "ada"
    assert ada.record.email_verified
    assert ada.record.custom_attributes == '{"admin":true}'
    assert [factor.kind for factor in ada.factors] == ["totp", "phone"]
    assert ada.factors[0].id == "f1"
    assert ada.factors[0].authenticator.secret == SECRET


def test_a_secret_may_be_left_to_the_emulator():
    ada = seeded({"users": [{"email": "ada@example.com", "factors": [{"totpSecret": ""}]}]}).identity_toolkit.find_user(
        "ada@example.com"
    )
    assert len(ada.factors[0].authenticator.secret) == 32


def test_other_projects_and_tenants_have_their_own():
    part = {
        "projects": {"other": {"users": [{"email": "ada@example.com"}]}},
        "tenants": {"t1": {"users": [{"email": "ada@example.com"}]}},
    }
    accounts = seeded(part).identity_toolkit
    assert accounts.find_user("ada@example.com", project="other")
    assert accounts.find_user("ada@example.com", tenant="t1")
    with pytest.raises(LookupError):
        accounts.find_user("ada@example.com")


def test_configuration_replaces_what_it_names():
    part = {"config": {"mfa": {"state": "DISABLED"}, "emailPrivacyConfig": {"enableImprovedEmailPrivacy": True}}}
    config = seeded(part).identity_toolkit.project().config
    assert config.mfa.state == "DISABLED"
    assert config.email_privacy_config.enable_improved_email_privacy is True
    assert config.sign_in is not None


def test_seeds_come_back_after_a_reset():
    emulator = seeded({"users": [{"email": "ada@example.com", "localId": "ada"}]})
    emulator.identity_toolkit.user("eve@example.com")
    emulator.reset()
    assert [user.local_id for user in emulator.identity_toolkit.project().users] == ["ada"]


@pytest.mark.parametrize(
    "part",
    [
        {"people": []},
        {"users": [{"mail": "x"}]},
        {"users": [{"email": 1}]},
        {"users": "ada"},
        [],
        {"users": [{"email": "a@b.co", "factors": [{}]}]},
        {"users": [{"email": "a@b.co", "factors": [{"totpSecret": "", "phoneNumber": "+1"}]}]},
        {"users": [{"email": "a@b.co", "factors": [{"totpSecret": "no base 32!"}]}]},
        {"users": [{"email": "a@b.co"}, {"email": "A@b.co"}]},
        {"users": [{"email": "ada"}]},
        {"users": [{"email": "ada\0@b.co"}]},
        {"users": [{"phoneNumber": "5555550100"}]},
        {"users": [{"email": "a@b.co", "factors": [{"phoneNumber": "5555550100"}]}]},
        {"users": [{"email": "a@b.co", "factors": [{"totpSecret": ""}, {"totpSecret": ""}]}]},
        {"users": [{"email": "a@b.co", "factors": [{"phoneNumber": f"+1555555010{n}"} for n in range(6)]}]},
        {"projects": {"a/b": {"users": [{"email": "a@b.co"}]}}},
        {"tenants": {"a b": {"users": [{"email": "a@b.co"}]}}},
        {"users": [{"localId": "a"}, {"localId": "a"}]},
        {"config": {"mfa": {"state": "SOMETIMES"}}},
    ],
)
def test_a_seed_that_does_not_fit_is_refused_and_changes_nothing(part):
    emulator = seeded({"users": [{"email": "first@example.com"}]})
    before = emulator.snapshot().to_json()
    with pytest.raises(ValueError, match=r".+"):
        emulator.world.seed({"identity_toolkit": part})
    assert emulator.snapshot().to_json() == before


def test_a_tenant_is_configured_by_what_it_names():
    part = {"tenants": {"t1": {"config": {"enableAnonymousUser": False, "displayName": "Team"}}}}
    config = seeded(part).identity_toolkit.project().tenants["t1"].config
    assert (config.enable_anonymous_user, config.allow_password_signup, config.display_name) == (False, True, "Team")


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ({"config": {"smsRegionConfig": {"allowlistOnly": {"allowedRegions": ["Atlantis"]}}}}, "Atlantis"),
        ({"tenants": {"t1": {"config": {"testPhoneNumbers": {"1555": "123456"}}}}}, "does not begin with a plus"),
    ],
)
def test_a_configuration_that_a_call_would_refuse_is_refused(part, text):
    with pytest.raises(ValueError, match=text):
        seeded(part)


OIDC = {"enabled": True, "clientId": "my-app", "issuer": "https://acme.example"}
SAML = {
    "enabled": True,
    "idpConfig": {
        "idpEntityId": "acme",
        "ssoUrl": "https://acme.example/sso",
        "idpCertificates": [{"x509Certificate": "none"}],
    },
    "spConfig": {"spEntityId": "my-app", "callbackUri": "https://app.example/callback"},
}


def providers(it, place):
    """The ids of all that is configured there, as an administrator lists them."""
    lists = ("oauthIdpConfigs", "inboundSamlConfigs", "defaultSupportedIdpConfigs")
    found = [it.ok(f"/v2/{place}/{name}", method="GET", admin=True).get(name, []) for name in lists]
    return [config["name"].rpartition("/")[2] for configs in found for config in configs]


def test_identity_providers_of_projects_and_tenants_are_configured(make_it):
    it = make_it("strict")
    place = {
        "oauthIdpConfigs": {"oidc.acme": OIDC},
        "inboundSamlConfigs": {"saml.acme": SAML},
        "defaultSupportedIdpConfigs": {"google.com": {"enabled": True, "clientId": "my-app"}},
    }
    it.world.seed({"identity_toolkit": {**place, "tenants": {"t1": place}, "projects": {"other": place}}})
    for path in ("projects/demo-project", "projects/demo-project/tenants/t1", "projects/other"):
        assert providers(it, path) == ["oidc.acme", "saml.acme", "google.com"]
    body = {"providerId": "oidc.acme", "continueUri": "http://localhost"}
    assert it.ok("/v1/accounts:createAuthUri", {**body, "tenantId": "t1"})["authUri"].startswith("https://acme.example")


def test_configured_providers_come_back_after_a_reset():
    emulator = seeded({"oauthIdpConfigs": {"oidc.acme": OIDC}})
    emulator.reset()
    assert [*emulator.identity_toolkit.project().identity_providers.oidc] == ["oidc.acme"]


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ({"oauthIdpConfigs": {"acme": OIDC}}, "acme: INVALID_CONFIG_ID"),
        ({"oauthIdpConfigs": {"oidc.acme": {"issuer": "https://acme.example"}}}, "oidc.acme: MISSING_OAUTH_CLIENT_ID"),
        ({"inboundSamlConfigs": {"saml.acme": {}}}, "saml.acme: INVALID_CONFIG"),
        ({"defaultSupportedIdpConfigs": {"acme.com": {"clientId": "a"}}}, "acme.com: INVALID_CONFIG_ID"),
        ({"tenants": {"t1": {"oauthIdpConfigs": {"oidc.acme": {"clientID": "a"}}}}}, "did you mean 'clientId'"),
    ],
)
def test_a_provider_that_a_call_would_refuse_is_refused_with_its_id(part, text):
    with pytest.raises(ValueError, match=text):
        seeded(part)
