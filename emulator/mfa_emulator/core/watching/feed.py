"""The feed of a world: what has happened there since a place in it, for those who watch.

Nothing is written down for it while requests are answered. It reads the journal and the inbox from a place on, and
compares clock and challenges with how it saw them last.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import msgspec

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.journal import Line, line_of
from mfa_emulator.core.provider import Challenge
from mfa_emulator.core.time.durations import rfc3339

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

Kind: TypeAlias = Literal["message", "undelivered", "request", "challenge", "clock", "reset", "missed"]


class Place(NamedTuple):
    """A place in the feed: of which run of the world, and after how many resets, messages and requests."""

    run: int = -1
    resets: int = 0
    messages: int = 0
    requests: int = 0

    def __str__(self) -> str:
        return ".".join(map(str, self))

    @classmethod
    def read(cls, text: str) -> "Place":
        """The place of such a text, as `str` writes it; of any other text, the begin."""
        parts = text.split(".")
        if len(parts) != len(cls._fields) or not all(part.isascii() and part.isdigit() for part in parts):
            return cls()
        return cls(*(int(part[:18]) for part in parts))


class Event(msgspec.Struct, frozen=True):
    """An event, and what people and pages need to know of it."""

    kind: Kind
    data: JsonObject | Line
    provider: str = ""
    to: str = ""
    """The recipient of a message or a challenge."""
    refused: bool = False
    """Whether it is a request that was refused."""


class Feed:
    """The events of one world."""

    MOST = 500
    """Events of one kind that are given at a time: of more the oldest are only counted, as `missed`."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self._clock = world.clock.changed.rings
        self._challenges: dict[str, Challenge] = {}
        self._undelivered: dict[str, str] = {}
        self._seen = Place()
        self.changes()

    def place(self) -> Place:
        """The place of now."""
        world = self.world
        return Place(world.broadcasts.run, world.clock.begun, world.inbox.cursor, world.journal.cursor)

    def since(self, place: Place) -> tuple[list[Event], Place]:
        """The events after a place, and the place after them. One from before a reset, or from an
        emulator that ran before this one, is the begin.
        """
        world = self.world
        with world.lock:
            now = self.place()
            events = []
            if place[:2] != now[:2]:
                events = [Event("reset", {"world": world.name, "now": rfc3339(world.clock.micros())})]
                place = Place(*now[:2])
            events += self._messages(place)
            events += self._requests(place)
        return events, now

    def changes(self) -> list[Event]:
        """The changes of clock, challenges and held messages since this was asked last."""
        with self.world.lock:
            return list(self._changes())

    def _messages(self, place: Place) -> Iterator[Event]:
        found = self.world.inbox.messages(after=place.messages)
        yield from _missed("message", len(found) - self.MOST)
        for message in found[-self.MOST :]:
            yield Event("message", message.view(), message.provider, message.to)

    def _requests(self, place: Place) -> Iterator[Event]:
        journal = self.world.journal
        found = journal.since(place.requests, self.MOST)
        yield from _missed("request", journal.cursor - place.requests - len(found))
        for exchange in found:
            yield Event("request", line_of(exchange), exchange.provider, refused=exchange.status >= 400)

    def _changes(self) -> Iterator[Event]:
        world, place = self.world, self.place()
        moved = world.clock.changed.rings != self._clock
        if moved:
            self._clock = world.clock.changed.rings
            yield Event("clock", clock_view(world))
        # A tap on a phone is no request: where one is waited for, it is looked for.
        waiting = any(challenge.status == "pending" for challenge in self._challenges.values())
        if moved or waiting or self._undelivered or place != self._seen:
            self._seen = place
            yield from self._changed_challenges()
            yield from self._changed_undelivered()

    def _changed_challenges(self) -> Iterator[Event]:
        world = self.world
        # Vendors that nobody has called have none, and need not be loaded for that.
        now = {one.id: one for name in list(world.states) for one in world.providers[name].challenges(world)}
        gone = [msgspec.structs.replace(one, status="gone") for key, one in self._challenges.items() if key not in now]
        for challenge in [*now.values(), *gone]:
            if self._challenges.get(challenge.id) != challenge:
                seen = challenge.view() | {"at": rfc3339(world.clock.micros())}
                yield Event("challenge", seen, challenge.provider, challenge.to)
        self._challenges = now

    def _changed_undelivered(self) -> Iterator[Event]:
        waiting = self.world.inbox.undelivered()
        for message in waiting:
            if self._undelivered.get(message.id) != message.status:
                yield Event("undelivered", message.view(), message.provider, message.to)
        self._undelivered = {message.id: message.status for message in waiting}


def clock_view(world: "World") -> JsonObject:
    """The clock as it stands. `epoch` is in seconds, `rate` in seconds of the clock per real second."""
    clock = world.clock
    at = clock.micros()
    return {"now": rfc3339(at), "epoch": at / 1_000_000, "mode": clock.mode, "rate": clock.rate}


def _missed(kind: Kind, count: int) -> Iterator[Event]:
    if count > 0:
        yield Event("missed", {"kind": kind, "count": count})
