"""Snapshots read from documents."""

from typing import TYPE_CHECKING

from mfa_emulator.core.errors import VendorError
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.message import Contents
from mfa_emulator.core.store.json_reader import Reader
from mfa_emulator.core.store.slices import Work
from mfa_emulator.core.store.snapshot import VERSION, Data, Snapshot
from mfa_emulator.core.store.state import State
from mfa_emulator.core.store.table import Taken

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

MISFITS = (LookupError, TypeError, AttributeError, OverflowError, RecursionError, Taken, VendorError)
"""Errors that come of reading a document of another shape, beside ValueError."""


def reading(aside: "World", document: bytes | bytearray) -> Work[Snapshot]:
    """The work of reading a document, in a world that is used for nothing else. Raises ValueError on a misfit."""
    try:
        return (yield from _read(aside, Reader(document)))
    except MISFITS as error:
        reason = f"{error} is missing" if type(error) is KeyError else repr(error)
        raise ValueError(f"not a snapshot: {reason}") from None


def _read(aside: "World", reader: Reader) -> Work[Snapshot]:
    version, inbox, states, parts = 0, None, None, dict[str, JsonObject]()
    for name in reader.fields():
        if name == "version":
            version = _checked(reader.value(object))
        elif name == "providers":
            states = yield from _read_states(aside, reader)
        elif name == "inbox":
            inbox = yield from Contents.reading(reader)
        else:
            parts[name] = reader.value(dict)
    reader.end()
    _checked(version)
    if inbox is None or states is None:
        raise KeyError("providers" if states is None else "inbox")
    data = Data(clock=parts["clock"], ids=parts["ids"], inbox=inbox, faults=parts["faults"])
    yield from _tried(aside, data, states)
    return Snapshot(data, states, aside.inbox)


def _read_states(aside: "World", reader: Reader) -> Work[dict[str, State]]:
    states = dict[str, State]()
    for name in reader.fields():
        state = states[name] = aside.providers[name].new_state(aside)
        yield from state.read(reader)
    return states


def _tried(aside: "World", data: Data, states: dict[str, State]) -> Work[None]:
    """See that no part is refused when another world takes it."""
    for name, state in states.items():
        aside.providers[name].check(state)
        yield
    aside.clock.load(data["clock"])
    aside.ids.load(data["ids"])
    aside.faults.load(data["faults"])
    yield from aside.inbox.taking(data["inbox"])


def _checked(version: object) -> int:
    if version != VERSION:
        raise ValueError(f"not a snapshot of version {VERSION}")
    return VERSION
