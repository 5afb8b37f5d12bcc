"""A vendor of a few lines. That it works with no line changed in the shared rooms is the test of the design."""

from typing import Any, TypeAlias

import msgspec

from mfa_emulator.core import context
from mfa_emulator.core.context import BodyT
from mfa_emulator.core.errors import Failure, VendorError, Wording
from mfa_emulator.core.http import json
from mfa_emulator.core.http.messages import Reply, Request
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.core.otp.totp import Totp
from mfa_emulator.core.provider import Front, Provider
from mfa_emulator.core.settings import Lifetime
from mfa_emulator.core.store.expiry import Expiry
from mfa_emulator.core.store.state import State
from mfa_emulator.core.store.table import Table


class Factor(msgspec.Struct, frozen=True):
    name: str
    secret: str
    expires_at: int


class Toys(State):
    def __init__(self) -> None:
        self.factors: Table[Factor] = Table(
            Factor, "name", expiry=Expiry(what="factor", at="expires_at", subject=lambda factor: factor.name)
        )


class Settings(msgspec.Struct, frozen=True):
    lifetime: Lifetime = 60


class Enrol(msgspec.Struct):
    name: str


class Enrolled(msgspec.Struct):
    name: str
    secret: str


class Unknown(VendorError):
    status = 404
    code = "UNKNOWN"


class Broken(VendorError):
    code = "BROKEN"


Call: TypeAlias = context.Call[BodyT, Toys, Settings, None]


def enrol(call: Call[Enrol]) -> Enrolled:
    expires_at = call.now + call.settings.lifetime * 1_000_000
    factor = call.state.factors.put(Factor(call.body.name, call.world.ids.base32_secret(), expires_at), call.now)
    code = call.world.ids.code(factor.name)
    call.world.inbox.send(provider="toy", channel="sms", to=factor.name, body=f"Your code: {code}", code=code)
    return Enrolled(factor.name, factor.secret)


def fetch(call: Call[None]) -> Enrolled:
    factor = call.state.factors.live(call.params["name"], call.now)
    if factor is None:
        raise Unknown(reason=f"no factor {call.params['name']!r} now")
    return Enrolled(factor.name, factor.secret)


def crash(call: Call[None]) -> Enrolled:
    raise RuntimeError("toy broke")


def decode(request: Request, body: type[msgspec.Struct] | None, settings: Settings) -> msgspec.Struct | None:
    return None if body is None else json.decode(request.body, body)


def render(error: VendorError, request: Request, settings: Settings) -> Reply:
    return Reply(error.status, json.encode({"toy": error.code, "text": error.message}))


def seed(world: Any, part: Any) -> None:
    world.state_of("toy", Toys).factors.load(part["factors"])


TOY = Provider(
    front=Front(name="toy", title="Toy", hosts=("api.toy.example", "*.toys.example"), prefixes=("/toy",)),
    operations=(
        Operation("factors.create", "POST /toy/factors", enrol, status=201),
        Operation("factors.get", "GET /toy/factors/{name}", fetch),
        Operation("factors.crash", "POST /toy/factors/{name}:crash", crash),
        Operation("factors.list", "GET /toy/factors", None),
    ),
    new_state=lambda world: Toys(),
    presets={"emulator": Settings(), "strict": Settings(30)},
    decode=decode,
    encode=json.encode,
    render=render,
    failures={kind: Wording(Broken, "{text}", status=kind.value) for kind in Failure},
    errors={"UNKNOWN": Unknown, "BROKEN": Broken},
    env=lambda world, url: {"TOY_URL": url},
    seed=seed,
    api=lambda world: world.state_of("toy", Toys).factors,
    authenticators=lambda world: [
        Authenticator(Totp(factor.secret), world.clock, factor.name) for factor in world.state_of("toy", Toys).factors
    ],
)
