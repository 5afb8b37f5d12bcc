"""Misfits in words: the field that is wrong, the values that it takes, and the value that was given."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeAlias, TypeVar

import msgspec
from msgspec import inspect

from mfa_emulator.core.descriptions.spelling import Spelling
from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.descriptions.type_words import words
from mfa_emulator.core.http.json import Misfit

S = TypeVar("S", bound=msgspec.Struct)
Path: TypeAlias = tuple[str | int, ...]

_LONGEST = 200
"""Characters of a refused value that are repeated; nobody reads more."""


_PARTS = re.compile(r"\[[^\]]*\]|[^.\[]+")


class Unfit(ValueError):
    """A value of a document that does not fit. `path` leads to it from the top; () is the whole document."""

    __module__ = "builtins"  # so that tracebacks show its name alone, as that of any ValueError

    def __init__(self, text: str, path: Path = ()) -> None:
        super().__init__(text)
        self.path = path

    def within(self, name: str) -> "Unfit":
        """The same of a document that has this one under a name."""
        return Unfit(f"{name}: {self}", (name, *self.path))


@contextmanager
def in_document(*place: str | int) -> Iterator[None]:
    """Let what does not fit in the block lie at this place of a larger document."""
    try:
        yield
    except Unfit as unfit:
        raise Unfit(str(unfit), (*place, *unfit.path)) from None


def explained(misfit: Misfit, kind: type[msgspec.Struct], values: object) -> str:
    """A misfit of these values with a struct in one line: ``status must be 400 to 599, not 20``."""
    if misfit.unknown:
        return unknown("field", misfit.unknown, _names_at(misfit.place, kind), misfit.place)
    if misfit.missing:
        return f"{misfit.place}.{misfit.missing} is missing".lstrip(".")
    if misfit.path and isinstance(values, Mapping):
        name = str(misfit.path[0])
        return f"{name} must be {words(_field(kind, name))}, not {values.get(name)!r:.{_LONGEST}}"
    # Without a place it is the struct's own refusal, of values that do not go together, or of a document that is none.
    return misfit.problem


def fitted(values: object, kind: type[S]) -> S:
    """A document as its struct, whose names may be written in camelCase too.

    Raises `Unfit`, which names the field, where it does not fit.
    """
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError:
        spelling = Spelling(values, inspect.type_info(kind))  # here, as most documents fit at once
    try:
        return _as_spelled(spelling.document, kind)
    except Unfit as unfit:
        raise Unfit(str(unfit), spelling.given(unfit.path)) from None


def _as_spelled(values: object, kind: type[S]) -> S:
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        misfit = Misfit.of(error)
        path = (*misfit.path, misfit.unknown) if misfit.unknown else misfit.path
        raise Unfit(told(misfit, kind, values), path) from None


def told(misfit: Misfit, kind: type[msgspec.Struct], values: object, *, nulls: bool = True) -> str:
    """A misfit of these values with a struct in one line, however deep in them: ``users[0].id must be 1 to 9, not 0``.

    Without `nulls` they come from a form, where none can be given.
    """
    if not misfit.expected:
        return explained(misfit, kind, values)
    found, place = _type_at(misfit.path, kind), misfit.place or "it"
    if "[...]" not in place and not misfit.is_key:
        wanted = found if nulls else _without_null(found)
        return f"{place} must be {_wanted(wanted)}, not {_shown(_value_at(misfit.path, values), wanted)}"
    # The path ends at a mapping: msgspec does not tell the key.
    holder = _holder(found)
    if not isinstance(holder, inspect.DictType):
        return f"{place}: {misfit.problem}"
    if misfit.is_key:
        return f"each name in {place} must be {_wanted(holder.key_type)}"
    is_no_text = misfit.expected == "`str`"
    wanted_value = "a text" if is_no_text else _wanted(holder.value_type)
    return f"each value in {place.partition('[...]')[0]} must be {wanted_value}"


def _wanted(kind: inspect.Type) -> str:
    return words(kind, lambda struct: "an object")


def _shown(value: object, wanted: inspect.Type) -> str:
    """The value, in short; of a text whose length is bounded the length, since it may be long, or a secret."""
    if isinstance(value, Mapping):
        bounded = getattr(_holder(wanted), "max_length", None) is not None
        return str(len(value)) if bounded else "an object"
    if isinstance(value, list | tuple):
        return str(len(value)) if isinstance(_holder(wanted), inspect.ListType | inspect.VarTupleType) else "a list"
    if isinstance(value, str) and "characters" in _wanted(wanted):
        return str(len(value))
    return msgspec.json.encode(value).decode()[:_LONGEST]


def _value_at(path: Path, value: object) -> object:
    for part in path:
        rows = list(value) if isinstance(value, list | tuple) else []
        value = value[part] if isinstance(value, Mapping) else rows[int(part)]
    return value


def _field(kind: type[msgspec.Struct], name: str) -> inspect.Type:
    described = inspect.type_info(kind)
    assert isinstance(described, inspect.StructType)
    return next(field.type for field in described.fields if field.encode_name == name)


def _names_at(place: str, kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields of the struct at a place inside another, through lists and mappings."""
    found = _holder(_type_at(tuple(_PARTS.findall(place)), kind))
    return tuple(field.encode_name for field in found.fields) if isinstance(found, inspect.StructType) else ()


def _type_at(path: Path, kind: type[msgspec.Struct]) -> inspect.Type:
    """The type of the value at a path inside a struct."""
    found: inspect.Type = inspect.type_info(kind)
    for part in path:
        inner = _holder(found)
        if isinstance(inner, inspect.StructType) and isinstance(part, str):
            found = next(field.type for field in inner.fields if field.encode_name == part)
        elif isinstance(inner, inspect.ListType | inspect.VarTupleType):
            found = inner.item_type
        elif isinstance(inner, inspect.DictType):
            found = inner.value_type
    return found


def _holder(kind: inspect.Type) -> inspect.Type:
    """The part of a type that holds other values: of a union its struct, its list or its mapping."""
    if isinstance(kind, inspect.Metadata):
        return _holder(kind.type)
    if isinstance(kind, inspect.UnionType):
        holds = inspect.StructType | inspect.ListType | inspect.VarTupleType | inspect.DictType
        return next((one for one in map(_holder, kind.types) if isinstance(one, holds)), kind)
    return kind


def _without_null(kind: inspect.Type) -> inspect.Type:
    if isinstance(kind, inspect.UnionType):
        kinds = tuple(one for one in kind.types if not isinstance(one, inspect.NoneType))
        return kinds[0] if len(kinds) == 1 else inspect.UnionType(kinds)
    return kind
