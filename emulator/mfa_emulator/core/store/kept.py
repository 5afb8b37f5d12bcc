"""Things that are kept by key, and the memory that they take."""

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar

K = TypeVar("K")


class Sized(Protocol):
    """A thing that knows how much memory it takes."""

    @property
    def size(self) -> int:
        """Bytes, about."""


T = TypeVar("T", bound=Sized)


class Kept(Generic[K, T]):
    """Things by key, in the order in which they came; `most` of them, and `room` bytes, if the oldest are dropped."""

    def __init__(self, most: int, room: int) -> None:
        self._most = most
        self.room = room
        self.size: int = 0
        self._things: dict[K, T] = {}

    def put(self, key: K, thing: T) -> None:
        """Keep one more."""
        self._things[key] = thing
        self.size += thing.size

    def pop(self, key: K) -> T | None:
        """Take one out."""
        thing = self._things.pop(key, None)
        if thing is not None:
            self.size -= thing.size
        return thing

    def get(self, key: K) -> T | None:
        """The one of that key."""
        return self._things.get(key)

    def has_room(self, thing: T) -> bool:
        """Whether one more may be kept without any being dropped."""
        return len(self._things) < self._most and self.size + thing.size <= self.room

    def dropped(self) -> Iterator[T]:
        """Drop the oldest as long as there are too many, or they take too much, and give them."""
        while len(self._things) > self._most or self.size > self.room:
            thing = self.pop(next(iter(self._things)))
            if thing is not None:
                yield thing

    def clear(self) -> None:
        """Drop all."""
        self._things.clear()
        self.size = 0

    def __len__(self) -> int:
        return len(self._things)

    def __iter__(self) -> Iterator[T]:
        return iter(list(self._things.values()))

    def __contains__(self, key: object) -> bool:
        return key in self._things
