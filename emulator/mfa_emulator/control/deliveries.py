"""Calls to the outside: webhooks, and what came of them."""

from contextlib import suppress

import msgspec

from mfa_emulator.control.context import Call
from mfa_emulator.control.endpoint import Nothing
from mfa_emulator.control.waiting import seconds
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.core.operation import Operation


class Patience(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Seconds to wait until nothing is under way any more."""

    wait: str = "0"


async def find(call: Call[Patience]) -> JsonObject:
    """All deliveries, oldest first."""
    outbound, patience = call.world.outbound, seconds(call.body.wait)
    if patience:
        with suppress(TimeoutError):
            await outbound.drain_async(patience)
    return {"deliveries": [delivery.view() for delivery in outbound]}


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
