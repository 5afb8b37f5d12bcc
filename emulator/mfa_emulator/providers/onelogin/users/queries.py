"""Reading users: one, or pages of those that fit some filters."""

import re
from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from collections.abc import Callable, Iterator, Mapping
from fnmatch import translate
from operator import attrgetter
from typing import TypeAlias
from urllib.parse import parse_qsl, quote, unquote

from mfa_emulator.core.http import json
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.time import durations
from mfa_emulator.providers.onelogin import wire
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import InvalidParameter
from mfa_emulator.providers.onelogin.records import UserRecord
from mfa_emulator.providers.onelogin.state import State
from mfa_emulator.providers.onelogin.types.users import UserPage
from mfa_emulator.providers.onelogin.users import lookup, views

Filter: TypeAlias = Callable[[UserRecord], bool]

_TEXT_FILTERS = ("email", "username", "firstname", "lastname", "external_id", "directory_id", "samaccountname")
_SINCE = re.compile(r"(created|updated|activated|last_login)_(since|until)")
_INSTANTS: dict[str, Callable[[UserRecord], int]] = {
    "created": attrgetter("created_at"),
    "updated": attrgetter("updated_at"),
    "activated": attrgetter("activated_at"),
    "last_login": attrgetter("last_login"),
}


def get_user(call: Call[None]) -> JsonObject:
    """The user in the path (version 2)."""
    return views.v2(lookup.require(call))


def get_user_v1(call: Call[None]) -> JsonObject:
    """The user in the path (version 1)."""
    return views.v1(lookup.require_listed(call))


def list_users(call: Call[None]) -> Reply:
    """A page of users, whose headers give its place among all (version 2)."""
    page = _page(call, views.v2)
    headers = [
        ("Current-Page", str(page.page)),
        ("Page-Items", str(len(page.users))),
        ("Total-Pages", str(page.pages)),
        ("Total-Count", str(page.total)),
    ]
    if page.before_cursor:
        headers.append(("Before-Cursor", page.before_cursor))
    if page.after_cursor:  # absent on the last page: clients follow it as long as it is there
        headers.append(("After-Cursor", page.after_cursor))
    return Reply(200, json.encode(page.users), tuple(headers))


def list_users_v1(call: Call[None]) -> UserPage:
    """A page of users, whose body gives its place among all (version 1)."""
    return _page(call, views.v1)


def _page(call: Call[None], view: Callable[[UserRecord], JsonObject]) -> UserPage:
    query = {**call.request.query, **_cursor(call.request.query)}
    limit = _number(query, "limit", call.settings.users_per_page)
    limit = min(limit, call.settings.users_per_page)
    number = _number(query, "page", 1)
    filters = _filters(query)
    start = (number - 1) * limit
    if filters:
        found = [user for user in _candidates(call.state, query) if all(fits(user) for fits in filters)]
        total, shown = len(found), found[start : start + limit]
    else:
        total, shown = len(call.state.users), _unfiltered(call.state, query, start, limit)
    pages = -(-total // limit)
    after = _encoded(limit, number + 1, shown[-1].id) if number < pages and shown else None
    return UserPage(
        users=[_chosen(view(user), query.get("fields")) for user in shown],
        page=number,
        pages=pages,
        total=total,
        before_cursor=_encoded(limit, number - 1, None) if number > 1 else None,
        after_cursor=after,
    )


def _unfiltered(state: State, query: Mapping[str, str], start: int, limit: int) -> list[UserRecord]:
    after = wire.whole_number(query.get("after", ""))
    # The cursor also tells the last id seen, so that a deep page costs no more than the first.
    return state.users.page(after, limit) if after is not None else state.users.page(None, start + limit)[start:]


def _candidates(state: State, query: Mapping[str, str]) -> Iterator[UserRecord]:
    """Users that the filters could mean: looked up where they name ids or a whole name, else everybody."""
    if "user_ids" in query:
        found = [state.users.get(number) for number in sorted(_ids(query["user_ids"]))]
        return iter([user for user in found if user is not None])
    for name in ("email", "username"):
        wanted = query.get(name)
        if wanted and "*" not in wanted:
            user = lookup.by_name(state, wanted)
            return iter([user] if user else [])
    return iter(state.users)


def _filters(query: Mapping[str, str]) -> list[Filter]:
    found: list[Filter] = []
    for name, wanted in query.items():
        if name in _TEXT_FILTERS:
            found.append(_text_filter(name, wanted))
        elif name == "user_ids":
            found.append(_id_filter(wanted))
        elif name.startswith("custom_attributes."):
            found.append(_custom_filter(name.removeprefix("custom_attributes."), wanted))
        elif _SINCE.fullmatch(name):
            found.append(_time_filter(name, wanted))
    return found


def _id_filter(wanted: str) -> Filter:
    ids = _ids(wanted)
    return lambda user: user.id in ids


def _ids(text: str) -> set[int]:
    return {number for part in text.split(",") if (number := wire.whole_number(part.strip())) is not None}


def _pattern(wanted: str) -> re.Pattern[str]:
    # Only the star is special to OneLogin.
    return re.compile(translate(wanted.replace("[", "[[]").replace("?", "[?]")), re.I)


def _text_filter(name: str, wanted: str) -> Filter:
    pattern = _pattern(wanted)

    def fits(user: UserRecord) -> bool:
        value = (user.more or {}).get(name) if name not in user.__struct_fields__ else getattr(user, name)
        return value is not None and pattern.fullmatch(str(value)) is not None

    return fits


def _custom_filter(name: str, wanted: str) -> Filter:
    pattern = _pattern(wanted)
    return lambda user: pattern.fullmatch(str((user.custom_attributes or {}).get(name, ""))) is not None


def _time_filter(name: str, wanted: str) -> Filter:
    kind, _, side = name.rpartition("_")
    try:
        at = durations.instant(wanted)
    except ValueError as error:
        raise InvalidParameter.of(name, str(error)) from None
    attribute = _INSTANTS[kind]
    if side == "since":
        return lambda user: attribute(user) >= at
    return lambda user: 0 < attribute(user) <= at


def _number(query: Mapping[str, str], name: str, default: int) -> int:
    text = query.get(name)
    if text is None:
        return default
    number = wire.whole_number(text)
    if not number or number > 10**9:
        reason = f"{name} must be a whole number from 1"
        raise InvalidParameter.of(name, reason)
    return number


def _chosen(user: JsonObject, fields: str | None) -> JsonObject:
    if not fields:
        return user
    names = {name.strip() for name in fields.split(",")} | {"id"}
    return {name: value for name, value in user.items() if name in names}


def _encoded(limit: int, page: int, after: int | None) -> str:
    # SDK 2 decodes a cursor and sends the pairs in it again, so they are names that a query may have.
    pairs = f"limit={limit}&page={page}" + (f"&after={after}" if after is not None else "")
    return quote(b64encode(pairs.encode()).decode(), safe="")


def _cursor(query: Mapping[str, str]) -> dict[str, str]:
    text = query.get("cursor") or query.get("after_cursor")
    if not text:
        return {}
    try:
        return dict(parse_qsl(b64decode(unquote(text), validate=True).decode()))
    except (BadBase64, ValueError):
        reason = "the cursor is none that an answer gave"
        raise InvalidParameter.of("cursor", reason) from None
