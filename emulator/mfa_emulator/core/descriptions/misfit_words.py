"""Misfits in words: the field that is wrong, the values that it takes, and the value that was given."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec
from msgspec import inspect

from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.descriptions.type_words import words
from mfa_emulator.core.http.json import Misfit

S = TypeVar("S", bound=msgspec.Struct)

_LONGEST = 200
"""Characters of a refused value that are repeated; nobody reads more."""


def explained(misfit: Misfit, kind: type[msgspec.Struct], values: object) -> str:
    """A misfit of these values with a struct in one line: ``status must be 400 to 599, not 20``."""
    if misfit.unknown:
        return unknown("field", misfit.unknown, _names_at(misfit.path, kind), misfit.place)
    if misfit.missing:
        return f"{misfit.place}.{misfit.missing} is missing".lstrip(".")
    if misfit.path and isinstance(values, Mapping):
        name = str(misfit.path[0])
        return f"{name} must be {words(_field(kind, name))}, not {values.get(name)!r:.{_LONGEST}}"
    # Without a place it is the struct's own refusal, of values that do not go together, or of a document that is none.
    return misfit.problem


def fitted(values: object, kind: type[S]) -> S:
    """A document as its struct. Raises ValueError, with the field nearest to an unknown one, where it does not fit."""
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        misfit = Misfit.of(error)
        if not misfit.unknown:
            raise
        raise ValueError(explained(misfit, kind, values)) from None


def _field(kind: type[msgspec.Struct], name: str) -> inspect.Type:
    described = inspect.type_info(kind)
    assert isinstance(described, inspect.StructType)
    return next(field.type for field in described.fields if field.encode_name == name)


def _names_at(path: tuple[str | int, ...], kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields of the struct at a path inside another."""
    found: inspect.Type = inspect.type_info(kind)
    for part in path:
        if isinstance(found, inspect.StructType) and isinstance(part, str):
            found = next(field.type for field in found.fields if field.encode_name == part)
        elif isinstance(found, inspect.ListType | inspect.VarTupleType):
            found = found.item_type
        if isinstance(found, inspect.UnionType):
            found = next((one for one in found.types if isinstance(one, inspect.StructType)), found)
    return tuple(field.encode_name for field in found.fields) if isinstance(found, inspect.StructType) else ()
