"""Rows to page through: records in the order of their keys, forwards and backwards from any position."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Generic, NamedTuple, Protocol, TypeVar

import msgspec

from mfa_emulator.core.store.sorted_keys import Key
from mfa_emulator.core.store.table import Table

R = TypeVar("R", bound=msgspec.Struct)
T = TypeVar("T")

_CHUNK = 256
"""Records that are taken out of a table at a time: few pages need more."""


class Rows(Protocol[T]):
    """Records to page through. A position is a key, whether it is there or not; None is the begin, or the end."""

    def after(self, position: Key | None) -> Iterable[T]:
        """The records that follow the position."""

    def before(self, position: Key | None) -> Iterable[T]:
        """The records that precede the position, nearest first."""

    def position(self, row: T) -> Key:
        """The position of one of these records."""


def _all(row: object) -> bool:
    return True


class TableRows(Generic[R]):
    """The rows of a table that fit, in key order, read in chunks: a page costs the same however long the table is."""

    def __init__(self, table: Table[R], fits: Callable[[R], bool] = _all) -> None:
        self._table = table
        self._fits = fits

    def after(self, position: Key | None) -> Iterator[R]:
        """The records that follow the position."""
        return filter(self._fits, self._chunks(self._table.page, position))

    def before(self, position: Key | None) -> Iterator[R]:
        """The records that precede the position, nearest first."""
        return filter(self._fits, self._chunks(self._table.page_before, position))

    def position(self, row: R) -> Key:
        """The record's key."""
        return self._table.key_of(row)

    def _chunks(self, page: Callable[[Key | None, int], list[R]], position: Key | None) -> Iterator[R]:
        while chunk := page(position, _CHUNK):
            yield from chunk
            position = self._table.key_of(chunk[-1])


class ListRows(Generic[T]):
    """The rows of a list, which is in the order of `key`; `descending` turns it round.

    Only those of a page are looked at, for one user of a long session may own thousands.
    """

    def __init__(
        self,
        rows: Sequence[T],
        key: Callable[[T], Key],
        fits: Callable[[T], bool] = _all,
        *,
        descending: bool = False,
    ) -> None:
        self._rows = rows
        self._key = key
        self._fits = fits
        self._descending = descending

    def after(self, position: Key | None) -> Iterator[T]:
        """The records that follow the position."""
        return self._lower(position) if self._descending else self._higher(position)

    def before(self, position: Key | None) -> Iterator[T]:
        """The records that precede the position, nearest first."""
        return self._higher(position) if self._descending else self._lower(position)

    def position(self, row: T) -> Key:
        """The record's key."""
        return self._key(row)

    def _higher(self, position: Key | None) -> Iterator[T]:
        first = 0 if position is None else bisect_right(self._rows, position, key=self._key)
        return filter(self._fits, map(self._rows.__getitem__, range(first, len(self._rows))))

    def _lower(self, position: Key | None) -> Iterator[T]:
        end = len(self._rows) if position is None else bisect_left(self._rows, position, key=self._key)
        return filter(self._fits, map(self._rows.__getitem__, range(end - 1, -1, -1)))


class Page(NamedTuple, Generic[T]):
    """Some consecutive rows, and whether there are rows before them and after them."""

    rows: list[T]
    more_before: bool = False
    more_after: bool = False


def page(rows: Rows[T], size: int, *, after: Key | None = None, skip: int = 0) -> Page[T]:
    """The page of up to `size` rows that follow the position `after`, behind `skip` more."""
    return _around(rows, list(islice(rows.after(after), skip, skip + size)))


def page_before(rows: Rows[T], size: int, before: Key | None = None) -> Page[T]:
    """The page of up to `size` rows that end right before the position, in the same order as all pages."""
    return _around(rows, list(islice(rows.before(before), size))[::-1])


def _around(rows: Rows[T], found: list[T]) -> Page[T]:
    if not found:
        return Page([])
    before, after = rows.before(rows.position(found[0])), rows.after(rows.position(found[-1]))
    return Page(found, next(iter(before), None) is not None, next(iter(after), None) is not None)
