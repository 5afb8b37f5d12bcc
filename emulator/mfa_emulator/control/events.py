"""Events of a world as they happen, for pages and programs that watch."""

import msgspec

from mfa_emulator.control.context import Call
from mfa_emulator.control.streams import Stream
from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import check_name
from mfa_emulator.core.watching.broadcast import Wanted
from mfa_emulator.core.watching.feed import Place

KINDS = ("message", "undelivered", "request", "challenge", "clock")
"""The kinds that can be asked for; ``reset`` and ``missed`` come to all."""


class Watch(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Events of some kinds (separated by commas), of one provider, to one recipient; of requests the refused ones."""

    kinds: str = ""
    provider: str | None = None
    to: str | None = None
    refused: bool = False


def watch(call: Call[Watch]) -> Stream:
    """Server-sent events, without end, in batches at most ten times a second.

    A reading that was cut goes on behind the event whose id stands in the header ``Last-Event-ID``. What the world
    no longer knows by then is counted in an event ``missed``.
    """
    body = call.body
    kinds = frozenset(kind for kind in body.kinds.replace(" ", "").split(",") if kind)
    for kind in sorted(kinds.difference(KINDS)):
        raise ValueError(unknown("kind of event", kind, KINDS))
    if body.provider is not None:
        check_name(body.provider, call.world.providers)
    to = f"+{body.to[1:]}" if body.to and body.to.startswith(" ") else body.to
    wanted = Wanted(kinds=kinds, provider=body.provider, to=to, refused=body.refused)
    last = call.request.headers.get("last-event-id")
    chunks = call.world.broadcasts.here().read(wanted, None if last is None else Place.read(last))
    return Stream(200, chunks=chunks)


OPERATIONS = (Operation("events.watch", "GET /_mfa/v1/events", watch),)
