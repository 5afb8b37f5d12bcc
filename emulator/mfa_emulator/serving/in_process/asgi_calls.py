"""Calls of an ASGI application without a socket, for the transports of httpx and httpx2."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias
from urllib.parse import unquote

from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.http.wire import Headers, Parts
from mfa_emulator.core.time import realtime

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Scope


AtOnce: TypeAlias = Callable[[Request], Parts | None]
"""A request that came whole -> its answer; or None: it is for the application."""


class Url(Protocol):
    """The URL of a request, as both libraries have it."""

    @property
    def scheme(self) -> str: ...
    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int | None: ...
    @property
    def raw_path(self) -> bytes: ...
    @property
    def query(self) -> bytes: ...


class Call(NamedTuple):
    """A request with its whole body."""

    method: str
    url: Url
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes


class Answer(NamedTuple):
    """An answer with its whole body."""

    status: int
    headers: Headers
    body: bytes


class AsgiCaller:
    """Runs an application in the calling thread, on an event loop of its own.

    Any number of threads may use it at once. It works inside a coroutine too, though that blocks the caller's loop for
    what is not answered at once: ``httpx2.AsyncClient(transport=emulator.async_transport())`` does not.
    """

    def __init__(self, app: "ASGIApp", at_once: AtOnce | None = None) -> None:
        self._app = app
        self._at_once = at_once
        self._idle: list[asyncio.AbstractEventLoop] = []  # loops that no thread runs now

    def answer(self, call: Call) -> Answer:
        """Answer one request. Raises ConnectionResetError where a fault drops the connection."""
        answer = self.answer_at_once(call)
        if answer is not None:
            return answer
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return self.answer_by_loop(call)
        with ThreadPoolExecutor(1) as elsewhere:  # a running loop allows no other in its thread
            return elsewhere.submit(self.answer_by_loop, call).result()

    def answer_at_once(self, call: Call) -> Answer | None:
        """The answer without an event loop, as over a socket; None: this request needs one."""
        if self._at_once is None or call.method == "HEAD":  # whose answer has no body
            return None
        url = call.url
        headers = [(name.lower(), value) for name, value in call.headers]
        request = Request.read(call.method, _path(url), url.query, headers, call.body, url.scheme)
        parts = self._at_once(request)
        return None if parts is None else Answer(*parts)

    def answer_by_loop(self, call: Call) -> Answer:
        """Answer one request by the application, in a thread where no event loop runs."""
        exchange = _Exchange(call)
        loop = self._idle.pop() if self._idle else realtime.new_event_loop()
        try:
            loop.run_until_complete(self._app(exchange.scope, exchange.receive, exchange.send))
        finally:
            self._idle.append(loop)
        return exchange.answer()

    def close(self) -> None:
        """Give the loops back."""
        while self._idle:
            self._idle.pop().close()

    def __del__(self) -> None:
        self.close()


class _Exchange:
    """One request as an ASGI application sees it, and the answer it gives."""

    def __init__(self, call: Call) -> None:
        url = call.url
        raw_path = _path(url)
        self._body: bytes | None = call.body
        self._status = 0
        self._headers: Headers = []
        self._chunks: list[bytes] = []
        self._gone = asyncio.Event()
        self.scope: Scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": call.method,
            "scheme": url.scheme,
            "path": unquote(raw_path.decode("ascii")),
            "raw_path": raw_path,
            "query_string": url.query,
            "root_path": "",
            "headers": [(name.lower(), value) for name, value in call.headers],
            "server": (url.host, url.port),
            "client": ("127.0.0.1", 0),
        }

    async def receive(self) -> "Message":
        """The body, once; a second call, which waits for the client to go away, waits until the answer is complete."""
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: "Message") -> None:
        """Take a part of the answer."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._headers = [(name, value) for name, value in message.get("headers", ())]
        else:
            self._chunks.append(message.get("body", b""))
            if not message.get("more_body"):
                self._gone.set()

    def answer(self) -> Answer:
        """The answer, once it is complete."""
        return Answer(self._status, self._headers, b"" if self.scope["method"] == "HEAD" else b"".join(self._chunks))


def _path(url: Url) -> bytes:
    return url.raw_path.partition(b"?")[0]
