"""Checks of configured identity providers that come in a document."""

from mfa_emulator.providers.identity_toolkit.provider_configs import default_configs, oidc_configs, saml_configs
from mfa_emulator.providers.identity_toolkit.records import IdentityProviders


def check_providers(providers: IdentityProviders) -> None:
    """Refuse configurations that no call would have left. Raises what their own checks do."""
    for name, oidc in providers.oidc.items():
        oidc_configs.normal(name, oidc)
    for name, saml in providers.saml.items():
        saml_configs.check(name, saml)
    for name, supported in providers.supported.items():
        default_configs.check(name, supported)
