"""Reverse proxy that hands requests on to a server, and keeps each exchange with a vendor's operations."""

from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

import httpx2
from starlette.types import Receive, Scope, Send

from mfa_emulator.core.http.messages import Reply, Request
from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.core.http.wire import send_reply
from mfa_emulator.core.identifiers import is_loopback
from mfa_emulator.core.time import realtime
from mfa_emulator.recording.exchange import Exchange
from mfa_emulator.recording.identifying import Identifier
from mfa_emulator.recording.world_settings import OPTIONS, WorldSettings
from mfa_emulator.recording.worlds_seen import CLOCK, Times, world_of

MOST_EXCHANGES = 5_000
MOST_BYTES = 64 << 20
_LONGEST_BODY = 32 << 20
_TIMEOUT = 60.0
_OF_THE_CONNECTION = frozenset(
    ("connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "proxy-connection", "content-length")
)
_DECODED = frozenset(("content-encoding",))


class Recorder:
    """An ASGI application in front of `target`. Requests go out as they came, but for their Host."""

    def __init__(
        self, target: str, identify: Identifier, told: Callable[[Exchange], None] = lambda exchange: None
    ) -> None:
        parts = urlsplit(target)
        self.origin: str = f"{parts.scheme}://{parts.netloc}"
        self.exchanges: list[Exchange] = []
        self.dropped: int = 0
        """Exchanges that came when there was no room for more."""
        self._host, self._identify, self._told, self._bytes = parts.hostname or "", identify, told, 0
        self.settings: dict[str, WorldSettings] = {}
        """Settings of an emulator's worlds, as they were when the first request came."""
        self._asked: set[str] = set()
        self._times = Times(realtime.wall_micros)
        # The settings of the environment are for the world outside, not for this machine.
        self._client = httpx2.AsyncClient(timeout=_TIMEOUT, trust_env=not is_loopback(self._host))

    async def close(self) -> None:
        """End the connections to the target."""
        await self._client.aclose()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI application."""
        if scope["type"] != "http":
            return
        try:
            reply = await self._answer(scope, await _body(receive))
        except Refused as refused:
            reply = refused.reply()
        await send_reply(send, reply, [])

    async def _answer(self, scope: Scope, body: bytes) -> Reply:
        request = Request.read(scope["method"], scope["raw_path"], scope["query_string"], scope["headers"], body)
        world, path = world_of(request)
        await self._ask(world, request)
        at, url = self._times.now(world), self._url(request)
        headers = [pair for pair in scope["headers"] if pair[0].decode("latin-1") not in {*_OF_THE_CONNECTION, "host"}]
        try:
            answer = await self._client.request(request.method, url, content=body or None, headers=headers)
        except httpx2.TransportError as error:
            raise Refused(502, "unreachable", f"{url} cannot be reached: {error}") from None
        self._times.saw(world, path, answer.content)
        self._keep(at, world, request, answer)
        return self._reply(request, answer)

    async def _ask(self, world: str, request: Request) -> None:
        """Ask what is perhaps an emulator for the time and the settings of a world, once."""
        if not is_loopback(self._host) or world in self._asked:
            return
        self._asked.add(world)
        names = {"x-mfa-world": world} if world else {}
        token = request.headers.get("x-mfa-token")
        headers = {**names, **({"x-mfa-token": token} if token else {})}
        with suppress(httpx2.TransportError):
            answer = await self._client.get(f"{self.origin}{CLOCK}", headers=headers)
            self._times.saw(world, CLOCK, answer.content)
            told = await self._client.get(f"{self.origin}{OPTIONS}", headers=headers)
            self.settings[world] = WorldSettings.read(told.content)

    def _url(self, request: Request) -> str:
        """The URL to call: a vendor's further hosts are reached by a path that begins with their name."""
        host, path = self._identify.further_host(self._host, request.raw_path)
        origin = f"https://{host}" if host else self.origin
        return f"{origin}{path}" + (f"?{request.raw_query.decode('latin-1')}" if request.raw_query else "")

    def _keep(self, at: int, world: str, request: Request, answer: httpx2.Response) -> None:
        found = self._identify(request, self._host)
        if found is None:
            return
        size = len(request.body) + len(answer.content)
        if len(self.exchanges) >= MOST_EXCHANGES or self._bytes + size > MOST_BYTES:
            self.dropped += 1
            return
        exchange = Exchange.of(at, found, request, request.headers.items(), answer, world)
        self._bytes += size
        self.exchanges.append(exchange)
        self._told(exchange)

    def _reply(self, request: Request, answer: httpx2.Response) -> Reply:
        """The answer, in which links to the target lead here."""
        left_out = _OF_THE_CONNECTION | _DECODED
        headers = [(name.lower(), text) for name, text in answer.headers.multi_items() if name.lower() not in left_out]
        media = next((text for name, text in headers if name == "content-type"), "")
        here, body = f"http://{request.headers.get('host', 'localhost')}", answer.content
        if "json" in media:
            body = body.replace(self.origin.encode(), here.encode())
        rest = tuple((name, text) for name, text in headers if name != "content-type")
        return Reply(answer.status_code, body, rest, content_type=media or "application/octet-stream")


async def _body(receive: Receive) -> bytes:
    pieces, size = list[bytes](), 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "gone", "the client has gone")
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        if size > _LONGEST_BODY:
            raise Refused(413, "too_large", f"the body is over {_LONGEST_BODY} bytes")
        if not message.get("more_body", False):
            return b"".join(pieces)
