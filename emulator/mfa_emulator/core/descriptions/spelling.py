"""Spelling of names in documents that people write: snake_case, or the camelCase of the vendors' own APIs."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from msgspec import inspect

Path: TypeAlias = tuple[str | int, ...]

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def snake_case(name: str) -> str:
    """The name as the fields of structs are spelled."""
    return _HUMP.sub("_", name).lower()


class Spelling:
    """A document with the names that its type has, and the way back to those that were given."""

    def __init__(self, values: object, kind: inspect.Type) -> None:
        self._given: dict[Path, str] = {}
        self.document: object = self._respelled(values, kind, ())

    @property
    def differs(self) -> bool:
        """Whether any name was given in another spelling."""
        return bool(self._given)

    def given(self, path: Path) -> Path:
        """The path in the document as it was given."""
        return tuple(self._given.get(path[: place + 1], part) for place, part in enumerate(path))

    def _respelled(self, value: object, kind: inspect.Type, path: Path) -> object:
        for inner in _inside(kind):
            match inner, value:
                case inspect.StructType(), Mapping():
                    return dict(self._members(value, inner, path))
                case inspect.DictType(), Mapping():
                    return {
                        name: self._respelled(one, inner.value_type, (*path, str(name))) for name, one in value.items()
                    }
                case ((inspect.ListType() | inspect.VarTupleType()), (list() | tuple())):
                    return [self._respelled(one, inner.item_type, (*path, place)) for place, one in enumerate(value)]
        return value

    def _members(
        self, value: Mapping[str, object], kind: inspect.StructType, path: Path
    ) -> Iterator[tuple[str, object]]:
        fields = {field.encode_name: field.type for field in kind.fields}
        for name, one in value.items():
            meant = name if name in fields else snake_case(name) if isinstance(name, str) else name
            if meant not in fields or (meant != name and meant in value):
                yield name, one  # unknown, or given twice: refused by the name that was given
                continue
            if meant != name:
                self._given[(*path, meant)] = name
            yield meant, self._respelled(one, fields[meant], (*path, meant))


def _inside(kind: inspect.Type) -> Iterator[inspect.Type]:
    """The type itself, or those of a union."""
    if isinstance(kind, inspect.Metadata):
        kind = kind.type
    yield from kind.types if isinstance(kind, inspect.UnionType) else (kind,)
