"""Marks: the sign in all that a world issues of the world it is from, and of the resets that came before it."""

from functools import cached_property
from hashlib import blake2b
from typing import Annotated, TypeAlias

import msgspec

MOST = 1000
"""Marks of other worlds that a world takes beside its own, at most: the oldest make room."""

Mark: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{12}\Z")]

NOT_HERE = "not issued by this world since it began"
"""The reason why a text that carries no mark, but was drawn from the ids of a world, means nothing in another."""

_LOOKED_AT = 100
"""Resets that are gone through to tell people what a foreign mark is of."""


class Origin(msgspec.Struct, frozen=True, dict=True):
    """The source of all that is issued: a seed, the name of a world, and the number of its resets.

    It is the same in every process, so that a test sees the same values each time, and a restarted emulator still
    knows what it issued.
    """

    seed: int | str
    world: str
    resets: int

    @cached_property
    def key(self) -> bytes:
        """The key of all that is drawn from this origin."""
        # A seed is a text on the command line.
        return blake2b(msgspec.json.encode([str(self.seed), self.world, self.resets]), digest_size=32).digest()

    @cached_property
    def mark(self) -> str:
        """The mark of what is issued: 12 characters that do not tell the key."""
        from base64 import urlsafe_b64encode

        return urlsafe_b64encode(blake2b(b"mark", key=self.key, digest_size=9).digest()).decode()

    def after(self, resets: int) -> "Origin":
        """The same world after so many resets."""
        return Origin(self.seed, self.world, resets)


class Marks:
    """The marks that a world takes: its own, and those that a snapshot brought from elsewhere."""

    def __init__(self, origin: Origin, further: tuple[str, ...] = (), resets: int = 0) -> None:
        self.origin = origin
        self.further: tuple[str, ...] = tuple(mark for mark in further if mark != origin.mark)[-MOST:]
        self._resets = max(resets, origin.resets)

    @cached_property
    def _known(self) -> frozenset[str]:
        # When first asked for: most worlds of tests issue nothing.
        return frozenset((self.origin.mark, *self.further))

    def __contains__(self, mark: str | None) -> bool:
        return mark in self._known

    def reason(self, mark: str) -> str:
        """The reason, for people, why something of another mark means nothing here."""
        world, begun = self.origin.world, self.origin.resets
        for resets in range(max(0, self._resets - _LOOKED_AT), self._resets + 1):
            if self.origin.after(resets).mark == mark:
                back = "of before a reset" if resets < begun else "of a time that a restored snapshot took back"
                return f"was issued by world {world!r}, but is {back}"
        return f"was issued by another world than {world!r}, by one of another seed, or many resets ago"
