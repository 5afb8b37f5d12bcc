"""The broadcast of a world's feed to all who watch it: in batches, each encoded once for all who want the same."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from mfa_emulator.core.time import realtime
from mfa_emulator.core.watching.feed import Event, Feed, Place

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """The events that a reader wants; none of these bounds means all of them."""

    kinds: frozenset[str] = frozenset()
    provider: str | None = None
    to: str | None = None
    refused: bool = False
    """Of requests only the refused ones."""

    def fits(self, event: Event) -> bool:
        """Whether the reader wants this event. What concerns the whole world every reader gets."""
        if event.kind in ("reset", "missed"):
            return True
        if self.kinds and event.kind not in self.kinds:
            return False
        if event.kind == "request" and self.refused and not event.refused:
            return False
        if self.to is not None and event.kind != "clock" and event.to != self.to:
            return False
        return self.provider is None or event.kind == "clock" or event.provider == self.provider


_EVERYTHING = Wanted()


class Reader:
    """One who reads: bytes that have not gone out yet wait here, up to a bound."""

    MOST = 4 * 1024 * 1024
    """Bytes that may wait. A reader so slow is dropped: nobody waits for it."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._size = 0
        self._awake = asyncio.Event()
        self.ended: bool = False

    def offer(self, chunk: bytes) -> None:
        """Put a batch by until the reader is woken; it is dropped when too much waits already."""
        self._waiting.append(chunk)
        self._size += len(chunk)
        if self._size > self.MOST:
            self.end()

    def wake(self) -> bool:
        """Have the reader take what waits; whether there is anything."""
        if self._waiting:
            self._awake.set()
        return bool(self._waiting)

    def end(self) -> None:
        """Let the reader go."""
        self.ended = True
        self._awake.set()

    async def next(self) -> bytes | None:
        """The bytes that have come meanwhile; None when there will be no more."""
        await self._awake.wait()
        if self.ended:
            return None
        chunk = b"".join(self._waiting)
        self._waiting, self._size = [], 0
        self._awake.clear()
        return chunk


class Broadcast:
    """The readers of one world on one event loop. It looks at the feed while there are any, and only then."""

    PAUSE = 0.1
    """Real seconds between two batches."""
    AT_ONCE = 8
    """Readers that are woken at a time: the requests that came meanwhile are answered before the next ones."""
    SILENCE = 15.0
    """Real seconds without a batch after which a comment shows that the connection is alive."""

    def __init__(self, world: "World") -> None:
        self._feed = Feed(world)
        self._place = self._feed.place()
        self._groups: dict[Wanted, dict[Reader, None]] = {}
        self._task: asyncio.Task[None] | None = None

    async def read(self, wanted: Wanted, after: Place | None = None) -> AsyncGenerator[bytes, None]:
        """Server-sent events from now on, or from a place where an earlier reading ended."""
        self._spread()  # those who are there already must not miss what the new reader gets as its past
        reader = Reader()
        reader.offer(b"retry: 1000\n: ready\n\n")
        if after is not None:
            events, place = self._feed.since(after)
            reader.offer(_encoded(events, wanted, place))
        reader.wake()
        self._groups.setdefault(wanted, {})[reader] = None
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        try:
            while (chunk := await reader.next()) is not None:
                yield chunk
        finally:
            self._leave(wanted, reader)

    def end(self) -> None:
        """Let all readers go: the world is no more."""
        for readers in self._groups.values():
            for reader in readers:
                reader.end()

    async def _run(self) -> None:
        silent = 0.0
        while self._groups:
            await asyncio.sleep(self.PAUSE)
            silent = 0.0 if self._spread() else silent + self.PAUSE
            if silent >= self.SILENCE:
                silent = 0.0
                self._offer_all(b": still here\n\n")
            await self._wake_all()

    async def _wake_all(self) -> None:
        woken = 0
        for reader in [reader for readers in self._groups.values() for reader in readers]:
            woken += reader.wake()
            if woken == self.AT_ONCE:
                woken = 0
                await asyncio.sleep(0)

    def _spread(self) -> bool:
        """Put by for all readers what has happened since the last time; whether it was anything."""
        if self._feed.world.engagement.count:
            return False
        events, self._place = self._feed.since(self._place)
        events += self._feed.changes()
        for wanted, readers in list(self._groups.items()) if events else ():
            chunk = _encoded(events, wanted, self._place)
            for reader in list(readers) if chunk else ():
                reader.offer(chunk)
        return bool(events)

    def _offer_all(self, chunk: bytes) -> None:
        for readers in self._groups.values():
            for reader in readers:
                reader.offer(chunk)

    def _leave(self, wanted: Wanted, reader: Reader) -> None:
        readers = self._groups.get(wanted, {})
        readers.pop(reader, None)
        if not readers:
            self._groups.pop(wanted, None)
        if not self._groups and self._task is not None:
            self._task.cancel()


class Broadcasts:
    """The broadcasts of one world: one on each event loop on which somebody reads."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._by_loop: dict[asyncio.AbstractEventLoop, Broadcast] = {}
        self.run: int = realtime.wall_micros()
        """The instant at which the world was made, really: a reader that comes back finds the same one, or another."""

    def here(self) -> Broadcast:
        """The broadcast on the running event loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._by_loop:
            self._by_loop[loop] = Broadcast(self._world)
        return self._by_loop[loop]

    def end(self) -> None:
        """Let all readers go: the world is no more."""
        for loop, broadcast in self._by_loop.items():
            with suppress(RuntimeError):  # the loop is closed, and they are gone
                loop.call_soon_threadsafe(broadcast.end)


def _encoded(events: Iterable[Event], wanted: Wanted, place: Place) -> bytes:
    """The events that are wanted, as server-sent ones. The last one has the id: a batch is read whole or again."""
    fitting = events if wanted == _EVERYTHING else filter(wanted.fits, events)
    encode = msgspec.json.Encoder().encode
    frames = [b"event: %s\ndata: %s\n\n" % (event.kind.encode(), encode(event.data)) for event in fitting]
    if frames:
        frames[-1] = b"id: %s\n" % str(place).encode() + frames[-1]
    return b"".join(frames)
