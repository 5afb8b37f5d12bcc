"""The project and the tenant that a request is about.

Bodies of any kind are looked at here: `getattr` with a default takes a third of the time that a check of the kind does.
"""

from collections.abc import Mapping

from mfa_emulator.core.http.json import Json
from mfa_emulator.core.identifiers import is_id
from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_emulator.core.tokens import BadToken
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.state import Inherited, Project, Scope, Tenant


def project_of(call: Call[object]) -> Project:
    """The project in the path, else in the body's `targetProjectId`, else the one of the process."""
    own: str = call.world.options.project
    named = call.params.get("projectsId") or _target(call) or own
    # The names in answers have the project's number in place of its id.
    if named == own or named == call.settings.project_number:
        return call.state.projects[own]
    if not call.settings.other_projects:
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

    Raises `TenantIdMismatch`, `InvalidTenantId`, `TenantDeleted`, and `ProjectDisabled` or `TenantDisabled` for one
    whose sign-in is switched off.
    """
    project = project_of(call)
    path, body = call.params.get("tenantsId", ""), getattr(call.body, "tenant_id", "")
    token = token_tenant or _tenant_of_token(call)
    if not (path or body or token):
        return project
    name = _agreed(call, path, body, token)
    if without_tenants(project):
        raise errors.InvalidTenantId(reason="the project's config has multiTenant without allowTenants")
    tenant = tenant_of(call, project, name)
    if tenant.config.disable_auth:
        _require_unended(call, tenant)
        raise _switched_off(call, tenant)
    if call.settings.tenants_inherit:
        tenant.inherit(_inherited(project))
    return tenant


def require_still_there(call: Call[object], scope: Scope) -> None:
    """Refuse a tenant that was deleted or switched off since `scope_of` found it, while the call waited.

    Raises `TenantDeleted`, `ProjectDisabled` or `TenantDisabled`.
    """
    if not isinstance(scope, Tenant):
        return
    if call.state.projects[scope.project_id].tenants[scope.tenant_id] is not scope:
        raise errors.TenantDeleted(reason=f"tenant {scope.tenant_id!r} was deleted while the call waited")
    if scope.config.disable_auth:
        raise _switched_off(call, scope)


def _switched_off(call: Call[object], tenant: Tenant) -> errors.Refusal:
    named_so = call.settings.disabled_tenant_refusal == errors.TenantDisabled.code
    refusal = errors.TenantDisabled if named_so else errors.ProjectDisabled
    return refusal(reason=f"tenant {tenant.tenant_id!r} has disableAuth set")


def _require_unended(call: Call[object], tenant: Tenant) -> None:
    """Refuse the ID token of a session that was ended, which production sees before the tenant is off (recorded).

    Raises `TokenExpired`.
    """
    claims = _claims_of_token(call)
    local_id, issued = claims.get("user_id"), claims.get("iat")
    user = tenant.users.get(local_id) if isinstance(local_id, str) else None
    if call.settings.disabled_tenant_refusal != errors.TenantDisabled.code or user is None:
        return
    if isinstance(issued, int) and issued < user.valid_since:
        raise errors.TokenExpired(reason=f"sessions from before {rfc3339(user.valid_since * SECOND)} were ended")


def _inherited(project: Project) -> Inherited:
    sign_in, privacy = project.config.sign_in, project.config.email_privacy_config
    return Inherited(
        duplicate_emails=bool(sign_in and sign_in.allow_duplicate_emails),
        email_privacy=bool(privacy and privacy.enable_improved_email_privacy),
    )


def _agreed(call: Call[object], path: str, body: str, token: str | None) -> str:
    """The tenant that is meant. Raises `TenantIdMismatch`."""
    if path and call.settings.tenant_of_path == "only":
        body = ""
    named = [name for name in (path, body, token) if name]
    # An ID token of the project itself is compared in production alone; elsewhere its user will not be found.
    alien = token == "" and call.settings.project_tokens_at_tenants == errors.TenantIdMismatch.code
    if alien or any(name != named[0] for name in named):
        shown = [path, body, token] if alien else named
        raise errors.TenantIdMismatch(reason=f"path, body and token name tenants {', '.join(map(repr, shown))}")
    return named[0]


def without_tenants(project: Project) -> bool:
    """Whether the configuration says that the project has no tenants."""
    return project.config.multi_tenant is not None and not project.config.multi_tenant.allow_tenants


def project_of_tenants(call: Call[object]) -> Project:
    """The project whose tenants are managed. Raises `InvalidProjectId` if it may have none."""
    project = project_of(call)
    if without_tenants(project):
        raise errors.InvalidProjectId(
            "the project has no tenants", reason="the project's config has multiTenant without allowTenants"
        )
    return project


def managed_tenant(call: Call[object]) -> Tenant:
    """The tenant of the path, for administrators who manage it, be it switched off or not.

    As for `tenant_of`, one that is named first comes into being once something is stored. Raises `TenantNotFound`.
    """
    project, name = project_of_tenants(call), call.params["tenantsId"]
    if name in project.tenants:
        return project.tenants[name]
    if not call.settings.tenants_on_first_use or not is_id(name):
        raise errors.TenantNotFound(reason=f"project {project.project_id!r} has no tenant {name!r}")
    return project.tenants[name]


def managed_scope(call: Call[object]) -> Scope:
    """The project or tenant of the path, for administrators who manage it. Raises what `managed_tenant` does."""
    return managed_tenant(call) if "tenantsId" in call.params else project_of(call)


def tenant_of(context: Context, project: Project, name: str) -> Tenant:
    """The tenant of that id. One that is named first comes into being as soon as something is stored in it."""
    if name not in project.tenants:
        if not context.settings.tenants_on_first_use:
            gone = name in project.deleted_tenants
            refusal = errors.TenantDeleted if gone else errors.InvalidTenantId
            raise refusal(reason=f"project {project.project_id!r} has no tenant {name!r}{' any more' if gone else ''}")
        if not is_id(name):
            raise errors.InvalidTenantId(reason=f"{name!r} cannot be the id of a tenant")
    return project.tenants[name]


def _tenant_of_token(call: Call[object]) -> str | None:
    """The tenant of the ID token, empty for one of the project itself; None without a token."""
    claims = _claims_of_token(call)
    if not claims:
        return None
    firebase = claims.get("firebase")
    tenant = firebase.get("tenant", "") if isinstance(firebase, dict) else ""
    return tenant if isinstance(tenant, str) else ""


def _claims_of_token(call: Call[object]) -> Mapping[str, Json]:
    """The claims of the request's ID token; none where there is no good one: the check of the session will say so."""
    id_token: str | None = getattr(call.body, "id_token", None)
    if not id_token:
        return {}
    try:
        return call.world.tokens.read(id_token, unmarked=True)
    except BadToken:
        return {}
