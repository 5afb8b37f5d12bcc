"""The whole of a world: begin again, put in data, take it out, go back."""

from mfa_emulator.control.context import Call
from mfa_emulator.control.endpoint import Nothing
from mfa_emulator.core.descriptions.long_documents import is_long
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.messages import LongReply
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.time.durations import rfc3339


def options(call: Call[Nothing]) -> JsonObject:
    """The options under which the world began: its profile, and by vendor the settings that differ from it."""
    begun = call.world.options
    settings: JsonObject = {**begun.settings}
    return {
        "profile": begun.profile,
        "project": begun.project,
        "signed_tokens": begun.signed_tokens,
        "settings": settings,
    }


async def reset(call: Call[Nothing]) -> JsonObject:
    """Back to how the world began, its seeds loaded."""
    if is_long([*call.world.options.seeds]):
        await call.state.reset_aside(call.world)
    else:
        call.state.reset(call.world)
    return {"world": call.world.name, "now": rfc3339(call.world.clock.micros())}


AT_ONCE = 32 * 1024
"""Bytes of a seed that is put in without a thread, in a few milliseconds at most."""


async def seed(call: Call[JsonObject]) -> JsonObject:
    """Put in a seed document: parts by provider, and pinned ``codes`` by recipient. A bad one changes nothing.

    A long one is put in aside: requests to this world wait for it, those to others do not.
    """
    if len(call.request.body) <= AT_ONCE:
        call.world.seed(call.body)
    else:
        await call.state.engaged(call.world, call.world.seeding(call.body))
    return {"seeded": list(call.body)}


async def snapshot(call: Call[Nothing]) -> LongReply:
    """The world as a document. It is written aside, so that nobody waits for it."""
    return LongReply(200, pieces=await call.state.aside.outcome(call.world.document().writing()))


async def restore(call: Call[bytearray]) -> JsonObject:
    """Go back to a document from `snapshot`, built aside and then taken at once. A bad one changes nothing."""
    built = await call.state.aside.outcome(call.world.reading(call.body))
    call.state.adopt(call.world, built)
    return {"world": call.world.name, "now": rfc3339(call.world.clock.micros())}


OPERATIONS = (
    Operation("state.options", "GET /_mfa/v1/options", options),
    Operation("state.reset", "POST /_mfa/v1/reset", reset),
    Operation("state.seed", "POST /_mfa/v1/seed", seed, cap="batch"),
    Operation("state.snapshot", "GET /_mfa/v1/snapshot", snapshot),
    Operation("state.restore", "PUT /_mfa/v1/snapshot", restore, cap="snapshot"),
)
