"""Answers about texts that come again and again, remembered up to a number of characters."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T", bound=str | bytes)
V = TypeVar("V")


class Memory(dict[T, V], Generic[T, V]):
    """Answers by text.

    A cache that counts entries holds as much as the texts are long, and these come from the network. Looking one up
    costs what a dict's look-up costs.
    """

    LONGEST = 512
    """Characters of a text that is remembered; a longer one is asked for each time."""
    MOST = 64 * 1024
    """Characters that are remembered together; then all are forgotten."""

    def __init__(self) -> None:
        super().__init__()
        self._size = 0

    def keep(self, text: T, answer: V) -> None:
        """Remember an answer, unless the text is too long."""
        if len(text) <= self.LONGEST:
            self._size += len(text)
            if self._size > self.MOST:
                self.clear()
                self._size = len(text)
            self[text] = answer


class Remembered(Memory[T, V]):
    """Answers of a function by text: ``remembered[text]``, which asks once."""

    def __init__(self, function: Callable[[T], V]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: T) -> V:
        answer = self._function(text)
        self.keep(text, answer)
        return answer
