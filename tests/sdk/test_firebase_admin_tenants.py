"""firebase-admin for Python: tenants, and configurations of identity providers.

Its tenant manager knows only Google's own address, emulator or not, so the HTTPS proxy leads it here.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from mfa_emulator import Emulator

OIDC = {"display_name": "Acme", "enabled": True, "client_id": "my-app", "issuer": "https://acme.example"}
SAML = {
    "display_name": "Acme",
    "enabled": True,
    "idp_entity_id": "acme",
    "sso_url": "https://acme.example/sso",
    "x509_certificates": ["none that could be read"],
    "rp_entity_id": "my-app",
    "callback_url": "https://app.example/callback",
}


@pytest.fixture
def admin(proxied_emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """firebase-admin with the credential of an owner."""
    import firebase_admin
    from google.oauth2.credentials import Credentials

    class Owner(firebase_admin.credentials.Base):
        def get_credential(self) -> Any:
            return Credentials("owner")

    for name, value in proxied_emulator.env.items():
        monkeypatch.setenv(name, value)
    app = firebase_admin.initialize_app(Owner(), {"projectId": proxied_emulator.world.options.project})
    yield firebase_admin
    firebase_admin.delete_app(app)


@pytest.fixture
def tenants(admin: Any) -> Any:
    from firebase_admin import tenant_mgt

    return tenant_mgt


def test_a_tenant_is_made_read_listed_changed_and_deleted(tenants: Any) -> None:
    made = tenants.create_tenant("Team-1", allow_password_sign_up=True)
    assert tenants.get_tenant(made.tenant_id).display_name == "Team-1"
    changed = tenants.update_tenant(made.tenant_id, display_name="Team-2", enable_email_link_sign_in=True)
    assert (changed.display_name, changed.enable_email_link_sign_in) == ("Team-2", True)
    assert changed.allow_password_sign_up is True
    assert [each.tenant_id for each in tenants.list_tenants().iterate_all()] == [made.tenant_id]
    tenants.delete_tenant(made.tenant_id)
    assert [*tenants.list_tenants().iterate_all()] == []


def test_a_tenant_has_users_of_its_own(tenants: Any) -> None:
    from firebase_admin import auth

    made = tenants.create_tenant("Team-1", allow_password_sign_up=True)
    own = tenants.auth_for_tenant(made.tenant_id)
    user = own.create_user(email="tina@example.com", password="secret-1")
    assert own.get_user(user.uid).tenant_id == made.tenant_id
    assert [each.uid for each in own.list_users().iterate_all()] == [user.uid]
    with pytest.raises(auth.UserNotFoundError):
        tenants.auth_for_tenant(tenants.create_tenant("Team-2").tenant_id).get_user(user.uid)


@pytest.mark.parametrize("place", ["project", "tenant"])
def test_an_openid_connect_provider_is_configured(admin: Any, tenants: Any, place: str) -> None:
    from firebase_admin import auth

    own: Any = auth if place == "project" else tenants.auth_for_tenant(tenants.create_tenant("Team-1").tenant_id)
    made = own.create_oidc_provider_config("oidc.acme", **OIDC)
    assert own.get_oidc_provider_config("oidc.acme").issuer == made.issuer == "https://acme.example"
    changed = own.update_oidc_provider_config("oidc.acme", display_name="New", enabled=False)
    assert (changed.display_name, changed.enabled, changed.client_id) == ("New", False, "my-app")
    assert [each.provider_id for each in own.list_oidc_provider_configs().iterate_all()] == ["oidc.acme"]
    own.delete_oidc_provider_config("oidc.acme")
    with pytest.raises(auth.ConfigurationNotFoundError):
        own.get_oidc_provider_config("oidc.acme")


@pytest.mark.parametrize("place", ["project", "tenant"])
def test_a_saml_provider_is_configured(admin: Any, tenants: Any, place: str) -> None:
    from firebase_admin import auth

    own: Any = auth if place == "project" else tenants.auth_for_tenant(tenants.create_tenant("Team-1").tenant_id)
    made = own.create_saml_provider_config("saml.acme", **SAML)
    assert own.get_saml_provider_config("saml.acme").sso_url == made.sso_url
    changed = own.update_saml_provider_config("saml.acme", rp_entity_id="new-app")
    assert (changed.rp_entity_id, changed.idp_entity_id) == ("new-app", "acme")
    assert [each.provider_id for each in own.list_saml_provider_configs().iterate_all()] == ["saml.acme"]
    own.delete_saml_provider_config("saml.acme")
    with pytest.raises(auth.ConfigurationNotFoundError):
        own.get_saml_provider_config("saml.acme")
