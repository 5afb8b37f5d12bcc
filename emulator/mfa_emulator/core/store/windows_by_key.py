"""Sliding windows by key: a phone number, a factor, a user."""

from collections.abc import Sequence

import msgspec

from mfa_emulator.core.store.table import Table
from mfa_emulator.core.time.windows import Limit, SlidingWindow


class KeyedWindow(msgspec.Struct, frozen=True, gc=False):
    """The events of one key."""

    key: str
    window: SlidingWindow


_NONE = SlidingWindow()


class WindowsByKey(Table[KeyedWindow]):
    """A table of windows by key. Keys that were counted the longest ago are forgotten first."""

    def __init__(self) -> None:
        super().__init__(KeyedWindow, "key")

    def window(self, key: str) -> SlidingWindow:
        """The events of a key."""
        keyed = self.get(key)
        return _NONE if keyed is None else keyed.window

    def full(self, key: str, limits: Sequence[Limit], now: int) -> Limit | None:
        """The first of the limits that one more event of this key would break."""
        keyed = self.get(key)
        return None if keyed is None else keyed.window.full(limits, now)

    def add(self, key: str, limits: Sequence[Limit], now: int, most_keys: int) -> SlidingWindow:
        """Count one more event of this key, and keep at most `most_keys` keys. Returns the key's window.

        Nothing is counted where no limit asks for it.
        """
        keyed = self.get(key)
        window = (_NONE if keyed is None else keyed.window).added(limits, now)
        if window.at:
            if keyed is None:
                self.put(KeyedWindow(key, window))
            else:
                # Not by `delete` and `put`, which see to indexes and ends that there are none of here.
                if self.changes is not None:
                    self._begin_layers()
                del self._rows[key]  # it becomes the youngest
                self._rows[key] = KeyedWindow(key, window)
            if len(self._rows) > most_keys:
                self.trim(most_keys)
        return window
