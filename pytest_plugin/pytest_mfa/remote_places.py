"""Places on a server that runs already: those of tests that have ended, and the one to which all tests come in turn."""

from __future__ import annotations

import os
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec

from mfa_emulator.testing.remote.absent import without
from mfa_emulator.testing.remote.connection import Connection, NotThere
from pytest_mfa.home import NOBODY, told
from pytest_mfa.server import MfaServer

if TYPE_CHECKING:
    from mfa_emulator import World
    from mfa_emulator.testing.own_world import Mfa


class Place(msgspec.Struct):
    """A place as the control API shows it."""

    number: int
    name: str
    url: str
    awaits: bool = msgspec.field(name="reserved")
    came: int
    last: list[str]


class Places:
    """Closes the worlds of tests that have ended, counts what comes late, and leads `mfa_server` from test to test."""

    RETAINED = 200
    """The places of the last so many tests are kept, of all workers together."""

    def __init__(self, server: Connection) -> None:
        self._server = server
        self._retained = max(self.RETAINED // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")), 1)
        self._ended: deque[int] = deque()
        self._late: list[str] = []
        self._shared: Place | None = None
        self._env: dict[str, str] = {}
        self._mfa: Mfa | None = None
        self._there: Mfa | None = None  # where the shared place leads

    def close(self, mfa: Mfa, name: str) -> None:
        """Close the world of that test."""
        if self._there is mfa:
            self._there = None  # the server itself leads it to none
        with suppress(NotThere):  # the test removed it
            path = f"/worlds/{quote(mfa.world.name, safe='')}/close"
            self._ended.append(self._server.post(path, Place, {"text": f"test {name} has ended"}).number)
        if len(self._ended) > self._retained:
            self._forget(self._ended.popleft())

    def lead(self, mfa: Mfa | None) -> None:
        """Let the shared place, if there is one, lead to this world; None: to none."""
        self._mfa = mfa
        if self._shared is not None and self._there is not mfa:
            name = None if mfa is None else mfa.world.name
            self._server.put(f"/places/{self._shared.number}", Place, {"world": name})
            self._there = mfa

    def server(self, listen: bool) -> RemoteMfaServer:
        """The shared place, made on first call, with a port of its own if one can be reached."""
        if self._shared is None:
            self._shared = self._server.post("/places", Place, {"text": NOBODY, "listen": listen})
            # Asked for while it leads to no world: the variables of the server, not those of a test.
            self._env = self._server.at(self._shared.url).get("/env", dict[str, str])
            self.lead(self._mfa)
        return RemoteMfaServer(self, self._shared.url, self._env)

    def world(self) -> World:
        """The world of the test that runs. Raises LookupError when none does, or it has none."""
        if self._mfa is None:
            raise LookupError(NOBODY)
        return self._mfa.world

    def end(self) -> None:
        """Give up all places."""
        with suppress(ConnectionError):  # the tests have told that the server is gone
            for number in [*self._ended, *([self._shared.number] if self._shared else [])]:
                self._forget(number)

    def late(self) -> list[str]:
        """A line on each place that was given up, if something came while no world was there."""
        return self._late

    def _forget(self, number: int) -> None:
        with suppress(NotThere):  # the server keeps only so many, of all who use it
            place = self._server.delete(f"/places/{number}", Place)
            if place.came:
                self._late.append(told(place))


@without({"emulator": "it runs in another process; use mfa_server.url, .env, and the helpers"})
class RemoteMfaServer(MfaServer):
    """An address on a running server, which leads to the world of the test that runs."""

    def __init__(self, places: Places, url: str, env: dict[str, str]) -> None:
        self._places = places
        self._url = url
        self._env = env

    @property
    def world(self) -> World:
        """The world of the test that runs. Raises LookupError when none does, or it has none."""
        return self._places.world()

    @property
    def url(self) -> str:
        """The base URL, the same for the whole session."""
        return self._url

    @property
    def env(self) -> dict[str, str]:
        """The environment variables that point the vendors' SDKs here, for programs that read their settings once."""
        return dict(self._env)
