"""Indexes of a table, which find records by their values: unique ones, and groups."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from copy import copy
from operator import attrgetter
from typing import Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from mfa_emulator.core.store.layers import Groups, Layer, Rows
from mfa_emulator.core.store.slices import Work
from mfa_emulator.core.store.sorted_keys import Key

R = TypeVar("R")
V = TypeVar("V")
IndexKeys = Callable[[R], Iterable[Hashable]]
Keys: TypeAlias = Rows[Key, None]
"""Keys of a group, in their order."""


class Sparse(NamedTuple, Generic[R]):
    """An index in which few records have a value: none has one whose `attribute` is `usual`."""

    attribute: str
    usual: Hashable
    values: IndexKeys[R]


Index: TypeAlias = IndexKeys[R] | Sparse[R]


class Emptied(Protocol):
    """A mapping that can be emptied."""

    def clear(self) -> None: ...


class Indexes(Generic[R]):
    """Keys of records by the values that functions of the records give: one key a value, or many in a group."""

    def __init__(self, unique: Mapping[str, Index[R]], groups: Mapping[str, Index[R]]) -> None:
        declared = {**unique, **groups}
        usual = {index.attribute: index.usual for index in declared.values() if isinstance(index, Sparse)}
        self._values = {name: _values_of(index) for name, index in declared.items()}
        dense = {name: values for name, values in self._values.items() if not isinstance(declared[name], Sparse)}
        self._every, self._dense = _parted(self._values, unique), _parted(dense, unique)
        self._attributes = attrgetter(*usual) if usual else None
        self._usual = tuple(usual.values()) if len(usual) > 1 else next(iter(usual.values()), None)
        self.unique: dict[str, Rows[Hashable, Key]] = {name: {} for name in unique}
        self.groups: dict[str, Rows[Hashable, Keys]] = {name: {} for name in groups}

    def add(self, key: Key, record: R) -> tuple[str, Hashable] | None:
        """Put in the values of a record that is new, each asked for once; on a clash do nothing and return it."""
        is_usual = self._attributes is not None and self._attributes(record) == self._usual
        unique, groups = self._dense if is_usual else self._every
        new: list[tuple[Rows[Hashable, Key], Hashable]] = []
        for name, values in unique:
            taken = self.unique[name]
            for value in values(record):
                if value in taken:
                    return name, value
                new.append((taken, value))
        for keys, value in new:
            keys[value] = key
        for name, values in groups:
            for value in values(record):
                self.groups[name].setdefault(value, {})[key] = None
        return None

    def changed(self, old: R, new: R) -> Collection[str]:
        """The indexes in which the two differ."""
        return [name for name, values in self._values.items() if values(old) != values(new)]

    def clash(self, key: Key, record: R, names: Collection[str]) -> tuple[str, Hashable] | None:
        """A unique index and value of the record that another key has; of two always the same one."""
        for name, taken in self.unique.items():
            for value in self._values[name](record) if name in names else ():
                if taken.get(value, key) != key:
                    return name, value
        return None

    def replace(self, key: Key, old: R | None, new: R | None, names: Collection[str] | None = None) -> None:
        """Put the values of `new` in place of those of `old`; what stays keeps its position in its group."""
        for name in self._values if names is None else names:
            gone, here = _gone(self._values[name], old, new), () if new is None else self._values[name](new)
            of_value = self.unique.get(name)
            if of_value is not None:
                for value in gone:
                    del of_value[value]
                for value in here:
                    of_value[value] = key
                continue
            group = self.groups[name]
            for value in gone:
                del group[value][key]
                if not group[value]:
                    del group[value]
            for value in here:
                group.setdefault(value, {})[key] = None

    def copy(self) -> "Indexes[R]":
        """The same, which stays as it is when this one changes."""
        other = self._of_same_values()
        other.unique = {name: index.copy() for name, index in self.unique.items()}
        other.groups = {
            name: {value: keys.copy() for value, keys in index.items()} for name, index in self.groups.items()
        }
        return other

    def layered(self) -> "Indexes[R]":
        """The same, whose changes leave this one as it is until they are merged."""
        other = self._of_same_values()
        other.unique = {name: Layer(_dict(index)) for name, index in self.unique.items()}
        other.groups = {name: Groups(_dict(index)) for name, index in self.groups.items()}
        return other

    def merging(self) -> "Work[Indexes[R]]":
        """The work of giving the same without layers: their changes stand from then on."""
        other = self._of_same_values()
        for name, index in self.unique.items():
            other.unique[name] = (yield from index.merging()) if isinstance(index, Layer) else index
        for name, groups in self.groups.items():
            other.groups[name] = (yield from groups.merging()) if isinstance(groups, Layer) else groups
        return other

    def _of_same_values(self) -> "Indexes[R]":
        other = copy(self)
        other.unique, other.groups = {}, {}
        return other

    def dicts(self) -> list[Emptied]:
        """The dictionaries of all indexes, which are emptied piece by piece when the table is freed."""
        return [*self.unique.values(), *self.groups.values()]


def _values_of(index: Index[R]) -> IndexKeys[R]:
    return index.values if isinstance(index, Sparse) else index


def _parted(values: Mapping[str, V], unique: Collection[str]) -> tuple[list[tuple[str, V]], list[tuple[str, V]]]:
    """The functions of unique indexes with their names, and those of groups."""
    return (
        [item for item in values.items() if item[0] in unique],
        [item for item in values.items() if item[0] not in unique],
    )


def _gone(values: IndexKeys[R], old: R | None, new: R | None) -> Collection[Hashable]:
    """The values that `old` has and `new` has not."""
    if old is None:
        return ()
    return set(values(old)) if new is None else set(values(old)).difference(values(new))


def _dict(rows: Rows[Hashable, V]) -> dict[Hashable, V]:
    assert isinstance(rows, dict), "one layer at a time"
    return rows
