"""The worlds of one process: made and dropped by name, found by name or by port."""

import asyncio
import threading
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import NamedTuple, TypeVar, Unpack

from mfa_emulator.core.http.places import Listener, Places
from mfa_emulator.core.http.vacancy import Vacancy
from mfa_emulator.core.options import Changes, Options
from mfa_emulator.core.provider import Front, Provider
from mfa_emulator.core.providers import Providers
from mfa_emulator.core.store.shredding import shred_later
from mfa_emulator.core.store.slices import Aside, Work, at_once
from mfa_emulator.core.store.snapshot import Snapshot
from mfa_emulator.core.store.state import State
from mfa_emulator.core.tokens import Rs256
from mfa_emulator.core.work.workshop import Workshop
from mfa_emulator.core.world import World

T = TypeVar("T")

DEFAULT = "default"

LONGEST_NAME = 500


class Common(NamedTuple):
    """The things that all worlds of a server have in common."""

    signer: Rs256
    seed: int | str
    """The seed of what programs are configured with."""
    workshop: Workshop


class Worlds(Mapping[str, World]):
    """All worlds by name, in the order in which they were made. Those of two `Worlds` share nothing."""

    def __init__(self, providers: Iterable[Front | Provider], options: Options) -> None:
        self.providers: Providers = Providers(providers)
        self.options = options
        """The options of a new world, unless it changes some."""
        self._common = Common(Rs256(), options.seed, Workshop())
        self.aside: Aside = Aside()
        """The place for work on a whole world, which takes long."""
        self._preparing: threading.Thread | None = None
        self._by_name: dict[str, World] = {}
        self._numbers: dict[str, int] = {}
        self._made = 0
        self.places: Places = Places()
        """The ports and names by which worlds are reached, and the places of those that have gone."""
        self._by_port = self.places.by_port
        self.default: World = self.add(DEFAULT)
        """The world that is there for good."""
        self.front: World | Vacancy = self.default
        """The place of requests that name no world: the default one, unless another was put here."""

    def __getitem__(self, name: str) -> World:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._by_name))

    def __len__(self) -> int:
        return len(self._by_name)

    def add(self, name: str, **changes: Unpack[Changes]) -> World:
        """Make a world; `changes` are over the options. Raises ValueError when the name is taken or bad."""
        return self.take_in(at_once(self.making(name, **changes)))

    def making(self, name: str, **changes: Unpack[Changes]) -> Work[World]:
        """The work of making a world, which nobody knows before it is taken in. Raises ValueError as `add` does."""
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise ValueError(f"a world's name is 1 to {LONGEST_NAME} printable characters")
        self._check_free(name)
        world = World(name, self.options.but(**changes), self.providers, self._common)
        yield from world.sowing()
        return world

    def take_in(self, world: World) -> World:
        """Let a world be found by its name. Raises ValueError when another one has it."""
        self._check_free(world.name)
        self._made += 1
        self._by_name[world.name], self._numbers[world.name] = world, self._made
        self.places.taken(world.name)
        if self.places.listener is not None:
            self.prepare()
        return world

    def _check_free(self, name: str) -> None:
        if name in self._by_name:
            raise ValueError(f"there is a world {name!r} already")
        self.places.check(name)

    def made_after(self, number: int, limit: int) -> list[tuple[int, World]]:
        """Up to `limit` worlds, each with its number in the order in which they were made, that have a higher one."""
        numbered = ((self._numbers.get(name, 0), world) for name, world in list(self._by_name.items()))
        return list(islice((pair for pair in numbered if pair[0] > number), limit))

    def prepare(self) -> threading.Thread | None:
        """Make ready, in a thread, what the first request would have to wait for; None where there is nothing to do."""
        if self._preparing is None and any(world.options.signed_tokens for world in self.values()):
            self._preparing = threading.Thread(target=self._common.signer.prepare, name="mfa-preparing", daemon=True)
            self._preparing.start()
        return self._preparing

    async def load(self, *names: str) -> None:
        """Load vendors that nobody has called yet, all of them without a name. Raises ValueError as `providers` do.

        In a thread: an import takes a tenth of a second, and would hold up the requests of others.
        """
        for name in names or self.providers:
            if not self.providers.is_ready(name):
                await self._common.workshop.outcome(partial(self.providers.__getitem__, name))

    def drop(self, name: str) -> bool:
        """Drop a world and close its port; whether there was one. Raises ValueError for the default world."""
        if name == DEFAULT:
            raise ValueError("the default world cannot be removed; reset it")
        world = self._by_name.pop(name, None)
        if world is None:
            return False
        del self._numbers[name]
        self.places.drop(world)
        self.empty(world)
        return True

    def empty(self, world: World) -> None:
        """Give back the memory of a world that has gone, bit by bit when a server runs."""
        self._shred(world.close())

    def close(self, name: str, text: str) -> Vacancy:
        """Drop a world, but keep its place: its port stays bound, until the place is forgotten.

        What still comes there, or names the world, is refused with `text`, and counted. The world may still be read,
        unless it is emptied. Raises ValueError for the default world.
        """
        if name == DEFAULT:
            raise ValueError("the default world cannot be removed; reset it")
        world = self._by_name[name]
        vacancy = self.places.close(world, text)
        del self._by_name[name], self._numbers[name]
        _end(world)
        return vacancy

    def named(self, name: str) -> World | Vacancy | None:
        """The world of that name, or what is at the place of that name."""
        return self._by_name.get(name) or self.places.named(name)

    def reset(self, world: World) -> None:
        """Let a world begin again; what it held is freed bit by bit when a server runs."""
        self._shred(world.reset())

    async def reset_aside(self, world: World) -> None:
        """The same for a world with long seeds: it waits for them, and others do not."""
        self._shred(await self.engaged(world, world.resetting()))

    async def engaged(self, world: World, work: Work[T]) -> T:
        """The outcome of work that has a world's lock for long: requests wait for its end elsewhere than at the lock.

        It is done to its end, whoever goes on waiting for it.
        """

        async def whole() -> T:
            with world.engagement.begun():
                return await self.aside.outcome(work)

        doing = asyncio.ensure_future(whole())
        doing.add_done_callback(lambda done: done.cancelled() or done.exception())  # perhaps nobody asks for it
        return await asyncio.shield(doing)

    def restore(self, world: World, snapshot: Snapshot | bytes) -> None:
        """Take a world back to a snapshot. Raises ValueError, and changes nothing, when a document does not fit."""
        self.adopt(world, world.ready(snapshot))

    def adopt(self, world: World, snapshot: Snapshot) -> None:
        """Let a world go on from a snapshot that nobody else uses."""
        self._shred(world.adopt(snapshot))

    def _shred(self, states: Mapping[str, State]) -> None:
        listener = self.places.listener
        if listener is not None:
            shred_later((piece for state in list(states.values()) for piece in state.shred()), listener.loop)

    # Ports

    def serve(self, listener: Listener | None) -> None:
        """Take note of the server that serves these worlds; None: it has stopped, and every port is closed."""
        self.places.serve(listener)

    def at_port(self, port: int | None) -> World | Vacancy:
        """The place that a port belongs to: the front, unless the port was opened for a world of its own."""
        return self._by_port.get(port or 0) or self.front

    def port_of(self, world: World) -> int | None:
        """The port that was opened for that world alone."""
        return self.places.port_of(world)

    async def listen(self, world: World) -> int:
        """Open a port that belongs to `world` alone, unless it has one, on the server's loop.

        Raises ValueError when no server runs, OSError when the system has no port left.
        """
        return await self.places.listen(world)

    def env(self, world: World, url: str) -> dict[str, str]:
        """The environment variables that point all vendors' SDKs at a world, as it is reached at `url`."""
        found = {"MFA_EMULATOR_URL": url}
        for provider in self.providers.values():
            found |= provider.env(world, url)
        listener = self.places.listener
        return found | listener.env() if listener is not None else found


def _end(world: World) -> None:
    """Let nothing happen in it any more: what waits for its clock is given up, no webhook is on its way,
    nobody watches."""
    world.clock.end()
    world.outbound.begin()
    world.broadcasts.end()
