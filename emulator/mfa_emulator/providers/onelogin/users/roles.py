"""Roles: their list, by which programs tell what a user may do."""

from collections import defaultdict
from collections.abc import Mapping

import msgspec

from mfa_emulator.core.http.messages import Reply
from mfa_emulator.providers.onelogin import wire
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.records import App
from mfa_emulator.providers.onelogin.state import State
from mfa_emulator.providers.onelogin.types.users import Role
from mfa_emulator.providers.onelogin.users import filters, pages

_NAMES = ("name", "role_name")
_APPS = ("app_id", "app_name")
_KNOWN = frozenset((*_NAMES, *_APPS, *filters.PAGING, "fields"))


def list_roles(call: Call[None]) -> Reply:
    """The account's roles, of that `name` alone where one is given; `fields` chooses what is shown beside the id.

    Every role has every app of the account. Pages are those of users' lists.
    """
    place, state = pages.asked(call), call.state
    found = _found(state, place.query)
    rows = [filters.chosen(msgspec.to_builtins(role), place.query.get("fields")) for role in found]
    return pages.with_headers(place.page(rows[place.start : place.start + place.limit], len(rows)))


def _found(state: State, query: Mapping[str, str]) -> list[Role]:
    wire.require_known(query, _KNOWN)
    apps = list(state.apps)
    if not all(_has(apps, name, query[name]) for name in _APPS if name in query):
        return []
    wanted = [filters.pattern(query[name]) for name in _NAMES if name in query]
    users = _users_by_role(state)
    return [
        Role(role.id, role.name, [app.id for app in apps], users[role.id], [])
        for role in state.roles
        if all(fits(role.name) for fits in wanted)
    ]


def _has(apps: list[App], name: str, wanted: str) -> bool:
    fits = filters.pattern(wanted)
    return any(fits(app.id if name == "app_id" else app.name) for app in apps)


def _users_by_role(state: State) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for user in state.users:
        for role_id in user.role_ids:
            found[role_id].append(user.id)
    return found
