"""HTTP in this process: the calls that a simulated phone makes to its own world, without a socket."""

import asyncio
from base64 import b64encode
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple, Protocol
from urllib.parse import SplitResult, urlencode, urlsplit

from mfa_emulator.core import pipeline
from mfa_emulator.core.http import json
from mfa_emulator.core.http.json import Json
from mfa_emulator.core.http.messages import Reply, Request
from mfa_emulator.core.http.wire import Dropped, parts_of
from mfa_emulator.core.time import realtime

if TYPE_CHECKING:
    from starlette.types import Message

    from mfa_emulator.core.world import World


class Url(Protocol):
    """The part of a URL that is shown."""

    @property
    def path(self) -> str:
        """The path."""


class Sent(Protocol):
    """The part of a request that is shown."""

    @property
    def method(self) -> str:
        """The verb."""

    @property
    def url(self) -> Url:
        """The URL."""


class HttpAnswer(Protocol):
    """The part of an HTTP response that a phone reads; those of httpx and httpx2 have it."""

    @property
    def status_code(self) -> int:
        """The status."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers by name, in lower case."""

    @property
    def content(self) -> bytes:
        """The body."""

    @property
    def text(self) -> str:
        """The body as a text."""

    @property
    def request(self) -> Sent:
        """The request that was answered."""

    def json(self) -> object:
        """The body as JSON."""


class HttpClient(Protocol):
    """The part of an HTTP client that a phone needs; those of httpx and httpx2 have it."""

    def request(
        self,
        method: str,
        url: str,
        *,
        data: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
    ) -> HttpAnswer:
        """Send a form, and give the answer."""


class Loopback:
    """A client of one vendor in one world. The calls go down the pipeline as all others: faults, journal and all."""

    def __init__(self, world: "World", provider: str) -> None:
        self._world = world
        self._provider = world.providers[provider]

    def request(
        self,
        method: str,
        url: str,
        *,
        data: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
    ) -> "Answer":
        """Send a form, and give the answer. Raises ConnectionResetError when a fault drops the connection."""
        headers = [
            (b"host", self._provider.front.hosts[0].encode()),
            (b"content-type", b"application/x-www-form-urlencoded"),
        ]
        if auth:
            headers.append((b"authorization", b"Basic " + b64encode(":".join(auth).encode())))
        body, query = urlencode(data or {}).encode(), urlencode(params or {}).encode()
        request = Request.read(method, url.encode(), query, headers, body)
        # At once where it can be: a running loop in this thread, or a lock that it holds, is then no obstacle.
        found = pipeline.find(self._provider, request)
        reply = pipeline.at_once(self._world, self._provider, found, request) or self._wait(request, body)
        status, sent, content = parts_of(reply, [])
        return Answer(status, {name.decode(): text.decode() for name, text in sent}, content, _Asked(method, url))

    def _wait(self, request: Request, body: bytes) -> Reply:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return self._run(request, body)
        with ThreadPoolExecutor(1) as elsewhere:  # a running loop allows no other in its thread
            return elsewhere.submit(self._run, request, body).result()

    def _run(self, request: Request, body: bytes) -> Reply:
        async def receive() -> "Message":
            return {"type": "http.request", "body": body}

        loop = realtime.new_event_loop()
        try:
            return loop.run_until_complete(pipeline.serve(self._world, self._provider, request, receive))
        except Dropped:
            raise ConnectionResetError("the connection was dropped") from None
        finally:
            loop.close()


class _Asked(NamedTuple):
    method: str
    target: str

    @property
    def url(self) -> SplitResult:
        """The URL."""
        return urlsplit(self.target)


class Answer(NamedTuple):
    """An HTTP response, as those of httpx have it."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes
    request: _Asked

    @property
    def text(self) -> str:
        """The body as a text."""
        return self.content.decode()

    def json(self) -> Json:
        """The body as JSON."""
        return json.read(self.content)
