"""Checks of snapshots: they may hold only states that calls could have led to."""

from mfa_emulator.core.identifiers import is_id
from mfa_emulator.core.otp.totp import Totp, checked
from mfa_emulator.providers.identity_toolkit.configuration import validation
from mfa_emulator.providers.identity_toolkit.provider_configs.checks import check_providers
from mfa_emulator.providers.identity_toolkit.state import Project, Scope, Toolkit


def check(state: Toolkit) -> None:
    """Refuse factors that could not be used, and bad configurations. Raises ValueError or an error of the API."""
    for name, project in state.projects.items():
        _check_ids(name, project)
        _check_project(project)
    for scope in state.scopes():
        _check_secrets(scope)
        check_providers(scope.identity_providers)


def _check_ids(name: str, project: Project) -> None:
    """Refuse ids that no call takes: those of tenants become names of files in an export.

    A project or a tenant under another name than its own would have accounts that nobody finds.
    """
    for each in (name, *project.tenants):
        if not is_id(each):
            raise ValueError(f"{each!r} cannot be the id of a project or a tenant")
    for scope, own in ((project, (name, "")), *((tenant, (name, key)) for key, tenant in project.tenants.items())):
        if (scope.project_id, scope.tenant_id) != own:
            raise ValueError(f"{own} holds what is of {(scope.project_id, scope.tenant_id)}")


def _check_project(project: Project) -> None:
    validation.checked(project.config)
    for tenant in project.tenants.values():
        validation.checked_tenant(tenant.config)


def _check_secrets(scope: Scope) -> None:
    for user in scope.users:
        for factor in user.factors:
            if factor.kind == "totp":
                checked(Totp(factor.secret))
    for session in scope.totp_sessions:
        checked(Totp(session.secret))
