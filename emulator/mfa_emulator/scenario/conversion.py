"""Plain data into the types of a scenario, with mistakes that say what was allowed."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec
from msgspec import structs

from mfa_emulator.scenario.model import PATTERNS_IN_WORDS, STEPS, Step
from mfa_emulator.scenario.positions import Mistake, Path, dotted

Part = TypeVar("Part", bound=msgspec.Struct)

_AT = re.compile(r"^(?P<problem>.*?)(?: - at (?:`key` in )?`\$(?P<path>.*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>.*)`", re.DOTALL)
_PATTERN = re.compile(r"Expected `str` matching regex (?P<pattern>.*)", re.DOTALL)
_PART_OF_PATH = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


def to_step(raw: dict[str, Any]) -> Step:
    """A step, by the key that names its kind. Mistake."""
    return convert(raw, _step_type(raw))


def convert(raw: Any, part: type[Part]) -> Part:
    """`raw` as a part of a scenario. Mistake."""
    try:
        return msgspec.convert(raw, part)
    except msgspec.ValidationError as error:
        raise _mistake(str(error), part) from None


def _step_type(raw: dict[str, Any]) -> type[Step]:
    kinds = ", ".join(STEPS)
    found = [key for key in raw if key in STEPS]
    if len(found) == 1:
        return STEPS[found[0]]
    if found:
        raise Mistake((found[1],), f"one step, one kind: this has {' and '.join(found)}", key=True)
    first = next(iter(raw), None)
    path = () if first is None else (first,)
    raise Mistake(path, f"unknown step{f' `{first}`' if first else ''}; a step is one of: {kinds}", key=True)


def _mistake(text: str, part: type[msgspec.Struct]) -> Mistake:
    at = _AT.match(text)
    assert at is not None  # the pattern matches any text
    path = _path(at["path"] or "")
    unknown = _UNKNOWN.fullmatch(at["problem"])
    if unknown:
        allowed = ", ".join(_keys(part, path))
        key = unknown["name"]
        return Mistake((*path, key), f"unknown key `{key}`; allowed: {allowed}", key=True)
    problem = _in_words(at["problem"])
    where = f"{dotted(path)}: " if path else ""
    return Mistake(path, f"{where}{problem[:1].lower()}{problem[1:]}")


def _in_words(problem: str) -> str:
    """A pattern is for editors; people are told what it stands for."""
    pattern = _PATTERN.fullmatch(problem)
    for kind, words in PATTERNS_IN_WORDS.items():
        if pattern and pattern["pattern"] == repr(kind):
            return f"expected {words}"
    return problem


def _path(text: str) -> Path:
    # The keys of a mapping are shown as [...]: the path ends there.
    parts = _PART_OF_PATH.finditer(text.partition("[...]")[0])
    return tuple(int(index) if index else name for name, index in (part.groups() for part in parts))


def _keys(part: type[msgspec.Struct], path: Path) -> list[str]:
    """The keys that the object at `path` inside `part` may have."""
    for key in path:
        part = next(field.type for field in structs.fields(part) if field.encode_name == key)
    return sorted(field.encode_name for field in structs.fields(part))
