"""Requests of the journal: who asked, what was answered, and why it was refused."""

import msgspec

from mfa_emulator.control.context import Call
from mfa_emulator.control.endpoint import Nothing
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.pages import USUAL, Cursor, Limit, answer, fitting, in_turns, most
from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.core.journal import Exchange
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import check_name, check_operation
from mfa_emulator.core.providers import Providers
from mfa_emulator.core.reading.nearest import nearest


class Filter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The newest `limit` exchanges that fit, and never more than 1000.

    `after` is a cursor from an earlier answer, and gives the oldest that came after it; one from before a reset counts
    as none. ``after=0`` begins with the oldest of all. As long as such an answer says that there are `more`, its
    `cursor` as the next `after` leads to them.
    """

    provider: str | None = None
    operation: str | None = None
    status: int | None = None
    after: Cursor | None = None
    limit: Limit = USUAL


async def find(call: Call[Filter]) -> JsonObject:
    """Exchanges, oldest first, with secrets masked; and the cursor after the last of all.

    Those that reached no vendor, for their Host, Origin or path, are among them; what reached no operation has the
    `nearest` one.
    """
    wanted, journal = call.body, call.world.journal
    _check(wanted, call.world.providers)
    cursor = journal.cursor
    after = wanted.after if wanted.after is not None and wanted.after <= cursor else 0
    found = journal.find(provider=wanted.provider, operation=wanted.operation, status=wanted.status, after=after)
    in_order = found if wanted.after is not None else found[::-1]
    page = fitting(in_order, most(wanted.limit), lambda exchange: exchange.size)
    more = len(page) < len(found)
    if wanted.after is None:
        page.reverse()
    elif more:
        cursor = page[-1].number
    # One may hold a document whose secrets take a while to be found.
    views = [_view(exchange, call.world.providers) async for exchange in in_turns(page, 1)]
    return answer("requests", views, cursor, more=more)


def show(call: Call[Nothing]) -> JsonObject:
    """One exchange by its number, with secrets masked."""
    number = call.params["number"]
    exchange = call.world.journal.get(int(number)) if number.isdecimal() and len(number) < 20 else None
    if exchange is None:
        raise Refused(404, "unknown_request", f"the journal has no request {number!r} (any more)")
    return _view(exchange, call.world.providers)


def _view(exchange: Exchange, providers: Providers) -> JsonObject:
    near = nearest(providers, exchange)
    return {**exchange.view(), **({"nearest": near} if near else {})}


def _check(wanted: Filter, providers: Providers) -> None:
    """Refuse names that nothing has: an empty list would pass for the news that nobody called."""
    if wanted.provider is not None:
        check_name(wanted.provider, providers)
    if wanted.operation:
        check_operation(wanted.operation, providers, wanted.provider or "")


OPERATIONS = (
    Operation("requests.list", "GET /_mfa/v1/requests", find),
    Operation("requests.show", "GET /_mfa/v1/requests/{number}", show),
)
