"""Registry of the kinds of steps: a row each, with the step's type, whose schema editors get, and how it is taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from mfa_emulator.core.descriptions.suggestions import nearest
from mfa_emulator.core.http.json import Json
from mfa_emulator.scenario.outcome import Run, Saved
from mfa_emulator.scenario.parts import Step
from mfa_emulator.scenario.positions import Mistake
from mfa_emulator.scenario.steps import authenticator, call, clock, device, fault, message, request, seed, webhook

StepT = TypeVar("StepT", bound=Step)


class Kind(NamedTuple):
    """A kind of step."""

    type: type[Step]
    take: Callable[[Step, Run], Saved]


def _kind(of: type[StepT], take: Callable[[StepT, Run], Saved]) -> Kind:
    """A row: a type of step and the function that takes steps of that type."""

    def checked(step: Step, run: Run) -> Saved:
        assert isinstance(step, of)
        return take(step, run)

    return Kind(of, checked)


STEPS = {
    "call": _kind(call.Call, call.take),
    "request": _kind(request.SendRequest, request.take),
    "authenticator": _kind(authenticator.Authenticator, authenticator.take),
    "device": _kind(device.Device, device.take),
    "message": _kind(message.Message, message.take),
    "clock": _kind(clock.Clock, clock.take),
    "webhook": _kind(webhook.Webhook, webhook.take),
    "fault": _kind(fault.Fault, fault.take),
    "seed": _kind(seed.Seed, seed.take),
}
"""The kinds by the key that a step of each has."""


def kind_of(raw: Mapping[str, Json]) -> str:
    """The one key of a step that names its kind. Raises `Mistake`."""
    kinds = ", ".join(STEPS)
    found = [key for key in raw if key in STEPS]
    if len(found) == 1:
        return found[0]
    if found:
        raise Mistake((found[1],), f"one step, one kind: this has {' and '.join(found)}", key=True)
    first = next(iter(raw), "")
    near = nearest(first, STEPS)
    right = f"did you mean `{near}`?" if near else f"a step is one of: {kinds}"
    raise Mistake((first,) if raw else (), f"unknown step{f' `{first}`' if first else ''}; {right}", key=True)
