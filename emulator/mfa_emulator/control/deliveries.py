"""Calls to the outside: webhooks, and what came of them."""

from contextlib import suppress

from mfa_emulator.control.context import Call
from mfa_emulator.control.endpoint import Nothing
from mfa_emulator.control.waiting import seconds
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.pages import Counted, answer, fitting, in_turns, most
from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.core.operation import Operation


class Wanted(Counted, frozen=True, kw_only=True):
    """At most `limit` deliveries, and never more than 1000, from a cursor of an earlier answer on.

    As long as an answer says that there are `more`, its `cursor` as the next `after` leads to them. `wait` is how long
    to wait until nothing is under way any more.
    """

    wait: str = "0"


async def find(call: Call[Wanted]) -> JsonObject:
    """Deliveries, oldest first."""
    outbound, wanted, patience = call.world.outbound, call.body, seconds(call.body.wait)
    if patience:
        with suppress(TimeoutError):
            await outbound.drain_async(patience)
    found = [delivery for delivery in outbound if delivery.id > wanted.after]
    page = fitting(found, most(wanted.limit), lambda delivery: delivery.size)
    views = [delivery.view() async for delivery in in_turns(page)]
    return answer("deliveries", views, page[-1].id if page else wanted.after, more=len(page) < len(found))


def replay(call: Call[Nothing]) -> JsonObject:
    """Send a delivery once more, as a new one."""
    number = call.params["id"]
    delivery = call.world.outbound.replay(int(number)) if number.isdecimal() and len(number) < 20 else None
    if delivery is None:
        raise Refused(404, "unknown_delivery", f"there is no delivery {number!r}")
    return delivery.view()


OPERATIONS = (
    Operation("deliveries.list", "GET /_mfa/v1/deliveries", find),
    Operation("deliveries.replay", "POST /_mfa/v1/deliveries/{id}/replay", replay, status=201),
)
