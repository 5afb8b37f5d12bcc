"""Reading users: one, or pages of those that fit some filters."""

from collections.abc import Callable, Mapping
from typing import TypeAlias
from urllib.parse import urlencode

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.store import paging
from mfa_emulator.core.store.paging import TableRows
from mfa_emulator.core.store.slices import Work
from mfa_emulator.core.work import many_rows
from mfa_emulator.providers.onelogin import wire
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.records import UserRecord
from mfa_emulator.providers.onelogin.state import State
from mfa_emulator.providers.onelogin.types.users import Page, UserApp
from mfa_emulator.providers.onelogin.users import filters, lookup, pages, views
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
    return pages.with_headers(_page(call, views.v2 if chosen else views.v2_listed))


def list_users_v1(call: Call[None]) -> Page:
    """A page of users, whose body gives its place among all (version 1)."""
    page = _page(call, views.v1)
    page.next_link = _link(call, "after_cursor", page.after_cursor)
    page.previous_link = _link(call, "before_cursor", page.before_cursor)
    return page


def list_user_apps(call: Call[None]) -> list[UserApp]:
    """Apps that the user may open: all of the account, since nobody assigns them here."""
    lookup.require_listed(call)
    return [UserApp(app.id, app.name) for app in call.state.apps]


def _page(call: Call[None], view: View) -> Page:
    place, version = pages.asked(call), wire.version(call.request)
    query, limit, start = place.query, place.limit, place.start
    wanted = filters.of_query(call.state, query, version)
    if wanted or "sort" in query:
        found = _found(call, query, wanted, version)
        total, shown = len(found), found[start : start + limit]
    else:
        total, shown = len(call.state.users), _unfiltered(call.state, query, start, limit)
    rows = [filters.chosen(view(user), query.get("fields")) for user in shown]
    return place.page(rows, total, shown[-1].id if shown else None)


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


def _link(call: Call[None], name: str, cursor: str | None) -> str | None:
    """The URL of another page, with the filters of this one."""
    if cursor is None:
        return None
    kept = urlencode([pair for pair in call.request.query_pairs if pair[0] not in filters.PAGING])
    return f"{call.request.base_url}{call.request.path}?{kept and kept + '&'}{name}={cursor}"
