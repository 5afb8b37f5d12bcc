"""Serves the application: uvicorn's protocol on our own loop, which starts and stops without waiting for ticks."""

import asyncio
import ssl
import sys
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias, TypeVar

import httptools
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from mfa_emulator.core import realtime
from mfa_emulator.core.operation import Request

T = TypeVar("T")


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


AtOnce: TypeAlias = Callable[[Request, int | None], tuple[int, list[tuple[bytes, bytes]], bytes] | None]
"""A request that came whole, on which port -> status, headers and body; or None: it is for the application."""


class Protocol(HttpToolsProtocol):
    """uvicorn's protocol; the application may end the connection, which is how a fault drops it.

    A small request is kept until it is whole and then answered `at_once`, without the application's task and
    messages, which cost more than most answers do. All others go uvicorn's own way.

    A client that asks for another protocol gets this one: Java's HttpClient asks for HTTP/2 with its first request,
    whose body uvicorn would drop.
    """

    _given = b""
    _unread = b""
    _kept: bytes | None = None
    """The body so far of a request that is kept."""

    def __init__(self, config: uvicorn.Config, state: ServerState, at_once: AtOnce | None) -> None:
        super().__init__(config, state, app_state={})
        self._at_once = at_once

    def data_received(self, data: bytes) -> None:
        """Bytes have come."""
        while data:
            self._given, self._unread = data, b""
            super().data_received(data)
            data = self._unread

    def handle_websocket_upgrade(self) -> None:
        """The parser has stopped behind the head of a request for another protocol: read it without that wish."""
        stop = sys.exception()
        assert stop is not None
        lines = [b"%s %s HTTP/1.1" % (self.scope["method"].encode(), self.url)]
        lines += [b"%s: %s" % header for header in self.headers if header[0] != b"upgrade"]
        self._unread = b"\r\n".join([*lines, b"", b""]) + self._given[stop.args[0] :]

    def _should_upgrade(self) -> bool:
        return bool(self._get_upgrade())

    def on_message_begin(self) -> None:
        """A request begins."""
        self.url, self.headers, self.expect_100_continue = b"", [], False

    def on_headers_complete(self) -> None:
        """The head has come: keep the request if it is of the ordinary kind and no other is being answered."""
        ordinary = not (self.expect_100_continue or self.parser.should_upgrade() or self.flow.write_paused)
        if self._at_once is not None and ordinary and (self.cycle is None or self.cycle.response_complete):
            self._kept = b""
        else:
            self._go_on()

    def on_body(self, body: bytes) -> None:
        """A piece of the body has come: keep it, unless that is too much to keep."""
        if self._kept is None:
            super().on_body(body)
            return
        self._kept += body
        if len(self._kept) > HIGH_WATER_LIMIT:
            self._let_go()

    def on_message_complete(self) -> None:
        """The request has come whole."""
        if self._kept is not None:
            if self._answered(self._kept):
                self._kept = None
                return
            self._let_go()
        super().on_message_complete()

    def _let_go(self) -> None:
        """Give the request to the application after all."""
        body, self._kept = self._kept, None
        self._go_on()
        if body:
            super().on_body(body)

    def _go_on(self) -> None:
        """Go uvicorn's own way, with a scope that also has the connection."""
        url, headers, waits = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.url, self.expect_100_continue = url, waits
        self.headers.extend(headers)
        self.scope["extensions"] = {"mfa.transport": {"transport": self.transport}}
        super().on_headers_complete()

    def _answered(self, body: bytes) -> bool:
        """Whether there was an answer at once; it is on its way."""
        assert self._at_once is not None
        method, url = self.parser.get_method(), httptools.parse_url(self.url)
        if method == b"HEAD":
            return False  # uvicorn leaves out the body
        request = Request(
            method.decode("ascii"), url.path, url.query or b"", self.headers, body, scheme=self.scheme or "http"
        )
        answer = self._at_once(request, self.server[1] if self.server else None)
        if answer is None:
            return False
        status, headers, content = answer
        lasts = self.parser.get_http_version() != "1.0" and self.parser.should_keep_alive()
        lines = [STATUS_LINE[status], *(b"%s: %s\r\n" % header for header in headers)]
        self.transport.write(b"".join([*lines, b"\r\n" if lasts else b"connection: close\r\n\r\n", content]))
        if not lasts:
            self.transport.close()
        self.on_response_complete()
        return True


class Server:
    """Listens on any number of ports for one application. Made by a coroutine, and used on its loop alone."""

    GRACE = 0.05
    """Real seconds that a request in progress gets when the server stops. Handlers take microseconds: whatever is
    still running then is parked, in a long poll for instance."""

    def __init__(self, app: ASGIApp, at_once: AtOnce | None = None) -> None:
        self.loop = asyncio.get_running_loop()
        self._config = uvicorn.Config(
            app,
            http=Protocol,
            ws="none",
            lifespan="off",
            proxy_headers=False,
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=75,
        )
        self._config.load()
        self._state = ServerState()
        self._at_once = at_once
        self._listeners: dict[int, asyncio.Server] = {}

    async def listen(self, host: str, port: int, context: ssl.SSLContext | None = None) -> int:
        """Accept connections, over TLS with a `context`; the port, which the system chooses for 0.

        Raises OSError when it is taken.
        """
        listener = await self.loop.create_server(self._protocol, host, port, ssl=context, backlog=2048)
        chosen: int = listener.sockets[0].getsockname()[1]
        self._listeners[chosen] = listener
        return chosen

    def unlisten(self, port: int) -> None:
        """Accept no more connections on that port, and end those that came in on it."""
        listener = self._listeners.pop(port, None)
        if listener is None:
            return
        listener.close()
        for connection in self._connections():
            if connection.server and connection.server[1] == port:
                connection.shutdown()

    async def close(self) -> None:
        """Stop listening, let running requests end, cancel parked ones, close every connection."""
        for listener in self._listeners.values():
            for socket in listener.sockets:
                # A listener that closes forgets what it accepted in this round of the loop: it stops accepting first.
                self.loop.remove_reader(socket.fileno())
        for _ in range(3):
            await asyncio.sleep(0)  # a connection accepted just now is known after three rounds of the loop
        for listener in self._listeners.values():
            listener.close()
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
        await asyncio.sleep(0)

    def _connections(self) -> list[Protocol]:
        return [connection for connection in self._state.connections if isinstance(connection, Protocol)]

    def _protocol(self) -> asyncio.Protocol:
        return Protocol(self._config, self._state, self._at_once)


class LoopThread:
    """An event loop in a daemon thread: what a server runs on beside synchronous code."""

    def __init__(self) -> None:
        self._loop = new_event_loop()
        self._thread = threading.Thread(target=self._run, name="mfa-emulator", daemon=True)
        self._thread.start()

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
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
