"""A snapshot that somebody edited is refused whole when it holds what no call could have led to."""

import msgspec
import pytest

USER = ("projects", "demo-project", "users", 0)
FACTOR = (*USER, "factors", 0)
CONFIG = ("projects", "demo-project", "config")
TENANT = ("projects", "demo-project", "tenants", "t1", "config")
PROVIDERS = ("projects", "demo-project", "identity_providers")
WRONG = [
    ((*FACTOR, "secret"), "!"),
    ((*FACTOR, "secret"), "JBSWY3DPEHPK3P"),
    ((*FACTOR, "secret"), ""),
    ((*FACTOR, "enrolled_at"), 10**18),
    ((*USER, "created_at"), -1),
    ((*USER, "valid_since"), 10**17),
    (("projects", "demo-project", "users"), ""),
    (("projects", "demo-project", "totp_sessions", 0, "secret"), "x"),
    ((*CONFIG, "mfa", "providerConfigs"), [{"totpProviderConfig": {"adjacentIntervals": 10**9}}]),
    ((*TENANT, "mfaConfig", "providerConfigs"), [{"totpProviderConfig": {"adjacentIntervals": -1}}]),
    ((*TENANT, "testPhoneNumbers"), {"5550100": "123456"}),
    (("projects", "demo-project", "project_id"), "other"),
    (("projects", "demo-project", "tenant_id"), "t1"),
    (("projects", "demo-project", "tenants", "t1", "project_id"), "other"),
    (("projects", "demo-project", "tenants", "t1", "tenant_id"), "t2"),
    ((*PROVIDERS, "oidc"), {"oidc.acme": {"issuer": "https://acme.example"}}),
    ((*PROVIDERS, "oidc"), {"acme": {"clientId": "my-app", "issuer": "https://acme.example"}}),
    ((*PROVIDERS, "saml"), {"saml.acme": {"enabled": True}}),
    ((*PROVIDERS, "supported"), {"example.com": {"clientId": "my-app"}}),
]


@pytest.mark.parametrize(("path", "wrong"), WRONG)
def test_an_edited_snapshot_is_refused_and_changes_nothing(it, path, wrong):
    it.user("ada@example.com").enroll_totp()
    it.start_totp(it.user("eve@example.com").id_token)
    it.user("ada@example.com", tenant="t1")
    before = it.emulator.snapshot().to_json()
    document = part = msgspec.json.decode(before)
    for key in ("providers", "identity_toolkit", *path[:-1]):
        part = part.setdefault(key, {}) if isinstance(part, dict) else part[key]
    part[path[-1]] = wrong
    with pytest.raises(ValueError, match=r"."):
        it.emulator.restore(msgspec.json.encode(document))
    assert it.emulator.snapshot().to_json() == before


def test_an_edited_snapshot_names_no_tenant_that_no_call_could_name(it):
    """Their ids become names of files."""
    it.user("ada@example.com", tenant="t1")
    before = it.emulator.snapshot().to_json()
    with pytest.raises(ValueError, match="cannot be the id of a project or a tenant"):
        it.emulator.restore(before.replace(b'"t1"', b'"../../t1"'))
    assert it.emulator.snapshot().to_json() == before
