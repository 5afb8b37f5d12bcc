"""The home of tests' worlds on a server that runs already: ``--mfa-url``."""

from __future__ import annotations

import os
from collections.abc import Collection
from itertools import count
from typing import TYPE_CHECKING, Never
from urllib.parse import quote

import httpx2
import msgspec
import pytest

from mfa_emulator.core.options import Changes, Options, changes_of
from mfa_emulator.core.providers import Providers
from mfa_emulator.providers import installed
from mfa_emulator.testing.own_world import Mfa
from mfa_emulator.testing.remote.connection import Connection
from mfa_emulator.testing.remote.own_world import RemoteMfa
from mfa_emulator.testing.remote.world import RemoteWorld

if TYPE_CHECKING:
    from mfa_emulator.core.journal import Exchange
    from mfa_emulator.emulator import EmulatorOptions
    from pytest_mfa.marker import Wish

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
        self._listen = True
        self._probed = False
        self._late: list[str] = []
        self._crashes: list[Exchange] = []
        self._worlds: dict[str, RemoteMfa] = {}
        self._providers: Providers | None = None

    def make(self, name: str, wish: Wish) -> Mfa:
        """A new world. Raises ValueError when its options or faults cannot hold."""
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
        mfa = self._worlds[made.name] = RemoteMfa(world, made.url)
        for rule in wish.faults:
            mfa.faults.keep(rule)
        return mfa

    def lead(self, mfa: Mfa | None) -> None:
        """There is no address that all tests share."""

    def server(self) -> Never:
        """Fails the test."""
        pytest.fail(
            f"mfa_server and the session's SDK objects are not there with --mfa-url: the address of the running server "
            f"{self._server.url} leads to its default world. Take mfa.url or mfa_env, which lead to the test's own.",
            pytrace=False,
        )

    def end(self, mfa: Mfa, name: str, shared: Collection[Mfa]) -> None:
        """Remove the world of that test from the server."""
        self._crashes += mfa.requests.crashes
        del self._worlds[mfa.world.name]
        self._server.delete(f"/worlds/{quote(mfa.world.name, safe='')}")

    def take_crashes(self) -> list[Exchange]:
        """The emulator's own errors in worlds that have ended."""
        crashes, self._crashes = self._crashes, []
        return crashes

    def late(self) -> list[str]:
        """Lines on worlds whose names were taken."""
        return self._late

    def stop(self) -> None:
        """End the connections."""
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
                return self._reached(made, options)
            taken, name = name, f"{name.partition('~')[0]}~{number}"
            self._late.append(f"{taken}: a world of this name was there, of another run or one that was killed")
        raise AssertionError

    def _added(self, name: str, options: Changes) -> Made | None:
        """The world, unless there is one of that name."""
        try:
            return self._server.post("/worlds", Made, {"name": name, "listen": self._listen, **options})
        except ValueError as error:
            if f"there is a world {name!r} already" in str(error):
                return None
            raise

    def _reached(self, made: Made, options: Changes) -> Made:
        """The world at an address that can be reached: of a server in a container, its ports cannot."""
        if not self._listen or self._probed or _answers(made.url):
            self._probed = True
            return made
        self._listen = False
        self._server.delete(f"/worlds/{quote(made.name, safe='')}")
        return self._server.post("/worlds", Made, {"name": made.name, **options})


def _answers(url: str) -> bool:
    try:
        return httpx2.get(f"{url}/_mfa/v1/health", trust_env=False, timeout=30).status_code == 200
    except httpx2.TransportError:
        return False
