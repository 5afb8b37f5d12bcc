"""Conversion of plain data into the parts of a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from mfa_emulator.core.http.json import Json, Misfit
from mfa_emulator.scenario.checking import misfits
from mfa_emulator.scenario.parts import Step
from mfa_emulator.scenario.positions import Mistake, dotted
from mfa_emulator.scenario.steps.registry import STEPS, kind_of

Part = TypeVar("Part", bound=msgspec.Struct)


class Mistakes(Exception):
    """Everything that is wrong with a part of a scenario, by its place in it."""

    def __init__(self, *found: Mistake) -> None:
        super().__init__(*found)
        self.found = found


def to_step(raw: Mapping[str, Json]) -> Step:
    """A step, by the key that names its kind. Raises `Mistakes`."""
    try:
        kind = kind_of(raw)
    except Mistake as mistake:
        raise Mistakes(mistake) from None
    return convert(dict(raw), STEPS[kind].type)


def convert(raw: Json, part: type[Part]) -> Part:
    """`raw` as a part of a scenario. Raises `Mistakes`."""
    found = tuple(misfits(raw, part))
    if found:
        raise Mistakes(*found)
    try:
        return msgspec.convert(raw, part)
    except msgspec.ValidationError as error:  # of values that do not go together: a struct has its own words for it
        misfit = Misfit.of(error)
        where = f"{dotted(misfit.path)}: " if misfit.path else ""
        problem = misfit.problem
        raise Mistakes(Mistake(misfit.path, f"{where}{problem[:1].lower()}{problem[1:]}")) from None
