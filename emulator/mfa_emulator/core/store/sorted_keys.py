"""Keys in order, however many there are."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from typing import TypeAlias

Key: TypeAlias = int | str
"""A key of records; those of one table are all of one kind."""


class SortedKeys:
    """Keys in order, in short runs, so that adding one never moves more than a run."""

    RUN = 512

    def __init__(self, keys: Iterable[Key]) -> None:
        ordered = sorted(keys)
        self._runs = [ordered[i : i + self.RUN] for i in range(0, len(ordered), self.RUN)]
        self._lasts = [run[-1] for run in self._runs]

    def add(self, key: Key) -> None:
        """Put a new key in its place."""
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

    def remove(self, key: Key) -> None:
        """Take a key out that is there."""
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
