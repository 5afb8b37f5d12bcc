"""A server for the application: uvicorn's connections on our own loop, which starts and stops without waiting."""

import asyncio
import ssl
import threading
from collections.abc import Callable, Collection, Coroutine
from typing import TYPE_CHECKING, Any, Literal, Never, TypeAlias, TypeVar

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.server import ServerState

from mfa_emulator.core.http.wire import send_reply
from mfa_emulator.core.time import realtime
from mfa_emulator.serving import heads, meanings, uvicorn_inside

if TYPE_CHECKING:
    from mfa_emulator.serving.protocol import ShortWay

T = TypeVar("T")
Connection: TypeAlias = Callable[[], asyncio.Protocol]
"""Makes the protocol of a connection just accepted."""


def new_event_loop(*, fast: bool = False) -> asyncio.AbstractEventLoop:
    """A loop whose time is real even while freezegun stops the process's clocks; uvloop's with `fast`, if there."""
    if fast:
        try:
            import uvloop
        except ImportError:
            pass
        else:
            return uvloop.new_event_loop()  # its clock is libuv's
    return realtime.new_event_loop()


class Server:
    """Listens on any number of ports for one application. Made by a coroutine, and used on its loop alone."""

    GRACE = 0.05
    """Real seconds that a request in progress gets when the server stops. Handlers take microseconds: whatever is
    still running then is parked, in a long poll for instance."""

    def __init__(self, app: ASGIApp, way: "ShortWay | None" = None) -> None:
        self.loop: asyncio.AbstractEventLoop = asyncio.get_running_loop()
        self._state = ServerState()
        config = _configured(app)
        if uvicorn_inside.differs(config):
            # h11 is uvicorn's own choice too: it keeps trailers apart, and bounds a head that does not end.
            self._connection = self._plain(_configured(self._with_transport(app), http="h11"))
        else:
            self._connection = self._fast(config, way)
        self._listeners: dict[int, asyncio.Server] = {}

    async def listen(self, host: str, port: int, context: ssl.SSLContext | None = None) -> int:
        """Accept connections, over TLS with a `context`; the port, which the system chooses for 0.

        Raises OSError when it is taken.
        """
        listener = await self.loop.create_server(self._connection, host, port, ssl=context, backlog=2048)
        chosen: int = listener.sockets[0].getsockname()[1]
        if any(socket.getsockname()[1] != chosen for socket in listener.sockets):
            # A name with an IPv4 and an IPv6 address, localhost for one: the system chose a port for each.
            listener.close()
            return await self.listen(host, chosen, context)
        self._listeners[chosen] = listener
        return chosen

    async def unlisten(self, port: int) -> None:
        """Accept no more connections on that port, and end those that came in on it."""
        listener = self._listeners.pop(port, None)
        if listener is None:
            return
        await self._stop_accepting([listener])
        await self.hang_up(port)

    async def hang_up(self, port: int) -> None:
        """End the connections that came in on that port: idle ones now, each other when its answer is out."""
        for connection in self._connections():
            if connection.transport.get_extra_info("sockname")[1] == port:
                connection.shutdown()
        await self._rounds(1)  # after it their sockets are closed

    @property
    def is_connected(self) -> bool:
        """Whether anybody is connected."""
        return bool(self._state.connections)

    async def close(self) -> None:
        """Stop listening, let running requests end, cancel parked ones, close every connection."""
        await self._stop_accepting(self._listeners.values())
        for connection in self._connections():
            connection.shutdown()
        if self._state.tasks:
            _, parked = await asyncio.wait(set(self._state.tasks), timeout=self.GRACE)
            for task in parked:
                task.cancel()
            if parked:
                await asyncio.wait(parked, timeout=self.GRACE)
        for connection in self._connections():
            connection.transport.abort()
        await self._rounds(1)

    async def _stop_accepting(self, listeners: Collection[asyncio.Server]) -> None:
        for listener in listeners:
            for socket in listener.sockets:
                # A listener that closes forgets what it accepted in this round of the loop: it stops accepting first.
                self.loop.remove_reader(socket.fileno())
        await self._rounds(3)  # after these a connection accepted just now is known
        for listener in listeners:
            listener.close()

    @staticmethod
    async def _rounds(count: int) -> None:
        """Let the loop go round."""
        for _ in range(count):
            await asyncio.sleep(0)

    def _connections(self) -> list[Any]:
        return list(self._state.connections)

    def _fast(self, config: uvicorn.Config, way: "ShortWay | None") -> Connection:
        # These stand on names that are known to be there only now.
        from mfa_emulator.serving.protocol import Protocol
        from mfa_emulator.serving.uvicorn_connection import UvicornConnection

        if way is None:
            return lambda: UvicornConnection(config, self._state, self.loop)
        seen = meanings.Meanings(way.destination)
        return lambda: Protocol(config, self._state, seen, way)

    def _plain(self, config: uvicorn.Config) -> Connection:
        kind: Any = config.http_protocol_class
        return lambda: kind(config, self._state, {})

    def _with_transport(self, app: ASGIApp) -> ASGIApp:
        """The application with its connection in the scope, which uvicorn's own connections leave out."""

        async def with_transport(scope: Scope, receive: Receive, send: Send) -> None:
            transports = (connection.transport for connection in self._connections())
            own = next((one for one in transports if _client_of(one) == scope.get("client")), None)
            if own is not None:
                scope["extensions"] = {"mfa.transport": {"transport": own}}
            refused = heads.refusal(scope.get("raw_path", b"") + scope.get("query_string", b""), scope["headers"])
            if refused is not None:
                await send_reply(send, refused.reply(), [])
                return
            await app(scope, receive, send)

        return with_transport


def _configured(app: ASGIApp, http: Literal["auto", "h11"] = "auto") -> uvicorn.Config:
    config = uvicorn.Config(
        app,
        http=http,
        h11_max_incomplete_event_size=heads.LARGEST,
        ws="none",
        lifespan="off",
        proxy_headers=False,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=75,
    )
    config.load()
    return config


def _client_of(transport: asyncio.Transport) -> tuple[str, int] | None:
    peer = transport.get_extra_info("peername")
    return (peer[0], peer[1]) if peer else None


class LoopThread:
    """An event loop in a daemon thread: what a server runs on beside synchronous code."""

    def __init__(self) -> None:
        self._loop = new_event_loop()
        self._thread = threading.Thread(target=self._run, name="mfa-emulator", daemon=True)
        self._thread.start()

    def run(self, coroutine: Coroutine[object, Never, T]) -> T:
        """Have the loop run it, and return what it returns."""
        if threading.current_thread() is self._thread:
            coroutine.close()
            raise RuntimeError("the server's own thread cannot wait for itself: await the coroutine instead")
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    def end(self) -> None:
        """Stop the loop and end the thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            self._loop.close()
