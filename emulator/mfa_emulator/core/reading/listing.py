"""Reading of what a world keeps as of a list."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import TypeVar, overload

from mfa_emulator.core.printable import in_a_line

T = TypeVar("T")


class Listing(Sequence[T]):
    """A list of what there is now, oldest first: by index and slice, with `in`, `len` and a repr that shows it.

    One looks at the things as they are; what comes later is seen by the next look.
    """

    SHOWN = 5
    """The last so many things that the repr shows."""

    @abstractmethod
    def _all(self) -> list[T]:
        """The things of now."""

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> list[T]: ...

    def __getitem__(self, index: int | slice) -> T | list[T]:
        if not isinstance(index, int | slice):
            raise TypeError(f"an index is a whole number or a slice, not {index!r}")
        found = self._all()
        if isinstance(index, int) and not -len(found) <= index < len(found):
            raise IndexError(f"nothing at [{index}] in {self!r}")
        return found[index]

    def __repr__(self) -> str:
        found = self._all()
        name = type(self).__name__.removeprefix("Remote")
        if not found:
            return f"<{name}: nothing>"
        earlier = [f"({len(found) - self.SHOWN} earlier)"] if len(found) > self.SHOWN else []
        return in_a_line(f"<{name} of {len(found)}: {'; '.join([*earlier, *map(str, found[-self.SHOWN :])])}>")
