"""Rounds over a table, a few records at a time, which find those that ended long ago."""

from collections.abc import Iterator
from itertools import islice
from typing import Generic, TypeVar

from mfa_emulator.core.store.expiry import Expiry
from mfa_emulator.core.store.layers import Rows
from mfa_emulator.core.store.sorted_keys import Key

R = TypeVar("R")

_LOOKED_AT = 4
"""Records that are looked at whenever one is new, while any may have ended: a round over a table is over before it has
grown by a quarter, and ended records never make up more than about a third of it."""
_NO_END = 2**63


class Rounds(Generic[R]):
    """One round after another, of a table whose records end by a rule.

    It knows an instant before which none ends, so that most new records cost no look at others.
    """

    def __init__(self, expiry: Expiry[R]) -> None:
        self._expiry = expiry
        self._left: Iterator[Key] = iter(())
        self.first: int = _NO_END
        """An instant before which no record ends."""
        self._first_seen = _NO_END
        """The first end of the records that this round has seen, and of those that were put in meanwhile."""

    def note(self, record: R) -> None:
        """Note the end of a record that is put in."""
        at = self._expiry.at(record)
        if 0 < at < self._first_seen:
            self._first_seen = at
            self.first = min(at, self.first)

    def ended(self, rows: Rows[Key, R], now: int) -> list[Key]:
        """The keys of records that may be dropped by `now`, among the next few."""
        until = self._expiry.forgotten_until(now)
        return self._looked(rows, until) if self.first <= until else []

    def _looked(self, rows: Rows[Key, R], until: int) -> list[Key]:
        keys, found = list(islice(self._left, _LOOKED_AT)), []
        if not keys:
            self.first, self._first_seen = self._first_seen, _NO_END
            self._left = iter(list(rows.keys()))
        for key in keys:
            record = rows.get(key)
            if record is None:
                continue
            if 0 < self._expiry.at(record) <= until:
                found.append(key)
            else:
                self.note(record)
        return found

    def begin_again(self) -> None:
        """Forget what was seen: records may be back that had been dropped."""
        self._left = iter(())
        self.first = self._first_seen = 0

    def of_copy(self) -> "Rounds[R]":
        """The same for a copy of the table."""
        other = Rounds(self._expiry)
        other.first = other._first_seen = self.first
        return other
