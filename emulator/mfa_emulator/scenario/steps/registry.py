"""Registry of the kinds of steps: a row each, with the step's type, whose schema editors get, and how it is taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar

from mfa_emulator.scenario.outcome import Run, Saved
from mfa_emulator.scenario.parts import Step
from mfa_emulator.scenario.positions import Mistake
from mfa_emulator.scenario.steps import authenticator, call, clock, device, message

StepT = TypeVar("StepT", bound=Step)


class Kind(NamedTuple, Generic[StepT]):
    """A kind of step."""

    type: type[StepT]
    take: Callable[[StepT, Run], Saved]


STEPS: dict[str, Kind[Any]] = {
    "call": Kind(call.Call, call.take),
    "authenticator": Kind(authenticator.Authenticator, authenticator.take),
    "device": Kind(device.Device, device.take),
    "message": Kind(message.Message, message.take),
    "clock": Kind(clock.Clock, clock.take),
}
"""The kinds by the key that a step of each has."""


def kind_of(raw: dict[str, Any]) -> str:
    """The one key of a step that names its kind. Raises `Mistake`."""
    kinds = ", ".join(STEPS)
    found = [key for key in raw if key in STEPS]
    if len(found) == 1:
        return found[0]
    if found:
        raise Mistake((found[1],), f"one step, one kind: this has {' and '.join(found)}", key=True)
    first = next(iter(raw), None)
    path = () if first is None else (first,)
    raise Mistake(path, f"unknown step{f' `{first}`' if first else ''}; a step is one of: {kinds}", key=True)
