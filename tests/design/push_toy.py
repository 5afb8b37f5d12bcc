"""The toy vendor with push challenges, which its users approve or deny on their phones, and with webhooks."""

import dataclasses
from typing import Any

import msgspec
from toy import TOY, Broken, Call

from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import Challenge


class Hook(msgspec.Struct):
    url: str


def tell(call: Call[Hook]) -> dict[str, Any]:
    """Call a webhook."""
    return call.world.outbound.send(provider="toy", event="told", url=call.body.url, headers={}, body=b"hello").view()


def challenges(world: Any) -> list[Challenge]:
    """Each factor of the toy also has a push challenge, `push-<name>`."""
    return [
        Challenge(
            f"push-{factor.name}", "toy", factor.name, "Sign in?", _status(factor), factor.expires_at, factor.name
        )
        for factor in world.states["toy"].factors
    ]


def _status(factor: Any) -> str:
    return factor.secret if factor.secret in ("approve", "deny") else "pending"


def decide(world: Any, challenge_id: str, decision: str) -> bool:
    factors = world.states["toy"].factors
    factor = factors.get(challenge_id.removeprefix("push-"))
    if factor is None:
        return False
    if factor.secret in ("approve", "deny"):
        raise Broken(reason=f"{challenge_id} is decided: {factor.secret}")
    factors.put(msgspec.structs.replace(factor, secret=decision))
    return True


PUSH_TOY = dataclasses.replace(
    TOY,
    operations=(*TOY.operations, Operation("hooks.tell", "POST /toy/hooks", tell, status=202)),
    challenges=challenges,
    decide=decide,
)
