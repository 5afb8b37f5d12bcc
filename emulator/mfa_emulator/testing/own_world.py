"""One test's own world: the value of the fixture `mfa`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mfa_emulator.core.parts import Shortcuts

if TYPE_CHECKING:
    import httpx2

    from mfa_emulator.core.world import World
    from mfa_emulator.emulator import Emulator


class Mfa(Shortcuts):
    """A world made for this test, or for its class, module or session if the marker says so.

    Each provider's Python API is there by the provider's name. A port that belongs to this world alone is opened when
    `url` or `env` is first asked for.
    """

    is_remote: bool = False
    """Whether the world is one of a server that runs elsewhere (``--mfa-url``)."""

    def __init__(self, emulator: "Emulator", world: "World") -> None:
        self.emulator: Emulator = emulator
        """The emulator of the session, which the world belongs to; ``.app`` is its ASGI application."""
        self._world = world

    def __repr__(self) -> str:
        return f"<mfa: world {self.world.name} at {self.clock.now():%Y-%m-%dT%H:%M:%SZ}, {len(self.inbox)} messages>"

    @property
    def world(self) -> "World":
        """The world itself: ``.ids`` to pin codes, ``.seed``, ``.snapshot``, ``.restore``, ``.reset``."""
        return self._world

    @property
    def url(self) -> str:
        """The base URL of this world: a port of its own."""
        self.emulator.start()
        return f"http://127.0.0.1:{self.emulator.open_port(self.world)}"

    @property
    def env(self) -> dict[str, str]:
        """The environment variables that point the vendors' SDKs at this world."""
        return self.emulator.worlds.env(self.world, self.url)

    def client(self) -> "httpx2.Client":
        """A client of httpx2 that calls this world in process, without a socket."""
        import httpx2

        transport = self.emulator.transport(world=self.world)
        # trust_env: a proxy of the environment must not get between.
        return httpx2.Client(transport=transport, base_url="http://localhost", trust_env=False)

    def async_client(self) -> "httpx2.AsyncClient":
        """As `client`, for coroutines of asyncio and of trio."""
        import httpx2

        transport = self.emulator.async_transport(self.world)
        return httpx2.AsyncClient(transport=transport, base_url="http://localhost", trust_env=False)

    @contextmanager
    def checkpoint(self) -> Iterator[None]:
        """Take the world back, at the end of the block, to what it was at its beginning: users, time, messages."""
        snapshot = self.world.snapshot()
        try:
            yield
        finally:
            self.world.restore(snapshot)
