"""The memory of providers: states of tables and plain data; copied, dumped and loaded as a whole."""

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, Self, TypeVar
from weakref import WeakValueDictionary

import msgspec

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.store.json_pieces import Part
from mfa_emulator.core.store.json_reader import Reader
from mfa_emulator.core.store.slices import Work, at_once
from mfa_emulator.core.store.table import Changed, Table

S = TypeVar("S", bound="State")


class State:
    """The memory of one provider in one world: attributes that are tables, records, plain data or further states.

    The annotations of the class say what each attribute is; `Map` holds states or records by name.
    """

    _changed: Changed = None

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, value)
        if self._changed is not None:
            self._changed()

    def watch(self, changed: Changed) -> None:
        """Call `changed` at each change that may be the first one: see `Map`."""
        vars(self)["_changed"] = changed
        for part in vars(self).values():
            if isinstance(part, State):
                part.watch(changed)
            elif isinstance(part, Table | Map):
                part.added = changed

    def endings(self, now: int, until: int | None = None) -> Iterator[tuple[int, str, str]]:
        """The ends in it that lie after `now`, and not after `until`: instant, kind and subject, in no order."""
        for value in list(vars(self).values()):
            for part in list(value.values()) if isinstance(value, Map) else (value,):
                if isinstance(part, Table | State):
                    yield from part.endings(now, until)

    def copy(self) -> Self:
        """A state that does not change when this one does: tables are copied, records are shared."""
        other = object.__new__(type(self))
        other.__dict__ = {name: _copied(value) for name, value in self.__dict__.items()}
        return other

    def view(self) -> Part:
        """The state as it is now, to be written: only lists of records are copied, so that it takes no time."""
        return Part({name: _seen(value) for name, value in self.__dict__.items() if not name.startswith("_")})

    def dump(self) -> JsonObject:
        """The state as plain JSON data."""
        dumped: JsonObject = msgspec.to_builtins(self.view())
        return dumped

    def read(self, reader: Reader) -> Work[None]:
        """The work of taking over a document into this new state. Raises ValueError on one that does not fit."""
        known = {name for name in self.__dict__ if not name.startswith("_")}
        for name in reader.fields():
            if name not in known:
                raise ValueError(f"{type(self).__name__} has no {name!r}")
            self.__dict__[name] = yield from _read(self.__dict__[name], reader)

    def load(self, data: Mapping[str, Json]) -> None:
        """Take over a `dump` into this new state. Raises ValueError on a document that does not fit."""
        at_once(self.read(Reader(msgspec.json.encode(data))))

    def shred(self) -> Iterator[None]:
        """Empty all tables piece by piece; nobody may use the state any more."""
        for value in self.__dict__.values():
            for part in list(value.values()) if isinstance(value, Map) else (value,):
                if isinstance(part, Table | State):
                    yield from part.shred()


class Map(dict[str, S], Generic[S]):
    """States by name (projects, accounts ...), each made by `new` when somebody asks for its name first.

    One is kept from its first change on: an attribute set, or a record put into a table. Until then it lives as long
    as somebody holds it, and its name leads to that same one. So asking leaves nothing behind.
    """

    added: Changed = None
    """Called when a state is kept that was not before."""

    def __init__(self, new: Callable[[str], S]) -> None:
        super().__init__()
        self.new = new
        self._lent: WeakValueDictionary[str, S] = WeakValueDictionary()

    def __missing__(self, name: str) -> S:
        made = self._lent.get(name)
        if made is None:
            made = self._lent[name] = self.new(name)
            made.watch(lambda: self._keep(name, made))
        return made

    def keep(self, name: str) -> S:
        """The state of that name, kept although there may be nothing in it."""
        if name not in self:
            self._keep(name, self[name])
        return self[name]

    def _keep(self, name: str, state: S) -> None:
        self._lent.pop(name, None)  # else it would be lent again after it was removed, and its changes lost
        self[name] = state
        state.watch(None)
        if self.added is not None:
            self.added()

    def go_back(self, kept: Mapping[str, S]) -> None:
        """Hold exactly these, as at an earlier time; what others have been lent and did not change stays lent."""
        for name in set(self) - set(kept):
            del self[name]
            self._lent.pop(name, None)
        if list(self) != list(kept):
            self.clear()  # else those that were removed, or removed and made again, would come back as the last ones
        self.update(kept)

    def copy(self) -> "Map[S]":
        """A map of copied states."""
        other = Map(self.new)
        other.update((name, value.copy()) for name, value in self.items())
        return other


def _copied(value: object) -> object:
    return value.copy() if isinstance(value, Table | State | dict | list | set) else value


def _seen(value: object) -> object:
    if isinstance(value, Table):
        return list(value)
    if isinstance(value, State):
        return value.view()
    if isinstance(value, Map):
        return Part({name: _seen(item) for name, item in value.items()})
    return value.copy() if isinstance(value, dict | list | set) else value


def _read(current: object, reader: Reader) -> Work[object]:
    """The next value of a document in the form of `current`, in which nothing stays of what a new state begins with."""
    if isinstance(current, Table | Map):
        current.clear()
    if isinstance(current, Table | State):
        yield from current.read(reader)
        return current
    if isinstance(current, Map):
        for name in reader.fields():
            current[name] = yield from _read(current.new(name), reader)
        return current
    return reader.value(type(current))
