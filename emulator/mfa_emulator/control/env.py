"""The environment variables that point the vendors' SDKs at a world."""

from typing import Literal

import msgspec

from mfa_emulator.control.context import Call
from mfa_emulator.control.endpoint import Nothing
from mfa_emulator.control.worlds import url_of
from mfa_emulator.core.descriptions.variables import written
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.operation import Operation


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Style of the answer: `shell` to be evaluated, `dotenv`, `json`, or `github` to be appended to $GITHUB_ENV."""

    format: Literal["shell", "dotenv", "json", "github"] = "json"


async def show(call: Call[Wanted]) -> Reply:
    """The variables by which the client reaches the world, by the address that it used itself."""
    await call.state.load()
    url = url_of(call.state, call.world, call.request, call.world)
    text = written(call.state.env(call.world, url), call.body.format)
    return Reply(200, text.encode(), content_type="application/json" if call.body.format == "json" else "text/plain")


def pointers(call: Call[Nothing]) -> JsonObject:
    """The lines that point each vendor's SDKs at the world."""
    url = url_of(call.state, call.world, call.request, call.world)
    shown: list[Json] = [
        {"provider": front.name, "title": front.title, "lines": list(front.pointers(url))}
        for front in call.world.providers.fronts.values()
    ]
    return {"pointers": shown}


OPERATIONS = (
    Operation("env.show", "GET /_mfa/v1/env", show),
    Operation("env.pointers", "GET /_mfa/v1/pointers", pointers),
)
