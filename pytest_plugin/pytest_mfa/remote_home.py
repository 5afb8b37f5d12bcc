"""The home of tests' worlds on a server that runs already: ``--mfa-url``."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import AbstractContextManager, suppress
from itertools import count
from typing import TYPE_CHECKING

import httpx2
import msgspec

from mfa_emulator.core.options import Changes, Options, changes_of
from mfa_emulator.core.providers import Providers
from mfa_emulator.providers import installed
from mfa_emulator.testing.own_world import Mfa
from mfa_emulator.testing.remote.connection import Connection, NotThere
from mfa_emulator.testing.remote.following import Following
from mfa_emulator.testing.remote.own_world import RemoteMfa
from mfa_emulator.testing.remote.world import RemoteWorld
from pytest_mfa.remote_places import Place, Places

if TYPE_CHECKING:
    from mfa_emulator.core.journal import Exchange
    from mfa_emulator.emulator import EmulatorOptions
    from pytest_mfa.marker import Wish
    from pytest_mfa.server import MfaServer

_OF_EMULATORS = {"access", "secure", "providers"}
"""Options of an emulator, which a world has not."""


class Health(msgspec.Struct):
    """A server that is ready."""

    providers: list[str]
    version: str


class Made(msgspec.Struct):
    """A world that was made."""

    name: str
    url: str


class RemoteHome:
    """Makes worlds on a running server, each with a port of its own if that can be reached from here.

    The server's default world is never touched.
    """

    def __init__(self, url: str, options: EmulatorOptions) -> None:
        of_emulators = _OF_EMULATORS & set(options)
        if of_emulators:
            raise ValueError(f"mfa_options: {min(of_emulators)} is for pytest's own emulator, and {url} runs already")
        self._server = Connection.to(url if "://" in url else f"http://{url}", os.environ.get("MFA_EMULATOR_TOKEN", ""))
        self._options = changes_of({"freeze": True, **options})
        self._listen: bool | None = None  # whether ports of worlds can be reached; None: it was not tried yet
        self._places = Places(self._server)
        self._following = Following()
        self._following.begin()
        self._late: list[str] = []
        self._crashes: list[Exchange] = []
        self._worlds: dict[str, RemoteWorld] = {}
        self._providers: Providers | None = None

    def make(self, name: str, wish: Wish) -> Mfa:
        """A new world. Its name has dots for the slashes of a test's id: proxies tell worlds by a segment of the path.

        Raises ValueError when its options or faults cannot hold.
        """
        name = name.replace("/", ".")
        worker = os.environ.get("PYTEST_XDIST_WORKER")
        if worker and wish.scope != "function":  # workers share the server, but no world
            name = f"{name}@{worker}"
        options = changes_of({**self._options, **wish.changes})
        Options().but(**options)  # what cannot hold is told before anything is made
        for rule in wish.faults:
            rule.check(self._known())
        made = self._made(name, options)
        connection = self._server.world(made.name)
        world = RemoteWorld(made.name, self._known(), connection)
        self._worlds[made.name] = world
        mfa = RemoteMfa(world, made.url)
        self._following.follow(world.clock)
        for rule in wish.faults:
            mfa.faults.keep(rule)
        return mfa

    def lead(self, mfa: Mfa | None) -> None:
        """Let the address that all tests share lead to this world; None: to none."""
        self._places.lead(mfa)

    def server(self) -> MfaServer:
        """The address that all tests share: a place of its own on the server."""
        return self._places.server(self._listens())

    def end(self, mfa: Mfa, name: str, shared: Collection[Mfa]) -> None:
        """Close the world of that test on the server."""
        remote = self._worlds.pop(mfa.world.name)
        self._following.leave(remote.clock)
        with suppress(NotThere):  # the test removed it
            self._crashes += mfa.requests.crashes
        self._places.close(mfa, name)

    def led(self) -> AbstractContextManager[None]:
        """A block in which Python's clock is moved to follow that of a world, and no world is to follow it."""
        return self._following.led()

    def take_crashes(self) -> list[Exchange]:
        """The emulator's own errors in worlds that have ended."""
        crashes, self._crashes = self._crashes, []
        return crashes

    def late(self) -> list[str]:
        """Lines on worlds whose names were taken, and on what came for tests after their end."""
        return [*self._late, *self._places.late()]

    def stop(self) -> None:
        """Give up all places, and end the connections."""
        self._following.end()
        self._places.end()
        self._server.close()

    def _known(self) -> Providers:
        if self._providers is None:
            there = self._server.get("/health", Health).providers
            self._providers = Providers([front for front in installed() if front.name in there])
        return self._providers

    def _made(self, name: str, options: Changes) -> Made:
        for number in count(2):
            made = self._added(name, options)
            if made is not None:
                return made
            taken, name = name, f"{name.partition('~')[0]}~{number}"
            self._late.append(f"{taken}: a world of this name was there, of another run or one that was killed")
        raise AssertionError

    def _added(self, name: str, options: Changes) -> Made | None:
        """The world, unless there is one of that name."""
        try:
            return self._server.post("/worlds", Made, {"name": name, "listen": self._listens(), **options})
        except ValueError as error:
            if f"there is a world {name!r} already" in str(error):
                return None
            raise

    def _listens(self) -> bool:
        """Whether ports that the server opens can be reached: of one in a container they cannot."""
        if self._listen is None:
            tried = self._server.post(
                "/places", Place, {"text": "it is tried whether its port is reached", "listen": True}
            )
            self._listen = _answers(tried.url)
            self._server.delete(f"/places/{tried.number}", Place)
        return self._listen


def _answers(url: str) -> bool:
    try:
        return httpx2.get(f"{url}/_mfa/v1/health", trust_env=False, timeout=30).status_code == 200
    except httpx2.TransportError:
        return False
