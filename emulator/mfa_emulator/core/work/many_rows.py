"""Searches through many rows, which go on aside so that nobody stands still for them."""

from collections.abc import Callable, Hashable, Iterable
from heapq import merge
from itertools import islice
from typing import Protocol, TypeAlias, TypeVar

from mfa_emulator.core.store.slices import Work, at_once, paced

T = TypeVar("T")

Rank: TypeAlias = tuple[int | float | str, ...]
"""The place of a row in an order."""

FEW = 2000
"""Rows that are gone through at once, in a few milliseconds."""
_SOME = 200


class Asking(Protocol):
    """A context, as far as a search needs it."""

    def outcome(self, key: Hashable, compute: Callable[[], T]) -> T:
        """The outcome of a computation that takes long."""


def outcome(context: Asking, key: Hashable, rows: int, work: Callable[[], Work[T]]) -> T:
    """The outcome of work on so many rows, aside where these are many; to be asked for before anything is changed."""
    return at_once(work()) if rows <= FEW else context.outcome(key, lambda: paced(work()))


def fitting(rows: Iterable[T], fits: Callable[[T], bool]) -> Work[list[T]]:
    """The work of choosing rows."""
    found: list[T] = []
    for number, row in enumerate(rows, 1):
        if fits(row):
            found.append(row)
        if number % _SOME == 0:
            yield
    return found


def ordered(rows: Iterable[T], key: Callable[[T], Rank], count: int, *, descending: bool = False) -> Work[list[T]]:
    """The work of finding the first `count` rows in an order."""
    runs: list[list[T]] = []
    remaining = iter(rows)
    while run := list(islice(remaining, _SOME)):
        runs.append(sorted(run, key=key, reverse=descending))
        yield
    found: list[T] = []
    for row in islice(merge(*runs, key=key, reverse=descending), count):
        found.append(row)
        if len(found) % _SOME == 0:
            yield
    return found
