"""From HTTP to a control call and back."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import TYPE_CHECKING, Never, TypeVar

import msgspec
from starlette.types import Receive, Scope, Send

from mfa_emulator.control.context import Call
from mfa_emulator.control.streams import Stream
from mfa_emulator.core import context
from mfa_emulator.core.descriptions.misfit_words import Unfit, explained
from mfa_emulator.core.http.json import Json, Misfit
from mfa_emulator.core.http.messages import LongReply, Reply, Request
from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.core.http.routing import Routes
from mfa_emulator.core.http.wire import TooLarge, read_body, read_long_body, send_long_reply, send_reply
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.store import json_reader
from mfa_emulator.core.store.shredding import let_go, rows_within
from mfa_emulator.core.work import collector

if TYPE_CHECKING:
    from mfa_emulator.core.world import World
    from mfa_emulator.core.worlds import Worlds

T = TypeVar("T")

IN_QUERY = frozenset(("GET", "DELETE"))
AT_ONCE = 256 * 1024
"""Bytes of a body that is read without a thread, in a few milliseconds at most."""


class Nothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fields of a call that takes none."""


class Endpoint:
    """Finds the control call, gives it its fields, and words what it refuses.

    GET and DELETE take their fields from the query, the others from a JSON body; unknown fields are refused. A
    handler gets all worlds as its `call.state`. It raises `Refused`, or ValueError (400) with a text for people.
    A coroutine is a long poll: it is given up when the client goes away.
    """

    def __init__(self, worlds: "Worlds", operations: Iterable[Operation]) -> None:
        self._worlds = worlds
        self._routes = Routes(operations)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request: Request = scope["mfa.request"]
        try:
            reply = await self._answer(scope["mfa.world"], request, receive)
        except Refused as refused:
            reply = refused.reply()
        if isinstance(reply, Stream):
            await reply.send(scope["method"], receive, send)
        elif isinstance(reply, LongReply):
            await send_long_reply(send, reply)
        else:
            await send_reply(send, reply, [])

    async def _answer(self, world: "World", request: Request, receive: Receive) -> Reply:
        if request.method == "HEAD":
            request.method = "GET"  # the server leaves the body out
        found = self._routes.find(request.method, request.path)
        if isinstance(found, frozenset):
            return _unrouted(request, found)
        operation, request.params = found
        cap = getattr(world.limits, operation.cap)
        body = bytearray()
        try:
            if operation.takes is bytearray:
                body = await read_long_body(receive, cap)
            else:
                request.body = await read_body(receive, cap)
        except TooLarge:
            raise Refused(413, "too_large", f"the body is over {cap} bytes") from None
        if len(request.body) <= AT_ONCE:
            return await self._answered(world, operation, request, body, receive)
        with collector.sparing_the_old():
            rows: list[Json] = []
            reply = await self._answered(world, operation, request, body, receive, rows)
            await self._worlds.aside.outcome(let_go(rows))
        return reply

    async def _answered(
        self,
        world: "World",
        operation: Operation,
        request: Request,
        long_body: bytearray,
        receive: Receive,
        rows: list[Json] | None = None,
    ) -> Reply:
        """The answer. `rows` holds on to those of a long body: to free them all at once would hold up the others."""
        try:
            given = await self._given(request)
            if rows is not None:
                rows += rows_within(given)
            if world.engagement.count:
                await world.engagement.over()
            now = world.clock.micros()
            call: Call[object] = context.Call(world, operation, request, self._worlds, None, now)
            call.body = long_body if operation.takes is bytearray else _fields(request, operation, given)
            answer = call.handle()
            if isinstance(answer, Coroutine):
                answer = await _unless_gone(answer, receive)
        except (ValueError, RecursionError) as error:
            path = error.path if isinstance(error, Unfit) else ()
            # Not raised: with its traceback it would hold on to a long body, which the collector then looks through.
            return Refused(400, "bad_request", str(error), path).reply()
        return answer if isinstance(answer, Reply) else Reply(operation.status, msgspec.json.encode(answer))

    async def _given(self, request: Request) -> Json:
        """The fields that a client gave. Raises ValueError where they are in the wrong place, or no JSON."""
        if request.method in IN_QUERY:
            return {**request.query}
        if request.raw_query:
            # A field in the wrong place must not be passed over: a reset of the wrong world, say.
            raise ValueError(f"{request.method} {request.path} takes its fields in a JSON body, not in the query")
        if len(request.body) > AT_ONCE:
            return await self._worlds.aside.outcome(json_reader.reading(request.body))
        decoded: Json = msgspec.json.decode(request.body or b"{}")
        return decoded


def _unrouted(request: Request, verbs: frozenset[str]) -> Reply:
    if not verbs:
        raise Refused(404, "unknown_path", f"the control API has no {request.path}")
    takes = ", ".join(sorted(verbs))
    reply = Refused(405, "wrong_verb", f"{request.path} takes {takes}, not {request.method}").reply()
    reply.headers = (("Allow", takes),)
    return reply


def _fields(request: Request, operation: Operation, given: Json) -> object:
    try:
        return msgspec.convert(given, operation.takes, strict=request.method not in IN_QUERY)
    except msgspec.ValidationError as error:
        raise ValueError(explained(Misfit.of(error), operation.body or Nothing, given)) from None


async def _unless_gone(answer: Coroutine[object, Never, T], receive: Receive) -> T | Reply:
    working = asyncio.ensure_future(answer)
    try:
        await asyncio.sleep(0)
        if not working.done():  # it waits for something
            await _first(working, asyncio.ensure_future(_gone(receive)))
        return working.result() if working.done() else Reply(499)  # nobody reads it
    finally:
        working.cancel()


async def _first(working: asyncio.Future[T], gone: asyncio.Future[None]) -> None:
    try:
        await asyncio.wait((working, gone), return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        await asyncio.sleep(0)  # a client of some test tool may say again and again that there is no more
