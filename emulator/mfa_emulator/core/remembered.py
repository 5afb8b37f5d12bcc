"""Answers about texts that come again and again, remembered up to a number of characters."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T", bound=str | bytes)
V = TypeVar("V")


class Remembered(dict[T, V], Generic[T, V]):
    """Answers of a function by text: ``remembered[text]``, which asks once.

    A cache that counts entries holds as much as the texts are long, and these come from the network. Looking one up
    costs what a dict's look-up costs.
    """

    LONGEST = 512
    """Characters of a text that is remembered; a longer one is asked for each time."""
    MOST = 64 * 1024
    """Characters that are remembered together; then all are forgotten."""

    def __init__(self, function: Callable[[T], V]) -> None:
        super().__init__()
        self._function = function
        self._size = 0

    def __missing__(self, text: T) -> V:
        answer = self._function(text)
        if self.keeps(text, answer):
            self._size += len(text)
            if self._size > self.MOST:
                self.clear()
                self._size = len(text)
            self[text] = answer
        return answer

    def keeps(self, text: T, answer: V) -> bool:
        """Whether the answer is remembered."""
        return len(text) <= self.LONGEST
