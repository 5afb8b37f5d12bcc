"""Checks of snapshots: they may hold only states that calls could have led to."""

from mfa_emulator.core.otp.totp import Totp, checked
from mfa_emulator.providers.identity_toolkit.configuration import validation
from mfa_emulator.providers.identity_toolkit.provider_configs import default_configs, oidc_configs, saml_configs
from mfa_emulator.providers.identity_toolkit.records import IdentityProviders
from mfa_emulator.providers.identity_toolkit.state import Project, Scope, Toolkit


def check(state: Toolkit) -> None:
    """Refuse factors that could not be used, and bad configurations. Raises ValueError or an error of the API."""
    for project in state.projects.values():
        _check_project(project)
    for scope in state.scopes():
        _check_secrets(scope)
        _check_providers(scope.identity_providers)


def _check_project(project: Project) -> None:
    validation.checked(project.config)
    for tenant in project.tenants.values():
        validation.checked_tenant(tenant.config)


def _check_providers(providers: IdentityProviders) -> None:
    for name, oidc in providers.oidc.items():
        oidc_configs.normal(name, oidc)
    for name, saml in providers.saml.items():
        saml_configs.check(name, saml)
    for name, supported in providers.supported.items():
        default_configs.check(name, supported)


def _check_secrets(scope: Scope) -> None:
    for user in scope.users:
        for factor in user.factors:
            if factor.kind == "totp":
                checked(Totp(factor.secret))
    for session in scope.totp_sessions:
        checked(Totp(session.secret))
