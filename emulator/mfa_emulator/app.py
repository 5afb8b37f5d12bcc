"""Which world, which provider: the ASGI application."""

from asyncio import CancelledError, sleep
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

from mfa_emulator.control import api as control
from mfa_emulator.core import pipeline
from mfa_emulator.core.operation import Reply, Request
from mfa_emulator.core.provider import Front, Provider
from mfa_emulator.guard import Guard, Refused
from mfa_emulator.world import World

if TYPE_CHECKING:
    from mfa_emulator.emulator import Emulator

JSON = "application/json"


def build_app(emulator: "Emulator") -> Starlette:
    """The application: vendors' requests are answered in front of the router, the rest is the control API."""
    return Starlette(routes=control.routes(emulator), middleware=[Middleware(Gate, emulator=emulator)])


class Hosts:
    """Finds providers by host name and by bare path, both in constant time."""

    def __init__(self, fronts: Mapping[str, Front]) -> None:
        self._hosts = {host: front for front in fronts.values() for host in front.hosts}
        self._prefixes = {prefix: front for front in fronts.values() for prefix in front.prefixes}
        self.by_host = lru_cache(maxsize=512)(self._by_host)
        """The provider of a host name, with or without a port; ``*.example.com`` stands for all names below it."""

    def _by_host(self, host: str) -> Front | None:
        name = host.partition(":")[0].lower()
        provider = self._hosts.get(name)
        while provider is None and "." in name:
            name = name.partition(".")[2]
            provider = self._hosts.get(f"*.{name}")
        return provider

    def by_path(self, path: str) -> Front | None:
        """The provider whose bare prefix the path begins with: two segments if one has those, else one."""
        parts = path.split("/", 3)
        two = f"/{parts[1]}/{parts[2]}" if len(parts) > 2 else ""
        return self._prefixes.get(two) or self._prefixes.get(f"/{parts[1]}")


class Gate:
    """Pure ASGI middleware: guards, selects world and provider, and answers vendors' requests itself."""

    def __init__(self, app: ASGIApp, emulator: "Emulator") -> None:
        self._app = app
        self._emulator = emulator
        self._hosts = Hosts(emulator.providers.fronts)
        self._guard = Guard(self._hosts, emulator.access)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = _request(scope)
        content_type = JSON
        cors: list[tuple[bytes, bytes]] = []
        try:
            cors = self._guard.check(request)
            if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
                reply = Reply(204)
            else:
                world = self._world(scope, request)
                if request.path == "/_mfa" or request.path.startswith("/_mfa/"):
                    self._guard.check_token(request)
                    await self._control(scope, receive, _with_headers(send, cors), request, world)
                    return
                provider = self._provider(request)
                content_type = provider.content_type
                reply = await pipeline.serve(world, provider, request, scope, receive)
        except Refused as refused:
            reply = refused.reply()
        except pipeline.Dropped:
            await _drop(scope, send)
            return
        except CancelledError:
            # The server stops while this request is parked.
            reply = Refused(503, "stopping", "the emulator is stopping").reply()
        await pipeline.send_reply(send, reply, content_type, cors)

    def _world(self, scope: Scope, request: Request) -> World:
        name = request.headers.get("x-mfa-world")
        if request.path.startswith("/_world/"):
            _, _, name, *rest = request.path.split("/", 3)
            request.path = "/" + (rest[0] if rest else "")
            request.base_url += f"/_world/{name}"
            name = unquote(name)
        if name is None:
            server = scope.get("server")
            return self._emulator.world_of_port(server[1] if server else None)
        world = self._emulator.worlds.get(name)
        if world is None:
            raise Refused(404, "unknown_world", f"there is no world {name!r}; make it with POST /_mfa/v1/worlds")
        return world

    def _provider(self, request: Request) -> Provider:
        first, _, rest = request.path[1:].partition("/")
        front = self._hosts.by_host(first) if "." in first else None
        if front is not None:
            request.path = f"/{rest}"
            request.base_url += f"/{first}"
        else:
            front = self._hosts.by_host(request.headers.get("host", "")) or self._hosts.by_path(request.path)
        if front is None:
            raise Refused(404, "unknown_path", f"no provider has a path like {request.path}")
        provider = self._emulator.providers[front.name]
        request.path = provider.normalize(request.path)
        return provider

    async def _control(self, scope: Scope, receive: Receive, send: Send, request: Request, world: World) -> None:
        # The path as it is on the wire: control routes are looked up in it segment by segment.
        control = {"path": request.path, "root_path": "", "mfa.world": world, "mfa.request": request}
        await self._app({**scope, **control}, receive, send)


def _request(scope: Scope) -> Request:
    raw = scope.get("raw_path") or scope["path"].encode()
    path = "/" + raw.decode("utf-8", "replace").lstrip("/")
    query: bytes = scope["query_string"]
    headers = scope["headers"]
    target = f"{path}?{query.decode('latin-1')}" if query else path
    request = Request(scope["method"], path, query, headers, b"", target=target)
    request.base_url = f"{scope.get('scheme', 'http')}://{request.headers.get('host', 'localhost')}"
    return request


def _with_headers(send: Send, headers: list[tuple[bytes, bytes]]) -> Send:
    async def sending(message: "dict[str, object]") -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *headers]  # type: ignore[misc]
        await send(message)

    return sending if headers else send  # type: ignore[return-value]


async def _drop(scope: Scope, send: Send) -> None:
    """Close the connection without an answer: the server's own transport is ended, other servers get no bytes."""
    connection = scope.get("extensions", {}).get("mfa.transport")
    if connection is not None:
        connection["transport"].abort()
        await sleep(0)  # the server learns of the lost connection in the loop's next round,
        await sleep(0)  # and would else write an error page into it
        return
    # In process there is no connection: an ASGI application that ends without an answer is a broken connection.
    raise ConnectionResetError("a fault dropped the connection")
