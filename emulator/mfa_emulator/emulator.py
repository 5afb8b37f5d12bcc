"""The emulator: its worlds, and a live server for them."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Literal, overload

from mfa_emulator.core.identifiers import is_loopback
from mfa_emulator.core.options import Changes, Options, default_project
from mfa_emulator.core.parts import Shortcuts
from mfa_emulator.core.provider import Front, Provider
from mfa_emulator.core.providers import Providers
from mfa_emulator.core.store.snapshot import Snapshot
from mfa_emulator.core.time.durations import Instant
from mfa_emulator.core.world import World
from mfa_emulator.core.worlds import Worlds
from mfa_emulator.providers import installed
from mfa_emulator.serving.guard import Access

if TYPE_CHECKING:
    import httpx
    import httpx2

    from mfa_emulator.serving.app import Application
    from mfa_emulator.serving.listening import Listening
    from mfa_emulator.serving.secure import Secure, SecureSide
    from mfa_emulator.serving.server import LoopThread


class EmulatorOptions(Changes, total=False):
    """Keywords of `Emulator`."""

    access: Access
    secure: "Secure"
    providers: Sequence[Front | Provider]


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
        settings: Mapping[str, Mapping[str, object]] = MappingProxyType({}),
        seeds: Sequence[Mapping[str, object]] = (),
        outbound_hosts: Sequence[str] = (),
        functions_host: str = "",
        access: Access | None = None,
        secure: "Secure | None" = None,
        providers: Sequence[Front | Provider] | None = None,
    ) -> None:
        self.access: Access = access or Access()
        options = Options().but(
            seed=seed,
            profile=profile,
            project=project or default_project(),
            freeze=freeze,
            signed_tokens=signed_tokens,
            settings=settings,
            seeds=seeds,
            outbound_hosts=outbound_hosts,
            functions_host=functions_host,
        )
        self.worlds: Worlds = Worlds(installed() if providers is None else providers, options)
        """All worlds by name: ``worlds.add("other", seed=5)``, ``worlds.drop("other")``."""
        self._secure = secure
        self._listening: Listening | None = None
        self._thread: LoopThread | None = None

    @property
    def world(self) -> World:
        """The default world, which is there for good."""
        return self.worlds.default

    @property
    def providers(self) -> Providers:
        """The vendors by name."""
        return self.worlds.providers

    @property
    def options(self) -> Options:
        """The options of a new world, unless it changes some."""
        return self.worlds.options

    def reset(self, world: World | None = None) -> None:
        """Let a world, the default one unless given, begin again."""
        self.worlds.reset(world or self.world)

    def snapshot(self) -> Snapshot:
        """The default world as it is now."""
        return self.world.snapshot()

    def restore(self, snapshot: Snapshot | bytes) -> None:
        """Take the default world back to a snapshot."""
        self.worlds.restore(self.world, snapshot)

    # Serving

    @cached_property
    def app(self) -> "Application":
        """The ASGI application, made on first use."""
        from mfa_emulator.serving.app import Application

        return Application(self.worlds, self.access)

    @overload
    def transport(
        self, library: Literal["httpx2"] = "httpx2", world: World | None = None
    ) -> "httpx2.BaseTransport": ...

    @overload
    def transport(self, library: Literal["httpx"], world: World | None = None) -> "httpx.BaseTransport": ...

    def transport(
        self, library: Literal["httpx", "httpx2"] = "httpx2", world: World | None = None
    ) -> "httpx.BaseTransport | httpx2.BaseTransport":
        """A transport that calls the emulator in process: for ``httpx2.Client(transport=…)``, or httpx's.

        Requests that name no world come to `world`, the default one unless given. Raises ImportError where that
        library is not installed; httpx2 is, with the emulator.
        """
        from mfa_emulator.serving.in_process.in_world import InWorld

        app = InWorld(self.app, world)
        if library == "httpx":
            from mfa_emulator.serving.in_process import httpx_transport

            return httpx_transport.InProcessTransport(app, app.at_once)
        from mfa_emulator.serving.in_process import httpx2_transport

        return httpx2_transport.InProcessTransport(app, app.at_once)

    def async_transport(self, world: World | None = None) -> "httpx2.AsyncBaseTransport":
        """As `transport`, for ``httpx2.AsyncClient(transport=…)`` under asyncio or trio."""
        from mfa_emulator.serving.in_process import httpx2_transport
        from mfa_emulator.serving.in_process.in_world import InWorld

        app = InWorld(self.app, world)
        return httpx2_transport.AsyncInProcessTransport(app, app.at_once)

    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen on the caller's event loop and return the base URL. Raises OSError when the port is taken."""
        from mfa_emulator.serving.listening import Listening

        if self._listening is not None:
            raise ValueError(f"the emulator serves already: {self.url}")
        if not is_loopback(host) and not self.access.token:
            raise ValueError("to serve more than loopback, give Access(token=...)")
        preparing = self.worlds.prepare()
        self._listening = await Listening.begin(self.app, host, port, self._secure, self.providers.fronts)
        self.worlds.serve(self._listening)
        if preparing is not None:
            await asyncio.to_thread(preparing.join)
        return self.url

    async def close(self) -> None:
        """Stop listening, on the server's loop; the worlds stay as they are."""
        listening, self._listening = self._listening, None
        self.worlds.serve(None)
        if listening is not None:
            await listening.close()

    def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen as `serve` does, in a thread of its own; a started emulator is left as it is."""
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
        """Open a further port, which belongs to `world` alone, of an emulator that was started."""
        if self._thread is None:
            raise ValueError("only a started emulator can open a port")
        return self._thread.run(self.worlds.listen(world))

    def hang_up(self) -> None:
        """End the connections that came in on the port that all worlds share, if the emulator was started."""
        if self._thread is not None and self._listening is not None and self._listening.is_connected:
            self._thread.run(self._listening.hang_up_first())

    def stop(self) -> None:
        """Stop listening, if the emulator was started."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.run(self.close())
            thread.end()

    @property
    def host_port(self) -> str:
        """``127.0.0.1:54321``: what FIREBASE_AUTH_EMULATOR_HOST takes."""
        if self._listening is None:
            raise ValueError("the emulator is not started: use it as a context manager, or call start()")
        return self._listening.host_port

    @property
    def url(self) -> str:
        """The base URL of the running server."""
        return f"http://{self.host_port}"

    @property
    def secure_side(self) -> "SecureSide | None":
        """The open TLS port and proxy of the running server, if it was to have them."""
        return None if self._listening is None else self._listening.secure_side

    @property
    def env(self) -> dict[str, str]:
        """The environment variables that point all vendors' SDKs at the running server."""
        return self.worlds.env(self.world, self.url)

    def __enter__(self) -> "Emulator":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
