"""Layers over dicts: changes that leave the dict below as it is until they are to stand."""

from collections.abc import Hashable, Iterable, Iterator
from itertools import islice
from typing import Any, Generic, TypeAlias, TypeVar

from mfa_emulator.core.store.slices import Work
from mfa_emulator.core.store.sorted_keys import Key

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_MISSING: Any = object()
_SOME = 1000
"""Keys that are merged at a time."""


class Layer(Generic[K, V]):
    """A dict as it is after some changes, with all keys in their order. It costs what is changed, not what is there.

    `keys`, `values` and `items` give what there was at one moment, as lists of a dict's do, whatever other threads
    change meanwhile.
    """

    def __init__(self, below: dict[K, V]) -> None:
        self._below = below
        self._gone: dict[K, None] = {}
        """Keys of the dict below that have been taken out, if only to come back as the last ones."""
        self._changed: dict[K, V] = {}
        """Values of keys that keep their place in the dict below."""
        self._added: dict[K, V] = {}
        """Keys that come after those of the dict below."""
        self._is_merging = False

    def __getitem__(self, key: K) -> V:
        found: V = self._find(key, _MISSING)
        if found is _MISSING:
            raise KeyError(key)
        return found

    def get(self, key: K, default: V | None = None) -> V | None:
        """The value of the key, or the default."""
        found: V | None = self._find(key, default)
        return found

    def _find(self, key: K, default: Any) -> Any:
        found = self._added.get(key, _MISSING)
        if found is _MISSING and key not in self._gone:
            found = self._changed.get(key, _MISSING)
            if found is _MISSING:
                found = self._below.get(key, _MISSING)
        return default if found is _MISSING else found

    def __contains__(self, key: object) -> bool:
        return key in self._added or (key in self._below and key not in self._gone)

    def __setitem__(self, key: K, value: V) -> None:
        has_a_place = key in self._below and key not in self._gone
        (self._changed if has_a_place else self._added)[key] = value

    def __delitem__(self, key: K) -> None:
        if key not in self:
            raise KeyError(key)
        if key in self._below:
            self._gone[key] = None
        self._changed.pop(key, None)
        self._added.pop(key, None)

    def setdefault(self, key: K, default: V) -> V:
        """The value of the key, which has the default from now on if it was not there."""
        if key not in self:
            self[key] = default
        return self[key]

    def __len__(self) -> int:
        if self._is_merging:
            return len(self.items())
        return len(self._below) - len(self._gone) + len(self._added)

    def __iter__(self) -> Iterator[K]:
        return iter(self.keys())

    def keys(self) -> list[K]:
        """All keys."""
        return [key for key, _ in self.items()]

    def values(self) -> list[V]:
        """All values."""
        return [value for _, value in self.items()]

    def items(self) -> list[tuple[K, V]]:
        """All keys with their values."""
        below, gone, changed, added = self._below, self._gone.copy(), self._changed.copy(), self._added.copy()
        kept = {key: changed.get(key, value) for key, value in list(below.items()) if key not in gone}
        return list((kept | added).items())  # some may be in the dict below already

    def clear(self) -> None:
        """Take out everything. The dict below is let go as it is."""
        self._below, self._gone, self._changed, self._added = {}, {}, {}, {}

    def copy(self) -> dict[K, V]:
        """A dict of the same."""
        return dict(self.items())

    def merging(self) -> Work[dict[K, V]]:
        """The work of making the changes in the dict below, which is returned. They can be read all the time."""
        self._is_merging = True
        for keys in _some_at_a_time(self._gone):
            for key in keys:
                del self._below[key]
            yield
        for change in (self._changed, self._added):
            for some in _some_at_a_time(change):
                self._below.update((key, change[key]) for key in some)
                yield
        return self._below

    def is_over(self, below: dict[K, V]) -> bool:
        """Whether the layer is still over that dict: it has not been cleared."""
        return self._below is below

    def difference(self) -> tuple[list[K], list[K]]:
        """The keys that are new, and those that are not there any more."""
        new = [key for key in self._added if key not in self._below]
        return new, [key for key in self._gone if key not in self._added]


Rows: TypeAlias = dict[K, V] | Layer[K, V]


class Groups(Layer[Hashable, Rows[Key, None]]):
    """A layer over dicts by value, each of which gets a layer of its own when somebody may change it."""

    def __getitem__(self, key: Hashable) -> Rows[Key, None]:
        group = super().__getitem__(key)
        if isinstance(group, dict) and self._below.get(key) is group:
            group = self._changed[key] = Layer(group)
        return group

    def merging(self) -> Work[dict[Hashable, Rows[Key, None]]]:
        """The work of making the changes in the dict below, and in the dicts in it."""
        for number, (key, group) in enumerate(self._changed.items(), 1):
            if isinstance(group, Layer):
                self._changed[key] = yield from group.merging()
            if number % _SOME == 0:
                yield
        return (yield from super().merging())


def _some_at_a_time(keys: Iterable[K]) -> Iterator[list[K]]:
    remaining = iter(keys)
    while some := list(islice(remaining, _SOME)):
        yield some
