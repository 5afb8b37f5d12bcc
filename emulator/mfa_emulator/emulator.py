"""The emulator: its worlds, and a live server in a thread."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any

from mfa_emulator.core.identifiers import is_loopback
from mfa_emulator.core.options import Options, default_project
from mfa_emulator.core.parts import Shortcuts
from mfa_emulator.core.provider import Front, Provider, Providers
from mfa_emulator.core.store.shredding import shred_later
from mfa_emulator.core.time.durations import Instant
from mfa_emulator.core.tokens import Rs256
from mfa_emulator.core.world import Snapshot, World
from mfa_emulator.providers import PROVIDERS
from mfa_emulator.serving.guard import Access

if TYPE_CHECKING:
    from mfa_emulator.serving.app import Application
    from mfa_emulator.serving.secure import Secure, SecureSide
    from mfa_emulator.serving.server import LoopThread, Server

DEFAULT = "default"

_ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""Addresses to listen on that nobody can connect to, and what to call instead."""


class Emulator(Shortcuts):
    """All worlds of one process; the shortcuts are those of the default world.

    In process, drive `app` (any ASGI client) or the worlds directly. With `start` it also listens on a port, from a
    thread of its own::

        with Emulator(freeze=True) as emulator:
            os.environ["FIREBASE_AUTH_EMULATOR_HOST"] = emulator.host_port
            ...
            emulator.clock.advance("31s")

    Two emulators in one process share nothing.
    """

    def __init__(
        self,
        *,
        seed: int | str = 0,
        profile: str = "emulator",
        project: str | None = None,
        freeze: Instant | bool | None = None,
        signed_tokens: bool = False,
        settings: Mapping[str, Mapping[str, Any]] | None = None,
        seeds: Iterable[Mapping[str, Any]] = (),
        outbound_hosts: Iterable[str] = (),
        access: Access | None = None,
        secure: "Secure | None" = None,
        providers: Sequence[Front | Provider] = PROVIDERS,
    ) -> None:
        self.providers = Providers(providers)
        self.access = access or Access()
        self.options = Options().but(
            seed=seed,
            profile=profile,
            project=project or default_project(),
            freeze=freeze,
            signed_tokens=signed_tokens,
            settings=settings or {},
            seeds=tuple(seeds),
            outbound_hosts=tuple(outbound_hosts),
        )
        self._secure = secure
        self.secure_side: SecureSide | None = None
        self._signer = Rs256()
        self._host, self._port = "127.0.0.1", 0
        self._ports: dict[int, World] = {}
        self._server: Server | None = None
        self._thread: LoopThread | None = None
        self.worlds: dict[str, World] = {}
        self.world = self.add_world(DEFAULT)
        """The default world, which is there for good."""

    # Worlds

    def add_world(self, name: str, **changes: Any) -> World:
        """A new world; `changes` are over the emulator's options. Raises ValueError when the name is taken or bad."""
        if not name or len(name) > 100 or not name.isprintable() or "/" in name:
            raise ValueError("a world's name is 1 to 100 printable characters without a slash")
        if name in self.worlds:
            raise ValueError(f"there is a world {name!r} already")
        world = World(name, self.options.but(**changes), self.providers, self._signer)
        self.worlds[name] = world
        return world

    def remove_world(self, name: str) -> bool:
        """Drop a world and close its ports; whether there was one. The default world cannot go: ValueError."""
        if name == DEFAULT:
            raise ValueError("the default world cannot be removed; reset it")
        world = self.worlds.pop(name, None)
        if world is None:
            return False
        port = self.port_of(world)
        if port is not None and self._server is not None:
            asyncio.run_coroutine_threadsafe(self._close_port(self._server, port), self._server.loop)
        world.outbound.begin()
        self._shred(world.states)
        return True

    def world_of_port(self, port: int | None) -> World:
        """The world that a port belongs to."""
        return self._ports.get(port or 0) or self.world

    def port_of(self, world: World) -> int | None:
        """The port opened for that world alone."""
        return next((port for port, owner in list(self._ports.items()) if owner is world), None)

    def reset(self, world: World | None = None) -> None:
        """Let a world begin again; what it held is freed bit by bit when a server runs."""
        self._shred((world or self.world).reset())

    def _shred(self, states: Mapping[str, Any]) -> None:
        if self._server is not None:
            shred_later((piece for state in list(states.values()) for piece in state.shred()), self._server.loop)

    def snapshot(self) -> Snapshot:
        """The default world as it is now."""
        return self.world.snapshot()

    def restore(self, snapshot: Snapshot | bytes) -> None:
        """Take the default world back to a snapshot."""
        self.world.restore(snapshot)

    # Serving

    @cached_property
    def app(self) -> "Application":
        """The ASGI application, made on first use."""
        from mfa_emulator.serving.app import Application

        return Application(self)

    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen on the caller's event loop and return the base URL. Raises OSError when the port is taken."""
        from mfa_emulator.serving.server import Server

        if self._server is not None:
            raise ValueError(f"the emulator serves already: {self.url}")
        if not is_loopback(host) and not self.access.token:
            raise ValueError("to serve more than loopback, give Access(any_host=True, token=...)")
        server = Server(self.app, self.app.at_once)
        try:
            self._port = await server.listen(host, port)
            if self._secure is not None:
                from mfa_emulator.serving.secure import SecureSide

                self.secure_side = await SecureSide.open(self._secure, self.providers.fronts, server, self._port)
        except BaseException:
            await server.close()
            raise
        self._host, self._server = host, server
        return self.url

    async def listen(self, world: World) -> int:
        """Open a further port, which belongs to `world` alone; on the server's loop. Raises OSError."""
        if self._server is None:
            raise ValueError("only a running emulator can open a port")
        port = self.port_of(world)
        if port is None:
            port = await self._server.listen(self._host, 0)
            self._ports[port] = world
        return port

    async def close(self) -> None:
        """Stop listening, on the server's loop; the worlds stay as they are."""
        server, self._server = self._server, None
        self._ports.clear()
        if self.secure_side is not None:
            await self.secure_side.close()
            self.secure_side = None
        if server is not None:
            await server.close()

    def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """As `serve`, in a thread of its own; a started emulator is left as it is."""
        from mfa_emulator.serving.server import LoopThread

        if self._thread is not None:
            return self.url
        thread = LoopThread()
        try:
            thread.run(self.serve(host, port))
        except BaseException:
            thread.end()
            raise
        self._thread = thread
        return self.url

    def open_port(self, world: World) -> int:
        """As `listen`, from another thread than the server's."""
        if self._thread is None:
            raise ValueError("only a started emulator can open a port")
        return self._thread.run(self.listen(world))

    def stop(self) -> None:
        """As `close`, for an emulator that was started."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.run(self.close())
            thread.end()

    async def _close_port(self, server: "Server", port: int) -> None:
        await server.unlisten(port)
        self._ports.pop(port, None)  # not sooner: who still comes in there must not meet the default world

    @property
    def host_port(self) -> str:
        """``127.0.0.1:54321``: what FIREBASE_AUTH_EMULATOR_HOST takes."""
        host = _ANY.get(self._host, self._host)
        return f"[{host}]:{self._port}" if ":" in host else f"{host}:{self._port}"

    @property
    def url(self) -> str:
        """The base URL of the running server."""
        if self._server is None:
            raise ValueError("the emulator is not started: use it as a context manager, or call start()")
        return f"http://{self.host_port}"

    @property
    def env(self) -> dict[str, str]:
        """The environment variables that point all vendors' SDKs at the running server."""
        return self.env_of(self.world, self.url)

    def env_of(self, world: World, url: str) -> dict[str, str]:
        """The same for a world as it is reached at `url`."""
        found: dict[str, str] = {"MFA_EMULATOR_URL": url}
        for provider in self.providers.values():
            found.update(provider.env(world, url))
        return found | self.secure_side.env() if self.secure_side is not None else found

    def __enter__(self) -> "Emulator":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
