"""The project and the tenant that a request is about.

Bodies of any kind are looked at here: `getattr` with a default takes a third of the time that a check of the kind does.
"""

from mfa_emulator.core.identifiers import is_id
from mfa_emulator.core.tokens import BadToken
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.state import Project, Scope, Tenant


def project_of(call: Call[object]) -> Project:
    """The project in the path, else in the body's `targetProjectId`, else the one of the process."""
    own: str = call.world.options.project
    named = call.params.get("projectsId") or _target(call) or own
    if named != own and not call.settings.other_projects:
        raise errors.InvalidProjectId("only one project is served, and it is another one", reason=f"it is {own!r}")
    if named not in call.state.projects and not is_id(named):
        raise errors.InvalidProjectId("no project has such an id", reason=f"{named!r} cannot be the id of a project")
    return call.state.projects[named]


def _target(call: Call[object]) -> str:
    target: str = getattr(call.body, "target_project_id", "")
    if target and not call.caller.privileged:
        raise errors.InsufficientPermission(reason="targetProjectId needs 'Authorization: Bearer owner'")
    return target


def scope_of(call: Call[object], *, token_tenant: str = "") -> Scope:
    """The project, or the tenant that path, body, ID token or `token_tenant` name; they must agree.

    Raises `TenantIdMismatch`, `InvalidTenantId`, and `ProjectDisabled` or `TenantDisabled` for a tenant whose sign-in
    is switched off.
    """
    project = project_of(call)
    path, body = call.params.get("tenantsId", ""), getattr(call.body, "tenant_id", "")
    token = token_tenant or _tenant_of_token(call)
    if not (path or body or token):
        return project
    named = [name for name in (path, body, token) if name]
    if any(name != named[0] for name in named):
        raise errors.TenantIdMismatch(reason=f"path, body and token name tenants {', '.join(map(repr, named))}")
    if project.config.multi_tenant is not None and not project.config.multi_tenant.allow_tenants:
        raise errors.InvalidTenantId(reason="the project's config has multiTenant without allowTenants")
    tenant = tenant_of(call, project, named[0])
    if tenant.config.disable_auth:
        named_so = call.settings.disabled_tenant_refusal == errors.TenantDisabled.code
        refusal = errors.TenantDisabled if named_so else errors.ProjectDisabled
        raise refusal(reason=f"tenant {tenant.tenant_id!r} has disableAuth set")
    return tenant


def tenant_of(context: Context, project: Project, name: str) -> Tenant:
    """The tenant of that id. One that is named first comes into being as soon as something is stored in it."""
    if name not in project.tenants:
        if not context.settings.tenants_on_first_use:
            raise errors.InvalidTenantId(reason=f"project {project.project_id!r} has no tenant {name!r}")
        if not is_id(name):
            raise errors.InvalidTenantId(reason=f"{name!r} cannot be the id of a tenant")
    return project.tenants[name]


def _tenant_of_token(call: Call[object]) -> str:
    id_token: str | None = getattr(call.body, "id_token", None)
    if not id_token:
        return ""  # an empty token is refused by the check of the session
    try:
        firebase = call.world.tokens.read(id_token).get("firebase")
    except BadToken:
        return ""  # the check of the session will say so
    tenant = firebase.get("tenant", "") if isinstance(firebase, dict) else ""
    return tenant if isinstance(tenant, str) else ""
