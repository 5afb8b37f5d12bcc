"""Keys in order, however many there are."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

Key: TypeAlias = int | str
"""A key of records; those of one table are all of one kind."""


class SortedKeys:
    """Keys in order, in short runs, so that adding one never moves more than a run."""

    RUN = 512
    FEW = 32
    """Keys for one run that are put in one by one: more of them are sorted with it."""

    def __init__(self, keys: Iterable[Key]) -> None:
        ordered = sorted(keys)
        self._runs = [ordered[i : i + self.RUN] for i in range(0, len(ordered), self.RUN)]
        self._lasts = [run[-1] for run in self._runs]
        self._waiting: list[Key] | None = None
        """New keys of a block that puts in its keys `together`."""

    def add(self, key: Key) -> None:
        """Put a new key in its place."""
        if self._waiting is not None:
            self._waiting.append(key)
            return
        if not self._runs:
            self._runs, self._lasts = [[key]], [key]
            return
        place = bisect_right(self._lasts, key)
        if place == len(self._runs):
            place -= 1
        run = self._runs[place]
        insort(run, key)
        if len(run) > 2 * self.RUN:
            self._runs[place : place + 1] = [run[: self.RUN], run[self.RUN :]]
            self._lasts[place : place + 1] = [run[self.RUN - 1], run[-1]]
        else:
            self._lasts[place] = run[-1]

    @contextmanager
    def together(self) -> Iterator[None]:
        """Put in the new keys of the block at its end: a seventh of the work where they are near each other."""
        self._waiting = []
        try:
            yield
        finally:
            self._put_in_waiting()

    def _put_in_waiting(self) -> None:
        keys, self._waiting = sorted(self._waiting or ()), None
        start = 0
        while start < len(keys):
            place, end = bisect_left(self._lasts, keys[start]), len(keys)
            if place < len(self._lasts):
                end = bisect_right(keys, self._lasts[place], start)
            if end - start < self.FEW:
                for key in keys[start:end]:
                    self.add(key)
            else:
                self._merge(min(place, max(len(self._runs) - 1, 0)), keys[start:end])
            start = end

    def _merge(self, place: int, keys: list[Key]) -> None:
        """Put keys into a run, which becomes several when it is long then."""
        merged = sorted([*(self._runs[place] if self._runs else ()), *keys])
        size = len(merged) if len(merged) <= 2 * self.RUN else self.RUN
        runs = [merged[i : i + size] for i in range(0, len(merged), size)]
        self._runs[place : place + 1] = runs
        self._lasts[place : place + 1] = [run[-1] for run in runs]

    def remove(self, key: Key) -> None:
        """Take a key out that is there."""
        if self._waiting:
            self._put_in_waiting()
        place = bisect_right(self._lasts, key)
        if place and self._lasts[place - 1] == key:
            place -= 1
        run = self._runs[place]
        run.remove(key)
        if run:
            self._lasts[place] = run[-1]
        else:
            del self._runs[place], self._lasts[place]

    def after(self, key: Key | None, limit: int) -> list[Key]:
        """Up to `limit` keys that come after `key`; None is before all."""
        place = 0 if key is None else bisect_right(self._lasts, key)
        found: list[Key] = []
        for index in range(place, len(self._runs)):
            run = self._runs[index]
            start = bisect_right(run, key) if index == place and key is not None else 0
            found += run[start : start + limit - len(found)]
            if len(found) >= limit:
                break
        return found

    def before(self, key: Key | None, limit: int) -> list[Key]:
        """Up to `limit` keys that come before `key`, the nearest first; None is after all."""
        place = len(self._runs) - 1 if key is None else min(bisect_left(self._lasts, key), len(self._runs) - 1)
        found: list[Key] = []
        for index in range(place, -1, -1):
            run = self._runs[index]
            end = len(run) if key is None else bisect_left(run, key)
            found += run[max(end - limit + len(found), 0) : end][::-1]
            if len(found) >= limit:
                break
        return found
