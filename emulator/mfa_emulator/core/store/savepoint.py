"""Savepoints of states: the way back from changes that turn out wrong."""

from collections.abc import Callable, Iterable
from copy import copy
from itertools import chain
from typing import Any

import msgspec

from mfa_emulator.core.store.slices import Work, at_once
from mfa_emulator.core.store.state import Map, State
from mfa_emulator.core.store.table import Changing, Table


class Savepoint:
    """The way back of some states to how they were when it was made, as exact as copies of them would be.

    It costs what is changed meanwhile, not what is stored: tables that change do so in layers over what was there. Of a
    state only the attributes are kept, of a `Map` the names. One at a time, under the lock of the world.
    """

    def __init__(self, states: Iterable[State]) -> None:
        self._tables: list[Table[msgspec.Struct]] = []
        self._changed: list[Changing] = []
        self._kept: list[tuple[State | Map[State], dict[str, Any]]] = []
        for state in states:
            self._keep(state)

    def release(self) -> None:
        """Let the changes stand; to be called after `roll_back` too."""
        at_once(self.releasing())

    def releasing(self) -> Work[None]:
        """The work of `release`. Given up halfway it is done at once: what has begun to stand cannot go back."""
        for table in self._tables:
            table.changes = None
        steps = chain.from_iterable(changed.standing() for changed in self._changed)
        try:
            for _ in steps:
                yield
        finally:
            for _ in steps:
                pass

    def roll_back(self) -> None:
        """Take every change back."""
        for changed in self._changed:
            changed.go_back()
        for part, kept in self._kept:
            if isinstance(part, Map):
                part.go_back(kept)
            else:
                vars(part).update(kept)
                for name in set(vars(part)) - set(kept):
                    del vars(part)[name]

    def _keep(self, value: object) -> None:
        if isinstance(value, Table):
            value.changes = self._changed
            self._tables.append(value)
        elif isinstance(value, Map):
            self._kept.append((value, dict(value)))
            for item in value.values():
                self._keep(item)
        elif isinstance(value, State):
            kept = {name: _plain_copy(part) for name, part in vars(value).items()}
            self._kept.append((value, kept))
            for part in kept.values():
                self._keep(part)


def undone_upon_error(states: Iterable[State], work: Work[None], undo: Callable[[], None]) -> Work[None]:
    """The work; when it fails, or is given up halfway, the states are as they were, and `undo` is called as well."""
    savepoint = Savepoint(states)
    try:
        yield from work
    except BaseException:
        savepoint.roll_back()
        savepoint.release()
        undo()
        raise
    yield  # what the work held was freed just now
    yield from savepoint.releasing()


def _plain_copy(value: object) -> object:
    """A copy of plain data, which may be changed in place; anything else itself."""
    return copy(value) if type(value) in (dict, list, set) else value
