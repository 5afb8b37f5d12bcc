"""Step `device`: answer a push challenge as its user would."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from mfa_emulator.scenario.outcome import Run, Saved
from mfa_emulator.scenario.parts import Part, Step, Text


class Tap(Part, frozen=True, kw_only=True):
    """A tap on a phone."""

    challenge: Annotated[Text, Meta(description="The id of the challenge that the phone shows")]
    action: Annotated[Literal["approve", "deny"], Meta(description="approve or deny")]


class Device(Step, frozen=True, kw_only=True):
    """Answer a push challenge as its user would."""

    device: Tap


def take(step: Device, run: Run) -> Saved:
    """Approve or deny the challenge."""
    run.trace.request = msgspec.to_builtins(step.device)
    run.target.decide(step.device.challenge, step.device.action)
    return {}
