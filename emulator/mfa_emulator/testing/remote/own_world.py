"""A test's own world on an emulator that runs elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx2

from mfa_emulator.testing.own_world import Mfa
from mfa_emulator.testing.remote.absent import without
from mfa_emulator.testing.remote.world import RemoteWorld

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


@without({"emulator": "it runs in another process; use mfa.url, mfa.env, and the helpers"})
class RemoteMfa(Mfa):
    """A world made for this test on a running server: what `Mfa` is in this process, by the control API."""

    is_remote = True

    def __init__(self, world: RemoteWorld, url: str) -> None:
        self._remote = world
        self._url = url

    @property
    def world(self) -> "World":
        """The world itself: ``.ids.pin`` for codes, ``.seed``, ``.reset``."""
        return self._remote

    @property
    def url(self) -> str:
        """The base URL of this world: a port of its own, or where none can be reached its path on the server."""
        return self._url

    @property
    def env(self) -> dict[str, str]:
        """The environment variables that point the vendors' SDKs at this world."""
        return self._remote.connection.get("/env", dict[str, str])

    def client(self) -> httpx2.Client:
        """A client of httpx2 that calls this world, over a socket."""
        return httpx2.Client(base_url=self._url, trust_env=False)

    def async_client(self) -> httpx2.AsyncClient:
        """A client of httpx2 for coroutines that calls this world, over a socket."""
        return httpx2.AsyncClient(base_url=self._url, trust_env=False)

    @contextmanager
    def checkpoint(self) -> Iterator[None]:
        """Take the world back, at the end of the block, to what it was at its beginning: users, time, messages."""
        document = self._remote.written()
        try:
            yield
        finally:
            self._remote.restore(document)
