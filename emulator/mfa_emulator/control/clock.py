"""The world's clock."""

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from mfa_emulator.control.context import Call
from mfa_emulator.control.endpoint import Nothing
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.time.clock import Clock
from mfa_emulator.core.time.durations import SECOND, rfc3339


class Move(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Exactly one of these. Durations and instants are written as in `core.durations`; a number is seconds."""

    advance: str | int | float | UnsetType = UNSET
    freeze: bool | str | int | float | UnsetType = UNSET
    travel: str | int | float | UnsetType = UNSET
    resume: bool | UnsetType = UNSET
    rate: float | UnsetType = UNSET


class Time(msgspec.Struct, frozen=True):
    """The clock as it stands. `epoch` is in seconds, `rate` in seconds of the clock per real second."""

    now: str
    epoch: float
    mode: Literal["live", "frozen"]
    rate: float


def show(call: Call[Nothing]) -> Time:
    """The time of now."""
    return _time(call.world.clock)


def move(call: Call[Move]) -> Time:
    """Move it, and answer after everything that fell due has happened."""
    moves = {name: value for name, value in msgspec.structs.asdict(call.body).items() if value is not UNSET}
    if len(moves) != 1:
        raise ValueError(f"give exactly one of: {', '.join(Move.__struct_fields__)}")
    if False in (moves.get("freeze"), moves.get("resume")):
        raise ValueError("freeze is true or an instant, and resume is true")
    clock = call.world.clock
    match call.body:
        case Move(advance=str() | int() | float() as step):
            clock.advance(step)
        case Move(travel=str() | int() | float() as instant):
            clock.travel(instant)
        case Move(rate=float() as rate):
            clock.rate = rate
        case Move(freeze=True):
            clock.freeze()
        case Move(freeze=str() | int() | float() as instant):
            clock.freeze(instant)
        case _:
            clock.resume()
    return _time(clock)


def _time(clock: Clock) -> Time:
    clock.catch_up()
    at = clock.micros()
    return Time(rfc3339(at), at / SECOND, clock.mode, clock.rate)


OPERATIONS = (
    Operation("clock.show", "GET /_mfa/v1/clock", show),
    Operation("clock.move", "POST /_mfa/v1/clock", move),
)
