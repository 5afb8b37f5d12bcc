"""Tables of frozen records with declared indexes."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from operator import attrgetter
from typing import Generic, Protocol, Self, TypeAlias, TypeVar

import msgspec

from mfa_emulator.core.store.expiry import NEVER, Expiry
from mfa_emulator.core.store.indexes import Emptied, Index, Indexes
from mfa_emulator.core.store.json_reader import Reader
from mfa_emulator.core.store.layers import Layer, Rows
from mfa_emulator.core.store.rounds import Rounds
from mfa_emulator.core.store.shredding import emptied
from mfa_emulator.core.store.slices import Work
from mfa_emulator.core.store.sorted_keys import Key, SortedKeys

R = TypeVar("R", bound=msgspec.Struct)
Changed: TypeAlias = Callable[[], None] | None


class Changing(Protocol):
    """A table that has changed, and may still go back."""

    def standing(self) -> Work[None]: ...
    def go_back(self) -> None: ...


class Taken(ValueError):
    """A record's unique value belongs to another record already."""

    def __init__(self, index: str, value: Hashable) -> None:
        super().__init__(f"{index} {value!r} is taken")
        self.index = index
        self.value = value


class Table(Generic[R]):
    """Records by key, with unique indexes (one record a value) and groups (many records a value).

    `key` names the record's own attribute. `unique` and `groups` map an index name to a function that gives the
    values of a record in it, or a `Sparse` where few have one. Records come back in the order they were put in first;
    `page` gives them in key order. Every operation costs the same however many records there are.
    One thread changes a table at a time; any may read it meanwhile, and see the change or not.

    `indexed` may name all attributes that those functions look at: a record that replaces one with equal ones is
    put in without asking them. `expiry` says when records end, and how long ended ones stay. Keys that come in no order
    are kept in order from the start if they are `paged`: to sort many of them at the first page would take long.
    """

    added: Changed = None
    """Called when a record is new."""
    changes: list[Changing] | None = None
    """The tables that have changed, while somebody keeps a list of them: see `Savepoint`."""

    def __init__(
        self,
        record: type[R],
        key: str,
        unique: Mapping[str, Index[R]] | None = None,
        groups: Mapping[str, Index[R]] | None = None,
        indexed: tuple[str, ...] = (),
        expiry: Expiry[R] | None = None,
        *,
        paged: bool = False,
    ) -> None:
        if expiry is not None and expiry.field and expiry.field not in record.__struct_fields__:
            raise TypeError(f"{record.__name__} has no field {expiry.field!r} that could say when it ends")
        self._record = record
        self._indexed = attrgetter(*indexed) if indexed else None
        self._key = key
        self._rows: Rows[Key, R] = {}
        self._indexes: Indexes[R] = Indexes(unique or {}, groups or {})
        self._is_indexed = bool(unique or groups)
        self._paged = paged
        self._order: SortedKeys | None = None  # built by the first `page`, kept up to date from then on
        self._forget_order()
        self._expiry: Expiry[R] = NEVER if expiry is None else expiry
        self._rounds: Rounds[R] | None = Rounds(self._expiry) if self._expiry.forgets else None
        self._before: tuple[dict[Key, R], Indexes[R]] | None = None  # rows and indexes below their layers

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
        keys = self._indexes.groups[index].get(value)
        rows = map(self._rows.get, () if keys is None else list(keys.keys()))
        return [row for row in rows if row is not None]

    def each_of(self, index: str, value: Hashable) -> Iterator[R]:
        """The same one by one, for a group in which there may be many."""
        keys = self._indexes.groups[index].get(value)
        rows = map(self._rows.get, () if keys is None else list(keys.keys()))
        return (row for row in rows if row is not None)

    def count(self, index: str, value: Hashable) -> int:
        """The number of records that have `value` in a group."""
        return len(self._indexes.groups[index].get(value) or ())

    def put(self, record: R, now: int = 0) -> R:
        """Add the record, or replace the one of its key. Raises `Taken` and changes nothing on a clash.

        A new record makes room when it comes with the instant `now`: some that ended long ago are dropped.
        """
        if self.changes is not None:
            self._begin_layers()
        key = getattr(record, self._key)
        old = self._rows.get(key)
        rounds = self._rounds
        if rounds is not None:
            rounds.note(record)
        if old is None:
            self._add(key, record)
            if rounds is not None and rounds.first <= now:
                for ended in rounds.ended(self._rows, now):
                    self.delete(ended)
            return record
        same = self._indexed is not None and self._indexed(old) == self._indexed(record)
        changed = () if same else self._indexes.changed(old, record)
        clash = self._indexes.clash(key, record, changed) if changed else None
        if clash is not None:
            raise Taken(*clash)
        self._rows[key] = record
        if changed:
            self._indexes.replace(key, old, record, changed)
        return record

    def _add(self, key: Key, record: R) -> None:
        clash = self._indexes.add(key, record) if self._is_indexed else None
        if clash is not None:
            raise Taken(*clash)
        if self._order is not None:
            self._order.add(key)
        self._rows[key] = record
        if self.added is not None:
            self.added()

    def many(self) -> AbstractContextManager[None]:
        """A block of many new records, which `page` gives from its end on: their keys are put in order together."""
        return nullcontext() if self._order is None else self._order.together()

    def delete(self, key: Key) -> R | None:
        """Take the record out and return it; None when there is none."""
        if self.changes is not None:
            self._begin_layers()
        record = self._rows.get(key)
        if record is not None:
            del self._rows[key]
            if self._is_indexed:
                self._indexes.replace(key, record, None)
            if self._order is not None:
                self._order.remove(key)
        return record

    def trim(self, limit: int) -> list[R]:
        """Take the oldest records out when there are more than `limit`, and a tenth more, so that it is seldom due."""
        if len(self._rows) <= limit:
            return []
        oldest = list(islice(self._rows, len(self._rows) - limit + limit // 10))
        return [record for key in oldest if (record := self.delete(key)) is not None]

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

    def clear(self) -> None:
        """Take all records out."""
        if self.changes is not None:
            self._begin_layers()
        parts: list[Emptied] = [self._rows, *self._indexes.dicts()]
        for part in parts:
            part.clear()
        self._forget_order()

    def _forget_order(self) -> None:
        self._order = SortedKeys(()) if self._paged else None

    def _begin_layers(self) -> None:
        """Leave what is there as it is from now on, until it is said whether the changes are to stand."""
        if self._before is None and self.changes is not None and isinstance(self._rows, dict):
            self.changes.append(self)
            self._before = self._rows, self._indexes
            self._rows, self._indexes = Layer(self._rows), self._indexes.layered()

    def standing(self) -> Work[None]:
        """The work of letting the changes stand that a list was kept of."""
        if isinstance(self._rows, Layer):
            rows = yield from self._rows.merging()
            indexes = yield from self._indexes.merging()
            self._rows, self._indexes, self._before = rows, indexes, None

    def go_back(self) -> None:
        """Take back the changes that a list was kept of."""
        layer = self._rows
        if self._before is None or not isinstance(layer, Layer):
            return
        (self._rows, self._indexes), self._before = self._before, None
        if self._rounds is not None:
            self._rounds.begin_again()
        if self._order is None or not layer.is_over(self._rows):
            self._order = None
            return
        new, gone = layer.difference()
        for key in new:
            self._order.remove(key)
        for key in gone:
            self._order.add(key)

    def page(self, after: Key | None, limit: int) -> list[R]:
        """Up to `limit` records whose keys come after `after`, in key order."""
        if self._order is None:
            self._order = SortedKeys(self._rows.keys())
        return [self._rows[key] for key in self._order.after(after, limit)]

    def page_before(self, before: Key | None, limit: int) -> list[R]:
        """Up to `limit` records whose keys come before `before` (None: the end), the nearest first."""
        if self._order is None:
            self._order = SortedKeys(self._rows.keys())
        return [self._rows[key] for key in self._order.before(before, limit)]

    def copy(self) -> Self:
        """A table of the same records; they are frozen, so it stays as it is when this one changes."""
        other = object.__new__(type(self))
        other.__dict__ = {
            **self.__dict__,
            "_rows": self._rows.copy(),
            "_indexes": self._indexes.copy(),
            "_order": None,
            "_rounds": None if self._rounds is None else self._rounds.of_copy(),
            "_before": None,
        }
        other.__dict__.pop("added", None)  # the copy is kept by somebody else
        other.__dict__.pop("changes", None)
        return other

    def read(self, reader: Reader) -> Work[None]:
        """The work of putting in the records that come next in a document. Raises ValueError, `Taken` among them."""
        for records in reader.batches(self._record):
            for record in records:
                self.put(record)
            yield

    def load(self, data: object) -> None:
        """Put in the records of a `dump`. Raises ValueError: of its kinds `msgspec.ValidationError` and `Taken`."""
        if not isinstance(data, list):
            raise ValueError(f"a table of {self._record.__name__} is a list")
        for item in data:
            self.put(msgspec.convert(item, self._record))

    def shred(self) -> Iterator[None]:
        """Empty the table piece by piece, so that freeing many records never stops an event loop for long."""
        for part in (*self._indexes.dicts(), self._rows):
            if isinstance(part, dict):
                yield from emptied(part)
