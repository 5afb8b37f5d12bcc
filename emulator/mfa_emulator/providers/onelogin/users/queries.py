"""Reading users: one, or pages of those that fit some filters."""

from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from collections.abc import Callable, Mapping
from typing import TypeAlias
from urllib.parse import parse_qsl, quote, unquote, urlencode

from mfa_emulator.core.http import json
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.store import paging
from mfa_emulator.core.store.paging import TableRows
from mfa_emulator.core.store.slices import Work
from mfa_emulator.core.work import many_rows
from mfa_emulator.providers.onelogin import wire
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import InvalidParameter
from mfa_emulator.providers.onelogin.records import UserRecord
from mfa_emulator.providers.onelogin.state import State
from mfa_emulator.providers.onelogin.types.users import UserApp, UserPage
from mfa_emulator.providers.onelogin.users import filters, lookup, views
from mfa_emulator.providers.onelogin.users.filters import Filter

View: TypeAlias = Callable[[UserRecord], JsonObject]


def get_user(call: Call[None]) -> JsonObject:
    """The user in the path (version 2)."""
    return views.v2(lookup.require_listed(call))


def get_user_v1(call: Call[None]) -> JsonObject:
    """The user in the path (version 1)."""
    return views.v1(lookup.require_listed(call))


def list_users(call: Call[None]) -> Reply:
    """A page of users, whose headers give its place among all (version 2)."""
    chosen = bool(call.request.query.get("fields")) or call.settings.listed_attributes == "all"
    page = _page(call, views.v2 if chosen else views.v2_listed)
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
    page = _page(call, views.v1)
    page.next_link = _link(call, "after_cursor", page.after_cursor)
    page.previous_link = _link(call, "before_cursor", page.before_cursor)
    return page


def list_user_apps(call: Call[None]) -> list[UserApp]:
    """Apps that the user may open: all of the account, since nobody assigns them here."""
    lookup.require_listed(call)
    return [UserApp(app.id, app.name) for app in call.state.apps]


def _page(call: Call[None], view: View) -> UserPage:
    version = wire.version(call.request)
    query = {**call.request.query, **_cursor(call.request.query)}
    limit = _number(query, "limit", call.settings.users_per_page)
    limit = min(limit, call.settings.users_per_page)
    number = _number(query, "page", 1)
    wanted = filters.of_query(call.state, query, version)
    start = (number - 1) * limit
    if wanted or "sort" in query:
        found = _found(call, query, wanted, version)
        total, shown = len(found), found[start : start + limit]
    else:
        total, shown = len(call.state.users), _unfiltered(call.state, query, start, limit)
    pages = -(-total // limit)
    after = _encoded(limit, number + 1, shown[-1].id) if number < pages and shown else None
    return UserPage(
        users=[filters.chosen(view(user), query.get("fields")) for user in shown],
        page=number,
        pages=pages,
        total=total,
        before_cursor=_encoded(limit, number - 1, None) if number > 1 else None,
        after_cursor=after,
    )


def _found(call: Call[None], query: Mapping[str, str], wanted: list[Filter], version: int) -> list[UserRecord]:
    order = filters.order(query["sort"], version) if "sort" in query else None
    candidates = filters.candidates(call.state, query)

    def search() -> Work[list[UserRecord]]:
        found = yield from many_rows.fitting(candidates, lambda user: all(fits(user) for fits in wanted))
        if order is not None:
            found = yield from many_rows.ordered(found, order.rank, len(found), descending=order.descending)
        return found

    return many_rows.outcome(call, "users", len(candidates), search)


def _unfiltered(state: State, query: Mapping[str, str], start: int, limit: int) -> list[UserRecord]:
    after = wire.whole_number(query.get("after", ""))
    # The cursor also tells the last id seen, so that a deep page costs no more than the first.
    rows = TableRows(state.users)
    return paging.page(rows, limit, after=after, skip=0 if after is not None else start).rows


def _number(query: Mapping[str, str], name: str, default: int) -> int:
    text = query.get(name)
    if text is None:
        return default
    number = wire.whole_number(text)
    if not number or number > 10**9:
        reason = f"{name} must be a whole number from 1"
        raise InvalidParameter.of(name, reason)
    return number


def _link(call: Call[None], name: str, cursor: str | None) -> str | None:
    """The URL of another page, with the filters of this one."""
    if cursor is None:
        return None
    kept = urlencode([pair for pair in call.request.query_pairs if pair[0] not in filters.PAGING])
    return f"{call.request.base_url}{call.request.path}?{kept and kept + '&'}{name}={cursor}"


def _encoded(limit: int, page: int, after: int | None) -> str:
    # SDK 2 decodes a cursor and sends the pairs in it again, so they are names that a query may have.
    pairs = f"limit={limit}&page={page}" + (f"&after={after}" if after is not None else "")
    return quote(b64encode(pairs.encode()).decode(), safe="")


def _cursor(query: Mapping[str, str]) -> dict[str, str]:
    text = query.get("cursor") or query.get("after_cursor") or query.get("before_cursor")
    if not text:
        return {}
    try:
        return dict(parse_qsl(b64decode(unquote(text), validate=True).decode()))
    except (BadBase64, ValueError):
        reason = "the cursor is none that an answer gave"
        raise InvalidParameter.of("cursor", reason) from None
