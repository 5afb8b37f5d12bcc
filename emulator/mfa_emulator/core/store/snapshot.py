"""A world as it was: to go back to it, or to write it into a document."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Protocol, TypedDict, runtime_checkable

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.message import Contents
from mfa_emulator.core.store import json_pieces
from mfa_emulator.core.store.json_pieces import Part
from mfa_emulator.core.store.slices import Work
from mfa_emulator.core.store.state import State

if TYPE_CHECKING:
    from mfa_emulator.core.inbox import Inbox

VERSION = 2


class Data(TypedDict):
    """The parts of a world beside the states of its vendors."""

    clock: JsonObject
    ids: JsonObject
    inbox: Contents
    faults: JsonObject


@runtime_checkable
class Viewed(Protocol):
    """A part of a world in which there may be much."""

    def view(self) -> Part:
        """The part as it is now, to be written."""


class Document:
    """A world as it was, to be written. Taken at once: records never change, and only lists of them are copied."""

    def __init__(self, data: Data, states: Mapping[str, State]) -> None:
        viewed = {name: part.view() if isinstance(part, Viewed) else part for name, part in data.items()}
        providers = Part({name: state.view() for name, state in states.items()})
        self._whole = Part(version=VERSION, **viewed, providers=providers)

    def pieces(self) -> Iterator[bytes]:
        """The document bit by bit."""
        return json_pieces.pieces(self._whole)

    def writing(self) -> Work[list[bytes]]:
        """The work of writing all pieces."""
        written = []
        for piece in self.pieces():
            written.append(piece)
            yield
        return written


class Snapshot:
    """A world as it was: shallow copies, since records never change."""

    def __init__(self, data: Data, states: Mapping[str, State], inbox: "Inbox | None" = None) -> None:
        self.data = data
        self.states = states
        self.inbox = inbox
        """An inbox that holds the messages already, to be taken over."""

    def copy(self) -> "Snapshot":
        """The same, for somebody who changes it."""
        return Snapshot(self.data, {name: state.copy() for name, state in self.states.items()})

    def to_json(self) -> bytes:
        """The snapshot as a document that `World.restore` takes in any process."""
        return b"".join(Document(self.data, self.states).pieces())
