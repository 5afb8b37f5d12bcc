"""Tables of frozen records with declared indexes."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from itertools import islice
from operator import attrgetter
from typing import Any, Generic, TypeAlias, TypeVar

import msgspec

from mfa_emulator.core.store.indexes import Indexes, IndexKeys
from mfa_emulator.core.store.sorted_keys import SortedKeys

R = TypeVar("R", bound=msgspec.Struct)
Told: TypeAlias = Callable[[], None] | None


class Taken(ValueError):
    """A record's unique value belongs to another record already."""

    def __init__(self, index: str, value: Hashable) -> None:
        super().__init__(f"{index} {value!r} is taken")
        self.index = index
        self.value = value


class Table(Generic[R]):
    """Records by key, with unique indexes (one record a value) and groups (many records a value).

    `key` names the record's own attribute. `unique` and `groups` map an index name to a function that gives the
    values of a record in that index, none or several. Records come back in the order they were put in first;
    `page` gives them in key order. Every operation costs the same however many records there are.
    One thread changes a table at a time; any may read it meanwhile, and see the change or not.

    `indexed` may name all attributes that those functions look at: a record that replaces one with equal ones is
    put in without asking them.
    """

    told: Told = None
    """Called when a record is new."""

    def __init__(
        self,
        record: type[R],
        key: str,
        unique: Mapping[str, IndexKeys[R]] | None = None,
        groups: Mapping[str, IndexKeys[R]] | None = None,
        indexed: tuple[str, ...] = (),
    ) -> None:
        self._record = record
        self._indexed = attrgetter(*indexed) if indexed else None
        self._key = key
        self._rows: dict[Hashable, R] = {}
        self._indexes: Indexes[R] = Indexes(unique or {}, groups or {})
        self._order: SortedKeys | None = None  # built by the first `page`, kept up to date from then on

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[R]:
        return iter(list(self._rows.values()))

    def __contains__(self, key: Hashable) -> bool:
        return key in self._rows

    def get(self, key: Hashable) -> R | None:
        """The record of that key."""
        return self._rows.get(key)

    def by(self, index: str, value: Hashable) -> R | None:
        """The record that has `value` in a unique index."""
        key = self._indexes.unique[index].get(value)
        return None if key is None else self._rows.get(key)

    def group(self, index: str, value: Hashable) -> list[R]:
        """The records that have `value` in a group, oldest first."""
        rows = map(self._rows.get, list(self._indexes.groups[index].get(value, ())))
        return [row for row in rows if row is not None]

    def count(self, index: str, value: Hashable) -> int:
        """How many records have `value` in a group."""
        return len(self._indexes.groups[index].get(value, ()))

    def put(self, record: R) -> R:
        """Add the record, or replace the one of its key. Raises `Taken` and changes nothing on a clash."""
        key = getattr(record, self._key)
        old = self._rows.get(key)
        if old is not None and self._indexed is not None and self._indexed(old) == self._indexed(record):
            self._rows[key] = record
            return record
        changed = self._indexes.changed(old, record)
        clash = self._indexes.clash(key, record, changed)
        if clash is not None:
            raise Taken(*clash)
        if old is None and self._order is not None:
            self._order.add(key)
        self._rows[key] = record
        self._indexes.replace(key, old, record, changed)
        if old is None and self.told is not None:
            self.told()
        return record

    def delete(self, key: Hashable) -> R | None:
        """Take the record out and return it; None when there is none."""
        record = self._rows.pop(key, None)
        if record is not None:
            self._indexes.replace(key, record, None)
            if self._order is not None:
                self._order.remove(key)
        return record

    def trim(self, limit: int) -> list[R]:
        """Take the oldest records out when there are more than `limit`, and a tenth more, so that it is seldom due."""
        if len(self._rows) <= limit:
            return []
        oldest = list(islice(self._rows.items(), len(self._rows) - limit + limit // 10))
        for key, _ in oldest:
            self.delete(key)
        return [record for _, record in oldest]

    def clear(self) -> None:
        """Take all records out."""
        for part in (self._rows, *self._indexes.dicts()):
            part.clear()
        self._order = None

    def page(self, after: Hashable | None, limit: int) -> list[R]:
        """Up to `limit` records whose keys come after `after`, in key order."""
        if self._order is None:
            self._order = SortedKeys(self._rows)
        return [self._rows[key] for key in self._order.after(after, limit)]

    def page_before(self, before: Hashable | None, limit: int) -> list[R]:
        """Up to `limit` records whose keys come before `before` (None: the end), the nearest first."""
        if self._order is None:
            self._order = SortedKeys(self._rows)
        return [self._rows[key] for key in self._order.before(before, limit)]

    def copy(self) -> "Table[R]":
        """A table of the same records; they are frozen, so it stays as it is when this one changes."""
        other = Table(self._record, self._key)
        other._indexed = self._indexed
        other._rows = self._rows.copy()
        other._indexes = self._indexes.copy()
        return other

    def dump(self) -> list[Any]:
        """The records as plain JSON data."""
        return [msgspec.to_builtins(record) for record in self._rows.values()]

    def load(self, data: Any) -> None:
        """Put in the records of a `dump`. Raises ValueError: of its kinds `msgspec.ValidationError` and `Taken`."""
        if not isinstance(data, list):
            raise ValueError(f"a table of {self._record.__name__} is a list")
        for item in data:
            self.put(msgspec.convert(item, self._record))

    def shred(self) -> Iterator[None]:
        """Empty the table piece by piece, so that freeing many records never stops an event loop for long."""
        for part in (*self._indexes.dicts(), self._rows):
            while part:
                for _ in range(min(1000, len(part))):
                    part.popitem()
                yield
