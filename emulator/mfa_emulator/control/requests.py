"""Requests of the journal: who asked, what was answered, and why it was refused."""

from typing import Annotated

import msgspec

from mfa_emulator.control.context import Call
from mfa_emulator.control.endpoint import Nothing
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import check_name, check_operation
from mfa_emulator.core.providers import Providers


class Filter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The newest `limit` exchanges that fit.

    `after` is a cursor from an earlier answer; one from before a reset counts as none.
    """

    provider: str | None = None
    operation: str | None = None
    status: int | None = None
    after: Annotated[int, msgspec.Meta(ge=0)] = 0
    limit: Annotated[int, msgspec.Meta(ge=1)] = 100


def find(call: Call[Filter]) -> JsonObject:
    """Exchanges, oldest first, with secrets masked; and the cursor after the last of all."""
    _check(call.body, call.world.providers)
    journal = call.world.journal
    cursor = journal.cursor
    filters = msgspec.structs.asdict(call.body)
    found = journal.find(**filters | {"after": call.body.after if call.body.after <= cursor else 0})
    return {"requests": [exchange.view() for exchange in found], "cursor": str(cursor)}


def show(call: Call[Nothing]) -> JsonObject:
    """One exchange by its number, with secrets masked."""
    number = call.params["number"]
    exchange = call.world.journal.get(int(number)) if number.isdecimal() and len(number) < 20 else None
    if exchange is None:
        raise Refused(404, "unknown_request", f"the journal has no request {number!r} (any more)")
    return exchange.view()


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
