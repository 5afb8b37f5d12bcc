"""Reading of the suite's folder: what its Auth emulator held is put into the world."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from mfa_emulator.core.errors import BadBody, VendorError
from mfa_emulator.core.http import json
from mfa_emulator.core.identifiers import is_id
from mfa_emulator.core.otp import totp
from mfa_emulator.core.store.table import Taken
from mfa_emulator.providers.identity_toolkit.accounts.import_rows import BadRow, user_of
from mfa_emulator.providers.identity_toolkit.configuration import anonymous_accounts
from mfa_emulator.providers.identity_toolkit.configuration.config_changes import stored, stored_tenant
from mfa_emulator.providers.identity_toolkit.context import Context, official_context
from mfa_emulator.providers.identity_toolkit.emulator_helpers.project_controls import with_switches
from mfa_emulator.providers.identity_toolkit.protojson import decoding
from mfa_emulator.providers.identity_toolkit.provider_configs.checks import check_providers
from mfa_emulator.providers.identity_toolkit.records import Factor, User
from mfa_emulator.providers.identity_toolkit.state import Project, Scope
from mfa_emulator.providers.identity_toolkit.suite_folder import layout
from mfa_emulator.providers.identity_toolkit.suite_folder.layout import Further
from mfa_emulator.providers.identity_toolkit.types.account_batches import DownloadAccountResponse
from mfa_emulator.providers.identity_toolkit.types.base import Body
from mfa_emulator.providers.identity_toolkit.types.project_controls import EmulatorConfig
from mfa_emulator.providers.identity_toolkit.types.user_info import UserInfo

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

M = TypeVar("M", bound=Body)


def read(world: "World", files: Mapping[str, bytes]) -> None:
    """Put the folder's accounts and configuration into the world's own project. No event is told.

    Rows are judged as the official emulator judges them, whatever the profile. Raises ValueError, which names the
    file and says what is wrong with it; then the world has to be taken back to how it was.
    """
    path = layout.auth_path(files)
    if not path:
        return
    context = official_context(world)
    project = context.state.projects[world.options.project]
    further = layout.decoded(files, path + layout.FURTHER, Further) or Further()
    _configure(context, project, further, path + layout.FURTHER)
    _switch(project, files, path + layout.CONFIG)
    for name, tenant_id in layout.accounts_files(files, path):
        scope = project.tenants.keep(tenant_id) if tenant_id else project
        _fill(context, scope, files, name, further.totp.get(tenant_id, {}))
    context.state.count_functions()


def _configure(context: Context, project: Project, further: Further, name: str) -> None:
    try:
        if further.config is not None:
            project.config = stored(context, project.config, further.config)
        for tenant_id, config in further.tenants.items():
            tenant = project.tenants.keep(tenant_id)
            tenant.config = stored_tenant(context, tenant.config, config)
        for tenant_id, providers in further.providers.items():
            if tenant_id and not is_id(tenant_id):
                raise ValueError(f"{tenant_id!r} cannot be the id of a tenant")
            check_providers(providers)
            scope = project.tenants.keep(tenant_id) if tenant_id else project
            scope.identity_providers = providers
        for factors in further.totp.values():
            for secret in (factor.secret for kept in factors.values() for factor in kept):
                totp.key_of(secret)
    except (VendorError, ValueError) as error:
        raise ValueError(f"{name}: {error}") from None


def _switch(project: Project, files: Mapping[str, bytes], name: str) -> None:
    """Set the two switches, if the file is there."""
    if name not in files:
        return
    project.config = with_switches(project.config, _message(files, name, EmulatorConfig))


def _message(files: Mapping[str, bytes], name: str, kind: type[M]) -> M:
    if not files[name].strip():
        raise ValueError(f"{name}: the file is empty")
    try:
        json.read_object(files[name])
        message: M = decoding.decode(files[name], kind)
    except (decoding.BadBody, BadBody) as bad:
        raise ValueError(f"{name}: {bad}") from None
    return message


def _fill(
    context: Context, scope: Scope, files: Mapping[str, bytes], name: str, totps: Mapping[str, tuple[Factor, ...]]
) -> None:
    rows = _message(files, name, DownloadAccountResponse).users or ()
    for index, row in enumerate(rows):
        try:
            scope.users.put(_user(context, scope, row, totps.get(row.local_id or "", ())))
        except (BadRow, Taken) as bad:
            raise ValueError(f"{name}: users[{index}], {row.email or row.local_id}: {bad}") from None
    anonymous_accounts.watch_all(context, scope)


def _user(context: Context, scope: Scope, row: UserInfo, totp_factors: tuple[Factor, ...]) -> User:
    """The account as it was when it was exported: with its first address and the end of its sessions, too."""
    user = user_of(context, scope, row, "")
    factors = tuple(sorted((*user.factors, *totp_factors), key=lambda factor: factor.enrolled_at))
    rare = replace(user.rare, initial_email=(row.initial_email or "").lower())
    return replace(user, factors=factors, rare=rare, valid_since=int(row.valid_since or 0))
