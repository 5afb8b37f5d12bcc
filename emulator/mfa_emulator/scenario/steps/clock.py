"""Step `clock`: move the world's time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from mfa_emulator.core.http.json import Json
from mfa_emulator.core.time import durations
from mfa_emulator.scenario.checking import checked
from mfa_emulator.scenario.outcome import Run, Saved, expect
from mfa_emulator.scenario.parts import Name, Part, Step, Text, exactly_one, expected
from mfa_emulator.scenario.positions import Mistake, Path


class Move(Part, frozen=True, kw_only=True):
    """A change of the world's time, or a look at it."""

    advance: Annotated[
        int | float | Text | UnsetType, Meta(description="31s, 5m, 1h30m, 2d, PT5M or a number of seconds")
    ] = UNSET
    travel: Annotated[Text | UnsetType, Meta(description="To an instant: 2026-11-21T10:00:00Z")] = UNSET
    freeze: Annotated[bool | Text | UnsetType, Meta(description="Now (true), or at an instant")] = UNSET
    expect: Annotated[Json | UnsetType, expected("What time it must be afterwards")] = UNSET
    save: Annotated[Name | UnsetType, Meta(description="A name for the time afterwards, as ISO 8601")] = UNSET

    def __post_init__(self) -> None:
        looked_at = (self.expect, self.save) != (UNSET, UNSET)
        moved = [self.advance, self.travel, self.freeze] != [UNSET] * 3
        if moved or not looked_at:
            exactly_one(self, "advance", "travel", "freeze")
        if self.freeze is False:
            raise ValueError("freeze is `true` or an instant")


class Clock(Step, frozen=True, kw_only=True):
    """Move the world's time."""

    clock: Move

    @property
    def saved_names(self) -> Collection[str]:
        return () if self.clock.save is UNSET else (self.clock.save,)

    @property
    def expectations(self) -> Mapping[Path, object]:
        return {("clock", "expect"): self.clock.expect}

    def mistakes(self, names: object) -> Iterator[Mistake]:
        yield from checked(durations.micros, self.clock.advance, ("clock", "advance"))
        yield from checked(durations.instant, self.clock.travel, ("clock", "travel"))
        yield from checked(durations.instant, self.clock.freeze, ("clock", "freeze"))


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
    if (move.expect, move.save) == (UNSET, UNSET):
        return {}
    now = target.now()
    expect(move.expect, now, "clock")
    return {} if move.save is UNSET else {move.save: now}
