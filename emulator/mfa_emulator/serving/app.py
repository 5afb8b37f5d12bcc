"""The ASGI application: it finds the world and the provider that a request is for."""

from asyncio import CancelledError, sleep
from collections.abc import Callable
from contextlib import nullcontext
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.types import Message, Receive, Scope, Send

from mfa_emulator.control import api as control
from mfa_emulator.core import pipeline
from mfa_emulator.core.http import wire
from mfa_emulator.core.http.messages import Reply, Request
from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.core.http.vacancy import Vacancy
from mfa_emulator.core.http.wire import Headers
from mfa_emulator.core.provider import Front
from mfa_emulator.core.world import World
from mfa_emulator.core.worlds import Worlds
from mfa_emulator.serving import console
from mfa_emulator.serving.guard import Access, Guard
from mfa_emulator.serving.hosts import Hosts
from mfa_emulator.serving.meanings import Destination, Meaning


class Application(Starlette):
    """Guards, selects world and provider, and answers vendors' requests itself; its router has the control API."""

    def __init__(self, worlds: Worlds, access: Access) -> None:
        pages = console.routes() if access.console else ()
        super().__init__(routes=[*pages, *control.routes(worlds)], exception_handlers={404: console.not_found})
        self._worlds = worlds
        self._hosts = Hosts(worlds.providers.fronts)
        self._guard = Guard(self._hosts, access)
        self.log: Callable[[Request, int, str], None] | None = None
        """Called with every answer: the request, the status, and the reason of a refusal."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI application."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        request = _request(scope)
        cors: Headers = []
        here = scope.get("mfa.world") or self._worlds.at_port((scope.get("server") or (None, None))[1])
        named = None
        try:
            named = _named_world(request)
            cors = self._guard.check(request)
            if _asks_first(request):
                reply = Reply(204)
            else:
                world = self._occupied(here if named is None else self._named(named), request)
                front = self._vendor(request)
                if front is None:
                    if not console.has(request.path):
                        self._guard.check_token(request)
                    await self._control(scope, receive, send, request, world, cors)
                    return
                await self._worlds.load(front.name)
                provider = self._worlds.providers[front.name]
                provider.tidy(request)
                reply = await pipeline.serve(world, provider, request, receive)
        except Refused as refused:
            reply = refused.reply()
            self._keep(here, named, request, reply)
        except wire.Dropped:
            await _drop(scope, send)
            return
        except CancelledError:
            # The server stops while this request is parked.
            reply = Refused(503, "stopping", "the emulator is stopping").reply()
        self._tell(request, reply.status, reply.reason)
        await wire.send_reply(send, reply, cors)

    def destination(self, request: Request) -> Destination | None:
        """The destination of a request, whose path it takes the prefixes off; None: call the application.

        It is refused then, or for the control API, or for a vendor that is not loaded yet.
        """
        try:
            named = _named_world(request)
            cors = self._guard.check(request)
            front = self._vendor(request)
        except Refused:
            return None
        if front is None or not self._worlds.providers.is_ready(front.name):
            return None
        if request.method == "OPTIONS" and _asks_first(request):
            return None
        return Destination(named, cors, self._worlds.providers[front.name], request.mount)

    def at_once(self, meaning: Meaning, request: Request, port: int | None) -> Reply | None:
        """The answer to a request of that meaning which came whole, by that port; None: call the application.

        Nearly all requests are of this kind, and this way costs them no task and no messages.
        """
        return self.at_once_in(self._worlds.at_port(port), meaning, request)

    def at_once_in(self, here: World | Vacancy, meaning: Meaning, request: Request) -> Reply | None:
        """As `at_once`, for a request that comes to this place unless it names another."""
        named = meaning.world
        world = here if named is None else self._worlds.named(named)
        if not isinstance(world, World):
            return None
        reply = pipeline.at_once(world, meaning.provider, meaning.found, request)
        if reply is not None and self.log is not None:
            self.log(request, reply.status, reply.reason)
        return reply

    def _named(self, name: str) -> World | Vacancy:
        place = self._worlds.named(name)
        if place is None:
            raise Refused(404, "unknown_world", f"there is no world {name!r}; make it with POST /_mfa/v1/worlds")
        return place

    def _keep(self, here: World | Vacancy, named: str | None, request: Request, reply: Reply) -> None:
        """Write the refusal of a request that reached no vendor into the journal of the world that it came to."""
        world = (None if named is None else self._worlds.named(named)) or here
        if isinstance(world, World):
            front = self._front(request)
            # Whoever has the lock for long does not write into the journal, and nobody is to wait for it here.
            with nullcontext() if world.engagement.count else world.lock:
                world.journal.add_stranger(world.clock.micros(), front.name if front else "", request, reply)

    def _occupied(self, place: World | Vacancy, request: Request) -> World:
        if not isinstance(place, Vacancy):
            return place
        if place.awaits and request.path in control.OF_NO_WORLD:
            return self._worlds.default
        raise place.refusal(request)

    def _vendor(self, request: Request) -> Front | None:
        """None: the path is the control API's."""
        if request.is_control:
            return None
        front = self._front(request)
        if front is None:
            raise Refused(404, "unknown_path", f"no provider has a path like {request.path}")
        return front

    def _front(self, request: Request) -> Front | None:
        """The vendor that host and path name."""
        front = self._named_front(request) if "." in request.path else None
        return front or self._hosts.by_host(request.headers.get("host", "")) or self._hosts.by_path(request.path)

    def _named_front(self, request: Request) -> Front | None:
        """The vendor whose host name the path begins with, which is taken off the path."""
        first, _, rest = request.path[1:].partition("/")
        front = self._hosts.by_host(first) if "." in first else None
        if front is not None:
            request.path = f"/{rest}"
            request.mount += f"/{first}"
        return front

    async def _control(
        self, scope: Scope, receive: Receive, send: Send, request: Request, world: World, cors: Headers
    ) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *cors]
                reason = next((value for name, value in message["headers"] if name == b"x-mfa-reason"), b"")
                self._tell(request, message["status"], unquote(reason.decode()))
            await send(message)

        # The path as it is on the wire: control routes are looked up in it segment by segment.
        found = {"path": request.path, "root_path": "", "mfa.world": world, "mfa.request": request}
        await super().__call__({**scope, **found}, receive, sending)

    def _tell(self, request: Request, status: int, reason: str) -> None:
        if self.log is not None:
            self.log(request, status, reason)


def _request(scope: Scope) -> Request:
    raw = scope.get("raw_path") or scope["path"].encode()
    return Request.read(
        scope["method"], raw, scope["query_string"], scope["headers"], scheme=scope.get("scheme", "http")
    )


def _named_world(request: Request) -> str | None:
    """The name of the world that prefix or header select; the prefix is taken off the path."""
    if not request.path.startswith("/_world/"):
        return request.headers.get("x-mfa-world")
    _, _, name, *rest = request.path.split("/", 3)
    request.path = "/" + (rest[0] if rest else "")
    request.mount = f"/_world/{name}"
    return unquote(name)


def _asks_first(request: Request) -> bool:
    """True for a preflight, in which a browser asks what the page may send before it sends it."""
    return request.method == "OPTIONS" and "access-control-request-method" in request.headers


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
