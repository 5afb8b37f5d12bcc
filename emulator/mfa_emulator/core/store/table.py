"""Tables of frozen records with declared indexes."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from itertools import islice
from operator import attrgetter
from typing import Generic, Self, TypeAlias, TypeVar

import msgspec

from mfa_emulator.core.http.json import Json
from mfa_emulator.core.store.expiry import NEVER, Expiry
from mfa_emulator.core.store.indexes import Emptied, Indexes, IndexKeys
from mfa_emulator.core.store.sorted_keys import Key, SortedKeys

R = TypeVar("R", bound=msgspec.Struct)
Changed: TypeAlias = Callable[[], None] | None
Step: TypeAlias = Callable[[], None]
"""A step back from a change; steps are taken in reverse order of the changes."""

_LOOKED_AT = 4
"""Records that are looked at whenever one is new, to drop those that ended: a round over a table is over before it
has grown by a quarter, and ended records never make up more than about a third of it."""


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
    put in without asking them. `expiry` says when records end, and how long ended ones stay.
    """

    added: Changed = None
    """Called when a record is new."""
    undo: list[Step] | None = None
    """The steps back from changes, noted while there is a list: see `Savepoint`."""

    def __init__(
        self,
        record: type[R],
        key: str,
        unique: Mapping[str, IndexKeys[R]] | None = None,
        groups: Mapping[str, IndexKeys[R]] | None = None,
        indexed: tuple[str, ...] = (),
        expiry: Expiry[R] | None = None,
    ) -> None:
        if expiry is not None and expiry.field and expiry.field not in record.__struct_fields__:
            raise TypeError(f"{record.__name__} has no field {expiry.field!r} that could say when it ends")
        self._record = record
        self._indexed = attrgetter(*indexed) if indexed else None
        self._key = key
        self._rows: dict[Key, R] = {}
        self._indexes: Indexes[R] = Indexes(unique or {}, groups or {})
        self._order: SortedKeys | None = None  # built by the first `page`, kept up to date from then on
        self._expiry: Expiry[R] = NEVER if expiry is None else expiry
        self._round: Iterator[Key] = iter(())  # keys not looked at yet by `_drop_ended`

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[R]:
        return iter(list(self._rows.values()))

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def key_of(self, record: R) -> Key:
        """The key by which the table knows the record."""
        key: Key = getattr(record, self._key)
        return key

    def get(self, key: Key) -> R | None:
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
        """The number of records that have `value` in a group."""
        return len(self._indexes.groups[index].get(value, ()))

    def put(self, record: R, now: int = 0) -> R:
        """Add the record, or replace the one of its key. Raises `Taken` and changes nothing on a clash.

        A new record makes room when it comes with the instant `now`: some that ended long ago are dropped.
        """
        key = getattr(record, self._key)
        old = self._rows.get(key)
        if old is None:
            self._add(key, record)
            if now and self._expiry is not NEVER:
                self._drop_ended(now)
            return record
        same = self._indexed is not None and self._indexed(old) == self._indexed(record)
        changed = () if same else self._indexes.changed(old, record)
        clash = self._indexes.clash(key, record, changed) if changed else None
        if clash is not None:
            raise Taken(*clash)
        if self.undo is not None:
            self.undo.append(self._step_back(key, old, record, changed))
        self._rows[key] = record
        if changed:
            self._indexes.replace(key, old, record, changed)
        return record

    def _add(self, key: Key, record: R) -> None:
        clash = self._indexes.add(key, record)
        if clash is not None:
            raise Taken(*clash)
        if self.undo is not None:
            self.undo.append(self._step_back(key, None, record, None))
        if self._order is not None:
            self._order.add(key)
        self._rows[key] = record
        if self.added is not None:
            self.added()

    def delete(self, key: Key) -> R | None:
        """Take the record out and return it; None when there is none."""
        if self.undo is not None and key in self._rows:
            self.undo.append(self._step_back(key, self._rows[key], None, None))
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
        self._note_all()
        undo, self.undo = self.undo, None
        for key, _ in oldest:
            self.delete(key)
        self.undo = undo
        return [record for _, record in oldest]

    # Expiry

    def live(self, key: Key, now: int) -> R | None:
        """The record of that key, unless it has ended by `now`."""
        record = self._rows.get(key)
        return record if record is not None and self._expiry.is_live(record, now) else None

    def live_by(self, index: str, value: Hashable, now: int) -> R | None:
        """The record that has `value` in a unique index, unless it has ended by `now`."""
        record = self.by(index, value)
        return record if record is not None and self._expiry.is_live(record, now) else None

    def is_live(self, record: R, now: int) -> bool:
        """Whether the record has not ended by `now`."""
        return self._expiry.is_live(record, now)

    def reason_ended(self, record: R, now: int) -> str:
        """The reason of a refusal: the record, when it ended and how long ago. Empty while it is live."""
        return self._expiry.reason_ended(record, now)

    def endings(self, now: int, until: int | None = None) -> Iterator[tuple[int, str, str]]:
        """The ends of records after `now`, and not after `until`: instant, kind and subject, in no order."""
        expiry = self._expiry
        for record in self if expiry is not NEVER else ():
            at = expiry.at(record)
            if at > now and (until is None or at <= until):
                yield at, expiry.what, expiry.subject(record)

    def _drop_ended(self, now: int) -> None:
        """Look at the next few records of a round over the table, and drop those that ended long ago."""
        keys = list(islice(self._round, _LOOKED_AT))
        if not keys:
            self._round = iter(list(self._rows))
        for key in keys:
            record = self._rows.get(key)
            if record is not None and self._expiry.is_forgotten(record, now):
                self.delete(key)

    def clear(self) -> None:
        """Take all records out."""
        self._note_all()
        parts: list[Emptied] = [self._rows, *self._indexes.dicts()]
        for part in parts:
            part.clear()
        self._order = None

    # Undoing

    def _step_back(self, key: Key, old: R | None, new: R | None, names: Collection[str] | None) -> Step:
        """The step back from a change that is about to be made."""
        rows = self._rows.copy() if new is None else None  # else the record would come back as the last one
        groups = self._indexes.left_by(old, new, names)

        def step() -> None:
            self._take_back(key, old, new, names)
            self._rows = self._rows if rows is None else rows
            self._indexes.come_back(groups)

        return step

    def _note_all(self) -> None:
        """Note the step back from a change of many records."""
        if self.undo is not None:
            rows, indexes = self._rows.copy(), self._indexes.copy()
            self.undo.append(lambda: self._put_back(rows, indexes))

    def _take_back(self, key: Key, old: R | None, new: R | None, names: Collection[str] | None) -> None:
        self._indexes.replace(key, new, old, names)
        if old is not None:
            self._rows[key] = old
        else:
            del self._rows[key]
        if self._order is not None and old is None:
            self._order.remove(key)
        elif self._order is not None and new is None:
            self._order.add(key)

    def _put_back(self, rows: dict[Key, R], indexes: Indexes[R]) -> None:
        self._rows, self._indexes, self._order = rows, indexes, None

    def page(self, after: Key | None, limit: int) -> list[R]:
        """Up to `limit` records whose keys come after `after`, in key order."""
        if self._order is None:
            self._order = SortedKeys(self._rows)
        return [self._rows[key] for key in self._order.after(after, limit)]

    def page_before(self, before: Key | None, limit: int) -> list[R]:
        """Up to `limit` records whose keys come before `before` (None: the end), the nearest first."""
        if self._order is None:
            self._order = SortedKeys(self._rows)
        return [self._rows[key] for key in self._order.before(before, limit)]

    def copy(self) -> Self:
        """A table of the same records; they are frozen, so it stays as it is when this one changes."""
        other = object.__new__(type(self))
        other.__dict__ = {
            **self.__dict__,
            "_rows": self._rows.copy(),
            "_indexes": self._indexes.copy(),
            "_order": None,
            "_round": iter(()),
        }
        other.__dict__.pop("added", None)  # the copy is kept by somebody else
        other.__dict__.pop("undo", None)
        return other

    def dump(self) -> list[Json]:
        """The records as plain JSON data."""
        return [msgspec.to_builtins(record) for record in self._rows.values()]

    def load(self, data: object) -> None:
        """Put in the records of a `dump`. Raises ValueError: of its kinds `msgspec.ValidationError` and `Taken`."""
        if not isinstance(data, list):
            raise ValueError(f"a table of {self._record.__name__} is a list")
        for item in data:
            self.put(msgspec.convert(item, self._record))

    def shred(self) -> Iterator[None]:
        """Empty the table piece by piece, so that freeing many records never stops an event loop for long."""
        parts: list[Emptied] = [*self._indexes.dicts(), self._rows]
        for part in parts:
            while part:
                for _ in range(min(1000, len(part))):
                    part.popitem()
                yield
