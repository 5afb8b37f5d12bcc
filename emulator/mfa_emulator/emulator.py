"""The emulator: its worlds, and a live server in a thread."""

import os
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any

import msgspec

from mfa_emulator.core.clock import Clock
from mfa_emulator.core.durations import Instant
from mfa_emulator.core.faults import Faults
from mfa_emulator.core.inbox import Inbox
from mfa_emulator.core.journal import Journal
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.routing import Routes
from mfa_emulator.core.tokens import Rs256
from mfa_emulator.guard import Access, is_loopback
from mfa_emulator.providers import PROVIDERS
from mfa_emulator.world import Options, Snapshot, World

if TYPE_CHECKING:
    import asyncio

    from starlette.applications import Starlette

    from mfa_emulator.server import Server, ServerThread

DEFAULT = "default"


class Emulator:
    """All worlds of one process.

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
        access: Access | None = None,
        providers: Iterable[Provider] = PROVIDERS,
    ) -> None:
        self.providers = {provider.name: provider for provider in providers}
        self.routes = {name: Routes(provider.operations) for name, provider in self.providers.items()}
        self.access = access or Access()
        self.options = Options(
            seed=seed,
            profile=profile,
            project=project or default_project(),
            freeze=freeze if isinstance(freeze, bool | str | int | float | None) else freeze.isoformat(),
            signed_tokens=signed_tokens,
            settings={name: dict(values) for name, values in (settings or {}).items()},
            seeds=tuple(dict(document) for document in seeds),
        )
        self._signer = Rs256()
        self._ports: dict[int, World] = {}
        self._thread: ServerThread | None = None
        self.server: Server | None = None
        """The server that this emulator's worlds may open further ports on, when it runs on the caller's loop."""
        self.loop: asyncio.AbstractEventLoop | None = None
        self._host, self._port = "127.0.0.1", 0
        self.worlds: dict[str, World] = {}
        self.add_world(DEFAULT)

    # Worlds

    @property
    def world(self) -> World:
        """The default world."""
        return self.worlds[DEFAULT]

    def add_world(self, name: str, **changes: Any) -> World:
        """A new world; `changes` are over the emulator's options. Raises ValueError when the name is taken or bad."""
        if not name or len(name) > 100 or not name.isprintable() or "/" in name:
            raise ValueError("a world's name is 1 to 100 printable characters without a slash")
        if name in self.worlds:
            raise ValueError(f"there is a world {name!r} already")
        try:
            options = msgspec.convert({**msgspec.structs.asdict(self.options), **changes}, Options)
        except msgspec.ValidationError as error:
            raise ValueError(str(error)) from None
        world = World(name, options, self.providers, self.routes, self._signer)
        self.worlds[name] = world
        return world

    def remove_world(self, name: str) -> bool:
        """Drop a world and close its ports; whether there was one. The default world cannot go: ValueError."""
        if name == DEFAULT:
            raise ValueError("the default world cannot be removed; reset it")
        world = self.worlds.pop(name, None)
        for port in [port for port, owner in self._ports.items() if owner is world]:
            del self._ports[port]
            if self.server is not None:
                self.server.unlisten(port)
            elif self._thread is not None:
                self._thread.unlisten(port)
        if world is not None:
            self._shred(world.states)
        return world is not None

    def world_of_port(self, port: int | None) -> World:
        """The world that a port belongs to."""
        return self._ports.get(port or 0) or self.worlds[DEFAULT]

    def own_port(self, world: World, port: int) -> None:
        """Have requests that come in on `port` go to `world`."""
        self._ports[port] = world

    def port_of(self, world: World) -> int | None:
        """The port opened for that world alone."""
        return next((port for port, owner in self._ports.items() if owner is world), None)

    def reset(self, world: World | None = None) -> None:
        """Let a world begin again; what it held is freed bit by bit when a server runs."""
        self._shred((world or self.world).reset())

    def _shred(self, states: Mapping[str, Any]) -> None:
        loop = self._thread.loop if self._thread is not None else self.loop
        if loop is None:
            return

        pieces = (piece for state in states.values() for piece in state.shred())

        def step() -> None:
            if next(pieces, self) is not self:
                loop.call_soon(step)

        loop.call_soon_threadsafe(step)

    # The default world's parts, by their short names

    @property
    def clock(self) -> Clock:
        """The default world's clock."""
        return self.world.clock

    @property
    def inbox(self) -> Inbox:
        """The default world's inbox."""
        return self.world.inbox

    @property
    def faults(self) -> Faults:
        """The default world's faults."""
        return self.world.faults

    @property
    def requests(self) -> Journal:
        """The default world's journal of exchanges."""
        return self.world.journal

    def snapshot(self) -> Snapshot:
        """The default world as it is now."""
        return self.world.snapshot()

    def restore(self, snapshot: Snapshot | bytes) -> None:
        """Take the default world back to a snapshot."""
        self.world.restore(snapshot)

    def __getattr__(self, name: str) -> Any:
        """``emulator.identity_toolkit`` and the like: the default world's provider API."""
        worlds = self.__dict__.get("worlds")
        if not worlds or name not in self.__dict__["providers"]:
            raise AttributeError(f"an Emulator has no {name!r}")
        return getattr(worlds[DEFAULT], name)

    # Serving

    @property
    def app(self) -> "Starlette":
        """The ASGI application, made on first use."""
        from mfa_emulator.app import build_app

        application = self.__dict__["app"] = build_app(self)
        return application

    def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen in a thread and return the base URL. Raises OSError when the port is taken."""
        from mfa_emulator.server import ServerThread

        if self._thread is not None:
            return self.url
        if not is_loopback(host) and not self.access.token:
            raise ValueError("to serve more than loopback, give Access(any_host=True, token=...)")
        thread = ServerThread(self.app)
        try:
            self._port = thread.listen(host, port)
        except BaseException:
            thread.stop()
            raise
        self._host, self._thread = host, thread
        return self.url

    def open_port(self, world: World) -> int:
        """Open a further port that belongs to `world` alone (from another thread than the server's)."""
        if self._thread is None:
            raise ValueError("only a running emulator can open a port")
        port = self._thread.listen(self._host, 0)
        self.own_port(world, port)
        return port

    def stop(self) -> None:
        """Stop listening; the worlds stay as they are."""
        if self._thread is not None:
            self._thread.stop()
            self._thread = None

    @property
    def host_port(self) -> str:
        """``127.0.0.1:54321``: what FIREBASE_AUTH_EMULATOR_HOST takes."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"{host}:{self._port}"

    @property
    def url(self) -> str:
        """The base URL of the running server."""
        if self._thread is None:
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
        return found

    def __enter__(self) -> "Emulator":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def default_project() -> str:
    """The Google project of API-key calls: GCLOUD_PROJECT, GOOGLE_CLOUD_PROJECT, else ``demo-project``."""
    return os.environ.get("GCLOUD_PROJECT") or os.environ.get("GOOGLE_CLOUD_PROJECT") or "demo-project"
