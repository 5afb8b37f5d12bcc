"""Tenants: made, read, listed, changed and deleted."""

import re

from msgspec.structs import replace

from mfa_emulator.core.store.shredding import shred_later
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.configuration import anonymous_accounts, config_changes
from mfa_emulator.providers.identity_toolkit.configuration.validation import shown_mfa
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.initial_config import HASH_CONFIG
from mfa_emulator.providers.identity_toolkit.protojson.field_masks import overlaid, without_false
from mfa_emulator.providers.identity_toolkit.state import Project, Tenant
from mfa_emulator.providers.identity_toolkit.tenancy import managed_tenant, project_of_tenants
from mfa_emulator.providers.identity_toolkit.tenants.tenant_pages import page_of
from mfa_emulator.providers.identity_toolkit.types.configuration import tenants
from mfa_emulator.providers.identity_toolkit.types.configuration.mfa_config import MultiFactorAuthConfig
from mfa_emulator.providers.identity_toolkit.types.configuration.query_parameters import ListRequest
from mfa_emulator.providers.identity_toolkit.types.configuration.sign_in_config import HashConfig
from mfa_emulator.providers.identity_toolkit.types.project_controls import EmulatorTenant

_DISPLAY_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{3,19}")
_REMEMBERED = 1000
"""Deleted tenants whose ids are remembered."""


def create(call: Call[tenants.Tenant]) -> tenants.Tenant:
    """Make a tenant. Its id is made of its display name in production, and of chance alone in the official emulator."""
    project = project_of_tenants(call)
    _check_name(call, call.body.display_name)
    given = replace(call.body, name=None, hash_config=None)
    config = config_changes.stored_tenant(call, tenants.Tenant(), overlaid(_first(call), given))
    tenant = project.tenants.keep(_new_id(call, project))
    tenant.config = config
    return _shown(call, tenant)


def get(call: Call[None]) -> tenants.Tenant:
    """One tenant; in production with the way in which its passwords are hashed."""
    tenant = managed_tenant(call)
    call.state.projects[tenant.project_id].tenants.keep(tenant.tenant_id)  # the official emulator makes it now
    return _shown(call, tenant, HASH_CONFIG if call.settings.tenant_hashing_shown else None)


def list_tenants(call: Call[ListRequest]) -> tenants.ListTenantsResponse:
    """A page of the tenants, by their ids in the order of bytes: capitals come first."""
    project = project_of_tenants(call)
    page, following = page_of(call, sorted(project.tenants), (*project.tenants, *project.deleted_tenants))
    shown = tuple(_shown(call, project.tenants[name]) for name in page)
    return tenants.ListTenantsResponse(
        next_page_token=following, tenants=shown if shown or call.settings.empty_lists_shown else None
    )


def patch(call: Call[tenants.Tenant]) -> tenants.Tenant:
    """Write the fields that `updateMask` names; without one, everything: what is absent is as in a new tenant."""
    tenant, given = managed_tenant(call), call.body
    mask = config_changes.mask_of(call)
    if not mask or "displayName" in mask.split(","):
        _check_name(call, given.display_name)
    watched = bool(tenant.config.autodelete_anonymous_users)
    tenant.config = config_changes.tenant_config(call, tenant.config, _first(call))
    if not watched:
        anonymous_accounts.watch_all(call, tenant)
    return _shown(call, tenant)


def delete(call: Call[None]) -> dict[str, str]:
    """Delete a tenant with its accounts. In production its id is refused from then on, and never used again."""
    tenant = managed_tenant(call)
    project = call.state.projects[tenant.project_id]
    if project.tenants.pop(tenant.tenant_id, None) is not None:
        project.deleted_tenants = (*project.deleted_tenants, tenant.tenant_id)[-_REMEMBERED:]
        shred_later(tenant.shred())
    return {}


def _first(context: Context) -> tenants.Tenant:
    """The configuration of a new tenant: empty, or with the fields that the official emulator fills in."""
    if not context.settings.false_booleans_shown:
        return tenants.Tenant()
    return tenants.Tenant(
        allow_password_signup=False,
        disable_auth=False,
        enable_anonymous_user=False,
        enable_email_link_signin=False,
        mfa_config=MultiFactorAuthConfig(state="DISABLED", enabled_providers=()),
    )


def _check_name(context: Context, name: str | None) -> None:
    """Refuse a display name of which no id could be made. Raises `MissingDisplayName` or `InvalidDisplayName`."""
    if context.settings.tenant_ids == "random":
        return
    if not name:
        raise errors.MissingDisplayName(reason="a tenant needs a displayName")
    if not _DISPLAY_NAME.fullmatch(name):
        raise errors.InvalidDisplayName(reason=f"{name!r} is not a letter and 3 to 19 letters, digits and hyphens")


def _new_id(call: Call[tenants.Tenant], project: Project) -> str:
    while True:
        ids = call.world.ids
        named = call.settings.tenant_ids == "named"
        name = f"{call.body.display_name}-{ids.alphanumeric(5).lower()}" if named else ids.alphanumeric(28)
        if name not in project.tenants and name not in project.deleted_tenants:
            return name


def _shown(context: Context, tenant: Tenant, hashing: HashConfig | None = None) -> tenants.Tenant:
    """The configuration as it is answered. `autodeleteAnonymousUsers` never is (production, recorded)."""
    config, tenant_id = tenant.config, tenant.tenant_id
    config = replace(
        config,
        autodelete_anonymous_users=None,
        hash_config=hashing,
        mfa_config=shown_mfa(config.mfa_config) if config.mfa_config else None,
    )
    if not context.settings.false_booleans_shown:
        name = f"projects/{context.settings.project_number}/tenants/{tenant_id}"
        inheritance = config.inheritance or tenants.Inheritance()
        return without_false(replace(config, name=name, inheritance=inheritance))
    fields = {name: getattr(config, name) for name in config.__struct_fields__}
    fields["name"] = f"projects/{tenant.project_id}/tenants/{tenant_id}"
    return EmulatorTenant(**fields, tenant_id=tenant_id)
