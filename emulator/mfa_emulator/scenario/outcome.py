"""Outcome of a step: its request and answer, the values it saves, and the differences from what was expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from msgspec import UNSET, UnsetType

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.scenario.positions import Mistake, Path
from mfa_emulator.scenario.target import Answer, Target
from mfa_emulator.scenario.values import matching
from mfa_emulator.scenario.values.fields import pick
from mfa_emulator.scenario.values.matching import Difference

Saved = JsonObject


class Unexpected(Exception):
    """Differences between what came and what was expected."""

    def __init__(self, *differences: Difference) -> None:
        super().__init__(*differences)
        self.differences = differences


@dataclass
class Trace:
    """Request and answer of a step, as far as it came."""

    request: Json | UnsetType = UNSET
    answer: Answer | None = None


@dataclass(frozen=True)
class Run:
    """One step as it is taken: against which target, in a scenario of which provider."""

    target: Target
    provider: str
    trace: Trace = field(default_factory=Trace)


def require(differences: Iterator[Difference]) -> None:
    """Raise `Unexpected` if there are any."""
    found = tuple(differences)
    if found:
        raise Unexpected(*found)


def expect(expected: object, actual: object, kind: str) -> None:
    """Raise `Unexpected` unless `actual` is what the `expect` of a step of that kind says, if it has one."""
    if expected is not UNSET:
        require(matching.differences(expected, actual, (kind, "expect")))


def picked(save: Mapping[str, str], value: Json, path: Path) -> Saved:
    """The fields of an answer by the names they are saved under. Raises `Mistake` for one that is not there."""
    saved: Saved = {}
    for name, where in save.items():
        try:
            saved[name] = pick(value, where)
        except Mistake as mistake:
            raise mistake.under((*path, name)) from None
    return saved
