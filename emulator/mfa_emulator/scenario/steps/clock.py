"""Step `clock`: move the world's time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from mfa_emulator.core.http.json import Json
from mfa_emulator.scenario.outcome import Run, Saved, expect
from mfa_emulator.scenario.parts import Part, Step, Text, exactly_one
from mfa_emulator.scenario.positions import Path


class Move(Part, frozen=True, kw_only=True):
    """A change of the world's time."""

    advance: Annotated[
        int | float | Text | UnsetType, Meta(description="31s, 5m, 1h30m, 2d, PT5M or a number of seconds")
    ] = UNSET
    travel: Annotated[Text | UnsetType, Meta(description="To an instant: 2026-11-21T10:00:00Z")] = UNSET
    freeze: Annotated[bool | Text | UnsetType, Meta(description="Now (true), or at an instant")] = UNSET
    expect: Annotated[Json | UnsetType, Meta(description="What time it must be afterwards")] = UNSET

    def __post_init__(self) -> None:
        exactly_one(self, "advance", "travel", "freeze")
        if self.freeze is False:
            raise ValueError("freeze is `true` or an instant")


class Clock(Step, frozen=True, kw_only=True):
    """Move the world's time."""

    clock: Move

    @property
    def expectations(self) -> Mapping[Path, object]:
        return {("clock", "expect"): self.clock.expect}


def take(step: Clock, run: Run) -> Saved:
    """Move the target's clock and compare its time."""
    move, target = step.clock, run.target
    run.trace.request = msgspec.to_builtins(move)
    if move.advance is not UNSET:
        target.advance(move.advance)
    elif move.travel is not UNSET:
        target.travel(move.travel)
    elif move.freeze is not UNSET:
        target.freeze(move.freeze if isinstance(move.freeze, str) else None)
    expect(move.expect, target.now(), "clock")
    return {}
