"""Writing of the suite's folder, of the world's own project and its tenants."""

import heapq
from collections.abc import Iterator
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from mfa_emulator.core.store.slices import Work
from mfa_emulator.providers.identity_toolkit import wire
from mfa_emulator.providers.identity_toolkit.accounts.account_export import DOWNLOAD_KIND
from mfa_emulator.providers.identity_toolkit.accounts.user_info import view
from mfa_emulator.providers.identity_toolkit.context import Context, official_context
from mfa_emulator.providers.identity_toolkit.emulator_helpers.project_controls import switches_of
from mfa_emulator.providers.identity_toolkit.initial_config import first_config
from mfa_emulator.providers.identity_toolkit.records import Factor, IdentityProviders, User
from mfa_emulator.providers.identity_toolkit.state import Project, Scope, settings_of
from mfa_emulator.providers.identity_toolkit.suite_folder import layout
from mfa_emulator.providers.identity_toolkit.suite_folder.layout import Further
from mfa_emulator.providers.identity_toolkit.types.account_batches import DownloadAccountResponse
from mfa_emulator.providers.identity_toolkit.types.user_info import UserInfo

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


def write(world: "World") -> Work[dict[str, list[bytes]]]:
    """The work of writing the files of the folder, as firebase-tools writes them: their pieces by their names in it."""
    with world.lock:  # records never change: what is listed now can be written later
        context = official_context(world)
        project = context.state.projects[world.options.project]
        scopes = [project, *project.tenants.values()]
        listed = [(scope, list(scope.users)) for scope in scopes]
        switches, further = wire.encode(switches_of(project)), _further(world, project, scopes)
    files = {}
    for scope, users in listed:
        files[layout.accounts_file(scope.tenant_id)] = yield from _accounts(context, scope, users)
    files[layout.CONFIG] = [switches]
    if further != Further():
        files[layout.FURTHER] = [layout.written(further)]
    return {layout.MARK: [layout.metadata()], **{f"{layout.PATH}/{name}": data for name, data in files.items()}}


_ROWS = 20
"""Accounts that are written at a time."""


def _accounts(context: Context, scope: Scope, users: list[User]) -> Work[list[bytes]]:
    """The accounts as an export of the official emulator has them: it would not take one with a TOTP factor.

    The text is the one of a whole `DownloadAccountResponse`, made row by row.
    """
    empty = wire.encode(DownloadAccountResponse(kind=DOWNLOAD_KIND, users=()))
    before, brackets, after = empty.rpartition(b"[]")
    if not users:
        return [before, brackets, after]
    pieces, ordered = [before, b"["], (yield from _by_id(users))
    while some := list(islice(ordered, _ROWS)):
        rows = (wire.encode(_with_phones_alone(view(context, scope, user, exported=True))) for user in some)
        pieces += [b",\n    " if len(pieces) > 2 else b"\n    ", b",\n    ".join(map(_indented, rows))]
        yield
    return [*pieces, b"\n  ]", after]


_RUN = 1000
"""Accounts that are sorted at a time."""
_id_of = attrgetter("local_id")


def _by_id(users: list[User]) -> Work[Iterator[User]]:
    """The work of sorting the users by ascending id."""
    runs = []
    for at in range(0, len(users), _RUN):
        runs.append(sorted(users[at : at + _RUN], key=_id_of))
        yield
    return heapq.merge(*runs, key=_id_of)


def _indented(row: bytes) -> bytes:
    return row.replace(b"\n", b"\n    ")


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
    for user in scope.users.each_of("totp", True):
        found[user.local_id] = tuple(factor for factor in user.factors if factor.kind == "totp")
    return found
