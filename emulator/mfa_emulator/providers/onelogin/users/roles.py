"""Roles: their list, by which programs tell what a user may do."""

from collections import defaultdict

import msgspec

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.onelogin import wire
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.state import State
from mfa_emulator.providers.onelogin.types.users import Role
from mfa_emulator.providers.onelogin.users import filters

_KNOWN = frozenset((*Role.__struct_fields__, *filters.PAGING, "fields"))


def list_roles(call: Call[None]) -> list[JsonObject]:
    """The account's roles, of that `name` alone where one is given; `fields` chooses what is shown beside the id."""
    query = call.request.query
    wire.require_known(query, _KNOWN)
    fits = filters.pattern(query.get("name") or "*")
    users = _users_by_role(call.state)
    apps = [app.id for app in call.state.apps]
    shown = [Role(role.id, role.name, apps, users[role.id], []) for role in call.state.roles if fits(role.name)]
    return [filters.chosen(msgspec.to_builtins(role), query.get("fields")) for role in shown]


def _users_by_role(state: State) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for user in state.users:
        for role_id in user.role_ids:
            found[role_id].append(user.id)
    return found
