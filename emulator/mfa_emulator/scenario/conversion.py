"""Conversion of plain data into the types of a scenario, with mistakes that say what was allowed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import msgspec
from msgspec import structs

from mfa_emulator.core.http.json import Json, Misfit
from mfa_emulator.scenario.parts import PATTERNS_IN_WORDS, Step
from mfa_emulator.scenario.positions import Mistake, Path, dotted
from mfa_emulator.scenario.steps.registry import STEPS, kind_of

Part = TypeVar("Part", bound=msgspec.Struct)

_MATCHING = "`str` matching regex "


def to_step(raw: Mapping[str, Json]) -> Step:
    """A step, by the key that names its kind. Mistake."""
    return convert(raw, STEPS[kind_of(raw)].type)


def convert(raw: object, part: type[Part]) -> Part:
    """`raw` as a part of a scenario. Mistake."""
    try:
        return msgspec.convert(raw, part)
    except msgspec.ValidationError as error:
        raise _mistake(Misfit.of(error), part) from None


def _mistake(misfit: Misfit, part: type[msgspec.Struct]) -> Mistake:
    path, key = misfit.path, misfit.unknown
    if key:
        allowed = ", ".join(_keys(part, path))
        return Mistake((*path, key), f"unknown key `{key}`; allowed: {allowed}", key=True)
    problem = _in_words(misfit)
    where = f"{dotted(path)}: " if path else ""
    return Mistake(path, f"{where}{problem[:1].lower()}{problem[1:]}")


def _in_words(misfit: Misfit) -> str:
    """A problem in words: a pattern, which is for editors, by what it stands for."""
    for pattern, words in PATTERNS_IN_WORDS.items():
        if misfit.expected == f"{_MATCHING}{pattern!r}":
            return f"expected {words}"
    return misfit.problem


def _keys(part: type[msgspec.Struct], path: Path) -> list[str]:
    """The keys that the object at `path` inside `part` may have."""
    for key in path:
        part = next(field.type for field in structs.fields(part) if field.encode_name == key)
    return sorted(field.encode_name for field in structs.fields(part))
