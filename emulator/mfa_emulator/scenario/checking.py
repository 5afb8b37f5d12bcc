"""Checks of plain data against the types of a scenario: every misfit there is, with what would be right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

import msgspec
from msgspec import inspect

from mfa_emulator.core.descriptions.suggestions import nearest
from mfa_emulator.core.descriptions.type_words import words
from mfa_emulator.core.http.json import Json
from mfa_emulator.core.work.patterns import trusted
from mfa_emulator.scenario.parts import PATTERNS_IN_WORDS
from mfa_emulator.scenario.positions import Mistake, Path, dotted

_LONGEST = 60
"""Characters of a value that are repeated in the text about it."""


def misfits(value: Json, part: type[msgspec.Struct]) -> Iterator[Mistake]:
    """Every place at which a value is not as the type of a part says."""
    return _misfits(value, _described(part), ())


def unknown_key(key: str, known: Sequence[str]) -> str:
    """The words for a key that is none: with the nearest one, or with all that there are."""
    near = nearest(key, known)
    return f"unknown key `{key}`; " + (f"did you mean `{near}`?" if near else f"allowed: {', '.join(sorted(known))}")


@cache
def _described(part: type[msgspec.Struct]) -> inspect.Type:
    return inspect.type_info(part)


def _misfits(value: Json, kind: inspect.Type, path: Path) -> Iterator[Mistake]:
    match kind:
        case inspect.Metadata(type=inner):
            yield from _misfits(value, inner, path)
        case inspect.UnionType(types=kinds):
            yield from _of_union(value, kinds, path, kind)
        case inspect.StructType() if isinstance(value, dict):
            yield from _of_struct(value, kind, path)
        case inspect.DictType() if isinstance(value, dict):
            for key, item in value.items():
                for problem in _misfits(key, kind.key_type, (*path, key)):
                    yield Mistake(problem.path, str(problem), key=True)
                yield from _misfits(item, kind.value_type, (*path, key))
        case inspect.ListType() if isinstance(value, list) and len(value) >= (kind.min_length or 0):
            for index, item in enumerate(value):
                yield from _misfits(item, kind.item_type, (*path, index))
        case _ if not _fits(value, kind):
            yield _mistake(value, kind, path)


def _of_struct(value: dict[str, Json], kind: inspect.StructType, path: Path) -> Iterator[Mistake]:
    fields = {field.encode_name: field for field in kind.fields}
    for key, item in value.items():
        if key in fields:
            yield from _misfits(item, fields[key].type, (*path, key))
        else:
            yield Mistake((*path, key), unknown_key(key, [*fields]), key=True)
    for name, field in fields.items():
        if field.required and name not in value:
            yield Mistake(path, f"{dotted(path)}: `{name}` is missing".removeprefix(": "))


def _of_union(value: Json, kinds: Sequence[inspect.Type], path: Path, whole: inspect.Type) -> Iterator[Mistake]:
    """The misfits with a union: none if one of its types takes the value, those inside if but one takes its like."""
    found = [list(_misfits(value, kind, path)) for kind in kinds]
    if not all(found):
        return
    inside = [problems for problems in found if any(len(problem.path) > len(path) for problem in problems)]
    if len(inside) == 1:
        yield from inside[0]
    else:
        yield _mistake(value, whole, path)


def _fits(value: Json, kind: inspect.Type) -> bool:
    match kind:
        case inspect.AnyType():
            return True
        case inspect.LiteralType(values=values):
            return value in values and not isinstance(value, bool)
        case inspect.NoneType():
            return value is None
        case inspect.BoolType():
            return isinstance(value, bool)
        case inspect.IntType():
            return isinstance(value, int) and not isinstance(value, bool) and _is_within(value, kind.ge, kind.le)
        case inspect.FloatType():
            return isinstance(value, int | float) and not isinstance(value, bool)
        case inspect.StrType():
            return isinstance(value, str) and len(value) >= (kind.min_length or 0) and _is_like(value, kind.pattern)
    return False  # an object or a list that is none, or is too short


def _is_within(value: int, least: int | None, most: int | None) -> bool:
    return (least is None or value >= least) and (most is None or value <= most)


def _is_like(value: str, pattern: str | None) -> bool:
    return pattern is None or trusted(pattern).occurs_in(value)


def _mistake(value: Json, kind: inspect.Type, path: Path) -> Mistake:
    where = f"{dotted(path)}: " if path else ""
    return Mistake(path, f"{where}expected {wanted(kind)}, not {shown(value)}")


def wanted(kind: inspect.Type) -> str:
    """The values that a type takes, in words."""
    match kind:
        case inspect.Metadata(type=inner):
            return wanted(inner)
        case inspect.UnionType(types=kinds):
            return " or ".join(dict.fromkeys(map(wanted, kinds)))
        case inspect.StructType() | inspect.DictType():
            return "an object"
        case inspect.ListType(min_length=least):
            return "a list that is not empty" if least else "a list"
        case inspect.StrType(pattern=str(pattern)):
            return PATTERNS_IN_WORDS.get(pattern, "a text")
        case inspect.StrType(min_length=least) if least:
            return "a text that is not empty"
        case _:
            return words(kind)


def shown(value: Json) -> str:
    """A value as a text about it repeats it."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def checked(read: Callable[[str], object], text: object, path: Path) -> Iterator[Mistake]:
    """The mistake in a text that cannot be read, a duration for one; references are filled in later."""
    if isinstance(text, str) and "${" not in text:
        try:
            read(text)
        except ValueError as error:
            yield Mistake(path, f"{dotted(path)}: {error}")
