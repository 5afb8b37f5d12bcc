"""Places at which worlds are reached: ports and names, of worlds that are there, have gone, or come in turn."""

import asyncio
from collections.abc import Callable, Container
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from mfa_emulator.core.http.vacancy import Vacancy

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

MOST_CLOSED = 500
"""Places of closed worlds that are kept: each may have a port, and a process has only so many."""


class Listener(Protocol):
    """The running server, as far as places need it."""

    loop: asyncio.AbstractEventLoop

    async def open(self) -> int:
        """Listen on a further port, and return its number. Raises OSError."""

    def hang_up(self, port: int) -> None:
        """Have the loop end the connections that came in on that port."""

    async def end_connections(self, port: int) -> None:
        """End the connections that came in on that port."""

    def shut(self, port: int, done: Callable[[], object]) -> None:
        """Have the loop close that port, and call `done` when nobody can come in there any more."""

    def env(self) -> dict[str, str]:
        """Further variables that programs need to reach it."""


class Places:
    """Ports, and names beside those of the worlds that are there.

    A closed world leaves a vacancy behind. A reserved place has its port and its name from the start, and leads to
    one world after another, or to none.
    """

    def __init__(self) -> None:
        self.listener: Listener | None = None
        self.by_port: dict[int, World | Vacancy] = {}
        """Destinations of requests by the port they came in on; ports that are not here belong to no world alone."""
        self._port_of: dict[World | Vacancy, int] = {}
        self._by_name: dict[str, World | Vacancy] = {}
        self._vacancies: dict[int, Vacancy] = {}
        self._led: dict[Vacancy, World | None] = {}
        self._made = 0

    def serve(self, listener: Listener | None) -> None:
        """Take note of the server; None: it has stopped, and every port is closed."""
        self.listener = listener
        self.by_port.clear()
        self._port_of.clear()

    # Reading

    def named(self, name: str) -> "World | Vacancy | None":
        """The world, or vacancy, at the place of that name."""
        return self._by_name.get(name)

    def port_of(self, place: "World | Vacancy") -> int | None:
        """The port that was opened for that world, or reserved place, alone."""
        return self._port_of.get(place)

    def numbered(self, number: int) -> Vacancy | None:
        """The place of that number."""
        return self._vacancies.get(number)

    def after(self, number: int, limit: int) -> list[Vacancy]:
        """Up to `limit` places that have a higher number, in the order in which they were made."""
        return list(islice((one for one in list(self._vacancies.values()) if one.number > number), limit))

    def leads_to(self, place: Vacancy) -> "World | None":
        """The world to which a reserved place leads."""
        return self._led.get(place)

    # Worlds that come and go

    def check(self, name: str) -> None:
        """Raise ValueError when a world cannot have that name, because a reserved place has it."""
        if self._led and any(place.name == name for place in self._led):
            raise ValueError(f"{name!r} is the name of a reserved place")

    def taken(self, name: str) -> None:
        """Let go of the place of a closed world whose name another has now; its port stays."""
        self._by_name.pop(name, None)

    async def listen(self, place: "World | Vacancy") -> int:
        """Open a port for a world or a reserved place, unless it has one, on the server's loop.

        Raises ValueError when no server runs, OSError when the system has no port left.
        """
        if self.listener is None:
            raise ValueError("only a running emulator can open a port")
        port = self._port_of.get(place)
        if port is None:
            port = await self.listener.open()
            self.by_port[port], self._port_of[place] = place, port
        return port

    def drop(self, world: "World") -> None:
        """Close the port of a world that goes."""
        self._leave(world)
        self._shut(world)

    def close(self, world: "World", text: str) -> Vacancy:
        """The place of a world that goes, which keeps its port; of more than `MOST_CLOSED` the oldest is forgotten."""
        vacancy = self._by_name[world.name] = self._vacant(text, world.name)
        self._leave(world)
        port = self._port_of.pop(world, None)
        if port is not None and self.listener is not None:
            self.by_port[port], self._port_of[vacancy] = vacancy, port
            self.listener.hang_up(port)
        if len(self._vacancies) > MOST_CLOSED:
            self.forget(next(one for one in self._vacancies.values() if not one.awaits))
        return vacancy

    def forget(self, place: Vacancy) -> None:
        """Give up a place, its port included."""
        if place.awaits:
            self._lead(place, None)
            del self._led[place]
        self._vacancies.pop(place.number, None)
        if self._by_name.get(place.name) is place:
            del self._by_name[place.name]
        self._shut(place)

    # Reserved places

    def reserve(self, text: str, worlds: Container[str]) -> Vacancy:
        """A place that is reached by its name, which none of the `worlds` has, and by a port if `listen` opens one.

        It leads wherever `lead` lets it lead; while that is to no world, what comes there is refused with `text`, and
        counted.
        """
        while f"place-{self._made + 1}" in worlds:
            self._made += 1
        place = self._vacant(text, f"place-{self._made + 1}", awaits=True)
        self._lead(place, None)
        return place

    async def lead(self, place: Vacancy, world: "World | None") -> None:
        """Let a reserved place lead to that world, None: to none, and end its connections, on the server's loop."""
        self._lead(place, world)
        port = self._port_of.get(place)
        if port is not None and self.listener is not None:
            # Awaited, so that a connection which the client opens next is not taken for one from before.
            await self.listener.end_connections(port)

    def _vacant(self, text: str, name: str, *, awaits: bool = False) -> Vacancy:
        self._made += 1
        vacancy = self._vacancies[self._made] = Vacancy(text, name, self._made, awaits=awaits)
        return vacancy

    def _lead(self, place: Vacancy, world: "World | None") -> None:
        self._led[place] = world
        self._by_name[place.name] = world or place
        port = self._port_of.get(place)
        if port is not None:
            self.by_port[port] = world or place

    def _leave(self, world: "World") -> None:
        for place in [one for one, to in self._led.items() if to is world]:
            self._lead(place, None)
            port = self._port_of.get(place)
            if port is not None and self.listener is not None:
                self.listener.hang_up(port)

    def _shut(self, place: "World | Vacancy") -> None:
        port = self._port_of.get(place)
        if port is not None and self.listener is not None:
            # The port is forgotten last: a request that still comes in there must not meet the default world.
            self.listener.shut(port, lambda: self._release(port))

    def _release(self, port: int) -> None:
        place = self.by_port.pop(port, None)
        if place is not None:
            self._port_of.pop(place, None)
