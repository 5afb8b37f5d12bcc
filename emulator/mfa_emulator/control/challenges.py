"""Push challenges, which wait for a tap on somebody's phone."""

import msgspec

from mfa_emulator.control.context import Call
from mfa_emulator.core.errors import VendorError
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.pages import Counted, by_place
from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import Challenge, Decision


class Tap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The button that the user taps."""

    action: Decision


async def find(call: Call[Counted]) -> JsonObject:
    """The push challenges of every provider."""
    await call.state.load()
    providers = call.world.providers.values()
    challenges = (challenge for provider in providers for challenge in provider.challenges(call.world))
    return await by_place("challenges", challenges, call.body, Challenge.view)


def decide(call: Call[Tap]) -> JsonObject:
    """Approve or deny a challenge. Refused with 409 when its provider says that it is too late for that."""
    challenge_id, action = call.params["id"], call.body.action
    with call.world.lock:
        for provider in call.world.providers.values():
            try:
                if provider.decide(call.world, challenge_id, action):
                    return {"id": challenge_id, "provider": provider.name, "action": action}
            except VendorError as error:
                raise Refused(409, "conflict", error.reason or error.message) from None
    raise Refused(404, "unknown_challenge", f"no provider has a challenge {challenge_id!r}")


OPERATIONS = (
    Operation("challenges.list", "GET /_mfa/v1/challenges", find),
    Operation("challenges.decide", "POST /_mfa/v1/challenges/{id}", decide),
)
