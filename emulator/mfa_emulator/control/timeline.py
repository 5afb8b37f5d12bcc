"""The timeline: what ends next."""

from typing import Annotated

import msgspec

from mfa_emulator.control.context import Call
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.time import durations
from mfa_emulator.core.time.durations import SECOND, rfc3339


class Span(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The ends until an instant, or until so long from now (``+1h``): at most `limit` of them."""

    until: str | None = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 100


def find(call: Call[Span]) -> JsonObject:
    """The codes, sessions, challenges, tokens and timers that end or fall due next, nearest first."""
    with call.world.lock:
        now = call.world.clock.micros()
        endings = call.world.timeline(_instant(call.body.until, now), call.body.limit)
    return {
        "now": rfc3339(now),
        "events": [
            {
                "at": rfc3339(ending.at),
                "seconds_left": (ending.at - now) / SECOND,
                "what": ending.what,
                "provider": ending.provider,
                "subject": ending.subject,
            }
            for ending in endings
        ],
    }


def _instant(until: str | None, now: int) -> str | float | None:
    """An instant as the clock takes it. A bare + in a query is a blank."""
    if until is None or until[:1] not in ("+", " "):
        return until
    return (now + durations.micros(until[1:])) / SECOND


OPERATIONS = (Operation("timeline.list", "GET /_mfa/v1/timeline", find),)
