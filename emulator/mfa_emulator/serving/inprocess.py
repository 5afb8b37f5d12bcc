"""Calls an ASGI application without a socket: for tests, and for SDKs that take an httpx client."""

import asyncio
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import httpx

from mfa_emulator.core.time import realtime

if TYPE_CHECKING:
    from starlette.types import ASGIApp


class InProcess(httpx.BaseTransport):
    """An httpx transport that runs the application in the calling thread, on an event loop of its own.

    ``httpx.Client(transport=InProcess(emulator.app), base_url="http://localhost", trust_env=False)``

    Any number of threads may use it at once. It works inside a coroutine too, though that blocks the caller's loop:
    there, ``httpx.AsyncClient(transport=httpx.ASGITransport(emulator.app))`` is the better choice. A connection that
    a fault drops raises `httpx.RemoteProtocolError`, as over a socket.
    """

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app
        self._idle: list[asyncio.AbstractEventLoop] = []  # loops that no thread runs now

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request; the answer is complete when it returns."""
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return self._run(request)
        with ThreadPoolExecutor(1) as elsewhere:  # a running loop allows no other in its thread
            return elsewhere.submit(self._run, request).result()

    def close(self) -> None:
        """Give the loops back."""
        while self._idle:
            self._idle.pop().close()

    def __del__(self) -> None:
        self.close()

    def _run(self, request: httpx.Request) -> httpx.Response:
        exchange = _Exchange(request)
        loop = self._idle.pop() if self._idle else realtime.new_event_loop()
        try:
            loop.run_until_complete(self._app(exchange.scope, exchange.receive, exchange.send))
        except ConnectionResetError as error:
            raise httpx.RemoteProtocolError(str(error), request=request) from None
        finally:
            self._idle.append(loop)
        return exchange.response()


class _Exchange:
    """One request as an ASGI application sees it, and the answer it gives."""

    def __init__(self, request: httpx.Request) -> None:
        url = request.url
        raw_path = url.raw_path.partition(b"?")[0]
        self._body: bytes | None = request.read()
        self._status = 0
        self._headers: list[tuple[bytes, bytes]] = []
        self._chunks: list[bytes] = []
        self._gone = asyncio.Event()
        self.scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": url.scheme,
            "path": unquote(raw_path.decode("ascii")),
            "raw_path": raw_path,
            "query_string": url.query,
            "root_path": "",
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
            "server": (url.host, url.port),
            "client": ("127.0.0.1", 0),
        }

    async def receive(self) -> MutableMapping[str, Any]:
        """The body, once; whoever then waits for the client to go away waits until the answer is complete."""
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: MutableMapping[str, Any]) -> None:
        """A part of the answer."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._headers = [(name, value) for name, value in message.get("headers", ())]
        else:
            self._chunks.append(message.get("body", b""))
            if not message.get("more_body"):
                self._gone.set()

    def response(self) -> httpx.Response:
        """The answer."""
        body = b"" if self.scope["method"] == "HEAD" else b"".join(self._chunks)
        return httpx.Response(self._status, headers=self._headers, content=body)
