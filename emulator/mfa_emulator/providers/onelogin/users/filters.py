"""Filters and orders of lists of users: by attributes, ids and instants; ``*`` is a wildcard, ``!`` negates."""

import re
from collections.abc import Callable, Mapping
from fnmatch import translate
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.time import durations
from mfa_emulator.providers.onelogin import wire
from mfa_emulator.providers.onelogin.errors import InvalidParameter, UnsortableField
from mfa_emulator.providers.onelogin.records import UserRecord
from mfa_emulator.providers.onelogin.state import State
from mfa_emulator.providers.onelogin.types import users as types
from mfa_emulator.providers.onelogin.users import lookup, views

Filter: TypeAlias = Callable[[UserRecord], bool]
Rank: TypeAlias = tuple[int, float, str]

PAGING = ("limit", "page", "cursor", "after_cursor", "before_cursor", "after")
_OTHERS = (*PAGING, "fields", "sort")
_CUSTOM = "custom_attributes."
_INSTANTS: dict[str, Callable[[UserRecord], int]] = {
    "created": attrgetter("created_at"),
    "updated": attrgetter("updated_at"),
    "activated": attrgetter("activated_at"),
    "last_login": attrgetter("last_login"),
}
_BOUNDS = {f"{kind}_{side}": (read, side) for kind, read in _INSTANTS.items() for side in ("since", "until")}
_BOUNDS_V1 = _BOUNDS | {side: (_INSTANTS["created"], side) for side in ("since", "until")}
_KNOWN = {
    1: frozenset((*types.V1, *_OTHERS, *_BOUNDS_V1, "user_ids")),
    2: frozenset((*types.V2, *_OTHERS, *_BOUNDS, "user_ids", "app_id")),
}


def of_query(state: State, query: Mapping[str, str], version: int) -> list[Filter]:
    """The filters of a list. Raises `UnknownAttribute` for one that users do not have, as the service does."""
    wire.require_known((name for name in query if not name.startswith(_CUSTOM)), _KNOWN[version])
    return [_filter(state, name, wanted) for name, wanted in query.items() if name not in _OTHERS]


def candidates(state: State, query: Mapping[str, str]) -> list[UserRecord]:
    """Users that the filters could mean: looked up where they name ids or a whole name, else everybody."""
    if "user_ids" in query:
        found = [state.users.get(number) for number in sorted(_ids(query["user_ids"]))]
        return [user for user in found if user is not None]
    for name in ("email", "username"):
        wanted = query.get(name)
        if wanted and "*" not in wanted and not wanted.startswith("!"):
            user = lookup.by_name(state, wanted)
            return [user] if user else []
    return [*state.users]


class Order(NamedTuple):
    """An order of users."""

    rank: Callable[[UserRecord], Rank]
    descending: bool


def order(sort: str, version: int) -> Order:
    """The order by one attribute: ``+email`` upwards, ``-email`` downwards; those without it come first.

    Raises `UnsortableField`.
    """
    name = sort.lstrip("+- ")  # a plus sign in a query reads as a space
    if name not in (types.V1 if version == 1 else types.V2) or name == "custom_attributes":
        raise UnsortableField(reason=f"users have no field {name!r} to sort by")
    return Order(lambda user: _rank(_value(user, name)), sort.startswith("-"))


def chosen(shown: JsonObject, fields: str | None) -> JsonObject:
    """The part of a record that a list shows: all, or the comma list of its `fields` beside the id."""
    if not fields:
        return shown
    names = {name.strip() for name in fields.split(",")} | {"id"}
    return {name: value for name, value in shown.items() if name in names}


def _filter(state: State, name: str, wanted: str) -> Filter:
    if name == "user_ids":
        ids = _ids(wanted)
        return lambda user: user.id in ids
    if name == "app_id":
        # Every user may open every app of the account.
        known = wire.whole_number(wanted) in state.apps
        return lambda user: known
    if name in _BOUNDS_V1:
        return _bound(name, wanted)
    fits = pattern(wanted)
    if name.startswith(_CUSTOM):
        attribute = name.removeprefix(_CUSTOM)
        return lambda user: fits((user.custom_attributes or {}).get(attribute))
    return lambda user: fits(_value(user, name))


def _bound(name: str, wanted: str) -> Filter:
    try:
        at = durations.instant(wanted)
    except ValueError as error:
        raise InvalidParameter.of(name, str(error)) from None
    read, side = _BOUNDS_V1[name]
    if side == "since":
        return lambda user: read(user) >= at
    return lambda user: 0 < read(user) <= at


def _ids(text: str) -> set[int]:
    return {number for part in text.split(",") if (number := wire.whole_number(part.strip())) is not None}


def pattern(wanted: str) -> Callable[[Json], bool]:
    """The test whether a value, or one of a list of them, is as wanted."""
    negated = wanted.startswith("!")
    # Only the star is special to OneLogin.
    expression = re.compile(translate(wanted.removeprefix("!").replace("[", "[[]").replace("?", "[?]")), re.I)

    def fits(value: Json) -> bool:
        values = value if isinstance(value, list) else [value]
        return any(one is not None and expression.fullmatch(str(one)) is not None for one in values) != negated

    return fits


def _value(user: UserRecord, name: str) -> Json:
    """An attribute as lists show it; the plain ones without the making of a view."""
    if name in ("email", "username", "firstname", "lastname", "id", "phone"):
        value: Json = getattr(user, name)
        return value
    return views.either(user)[name]


def _rank(value: Json) -> Rank:
    if value is None:
        return 0, 0, ""
    if isinstance(value, int | float):
        return 1, value, ""
    return 2, 0, str(value).lower()
