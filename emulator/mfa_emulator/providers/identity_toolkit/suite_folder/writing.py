"""Writing of the suite's folder, of the world's own project and its tenants."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from mfa_emulator.providers.identity_toolkit import wire
from mfa_emulator.providers.identity_toolkit.accounts.account_export import DOWNLOAD_KIND
from mfa_emulator.providers.identity_toolkit.accounts.user_info import view
from mfa_emulator.providers.identity_toolkit.context import Context, official_context
from mfa_emulator.providers.identity_toolkit.emulator_helpers.project_controls import switches_of
from mfa_emulator.providers.identity_toolkit.initial_config import first_config
from mfa_emulator.providers.identity_toolkit.records import Factor, IdentityProviders
from mfa_emulator.providers.identity_toolkit.state import Project, Scope, settings_of
from mfa_emulator.providers.identity_toolkit.suite_folder import layout
from mfa_emulator.providers.identity_toolkit.suite_folder.layout import Further
from mfa_emulator.providers.identity_toolkit.types.account_batches import DownloadAccountResponse
from mfa_emulator.providers.identity_toolkit.types.user_info import UserInfo

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


def write(world: "World") -> dict[str, bytes]:
    """The files of the folder, as firebase-tools writes them, by their names in it."""
    with world.lock:
        context = official_context(world)
        context.state = context.state.copy()  # so that the world need not wait for what is written
    project = context.state.projects[world.options.project]
    scopes = [project, *project.tenants.values()]
    files = {layout.accounts_file(scope.tenant_id): wire.encode(_accounts(context, scope)) for scope in scopes}
    files[layout.CONFIG] = wire.encode(switches_of(project))
    further = _further(world, project, scopes)
    if further != Further():
        files[layout.FURTHER] = layout.written(further)
    return {layout.MARK: layout.metadata(), **{f"{layout.PATH}/{name}": data for name, data in files.items()}}


def _accounts(context: Context, scope: Scope) -> DownloadAccountResponse:
    """The accounts as an export of the official emulator has them: it would not take one with a TOTP factor."""
    users = scope.users.page(None, len(scope.users))
    return DownloadAccountResponse(
        kind=DOWNLOAD_KIND,
        users=tuple(_with_phones_alone(view(context, scope, user, exported=True)) for user in users),
    )


def _with_phones_alone(info: UserInfo) -> UserInfo:
    if info.mfa_info is None:
        return info
    return replace(info, mfa_info=tuple(factor for factor in info.mfa_info if factor.phone_info) or None)


def _further(world: "World", project: Project, scopes: list[Scope]) -> Further:
    as_new = first_config(project.project_id, settings_of(world))
    return Further(
        config=None if project.config == as_new else project.config,
        tenants={name: tenant.config for name, tenant in project.tenants.items()},
        totp={scope.tenant_id: found for scope in scopes if (found := _totp(scope))},
        providers={
            scope.tenant_id: scope.identity_providers
            for scope in scopes
            if scope.identity_providers != IdentityProviders()
        },
    )


def _totp(scope: Scope) -> dict[str, tuple[Factor, ...]]:
    found = {}
    for user in scope.users.group("totp", True):
        found[user.local_id] = tuple(factor for factor in user.factors if factor.kind == "totp")
    return found
