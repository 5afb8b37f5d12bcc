"""The way of every vendor request: body, operation, credentials, struct, faults, lock, handler, answer, journal."""

import traceback
from asyncio import CancelledError
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

from mfa_emulator.core import durations, realtime
from mfa_emulator.core.errors import BadBody, Failure, VendorError
from mfa_emulator.core.faults import FaultRule, delivery
from mfa_emulator.core.operation import Call, Operation, Reply, Request
from mfa_emulator.core.provider import Provider

if TYPE_CHECKING:
    from mfa_emulator.world import World

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_DRAIN = 8
"""A body over its cap is still read, up to this many caps, so that the client gets to see the answer."""


class TooLarge(Exception):
    """The body is over the cap."""


class Dropped(Exception):
    """A fault wants the connection closed without an answer."""


async def read_body(scope: Scope, receive: Receive, cap: int) -> bytes:
    """The whole body. Raises `TooLarge` when it is over `cap` bytes."""
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        if len(body) > cap:
            raise TooLarge
        return body
    chunks, size = [body], len(body)
    while message.get("more_body") and size <= _DRAIN * cap:
        message = await receive()
        chunk = message.get("body", b"")
        size += len(chunk)
        if size <= cap:
            chunks.append(chunk)
    if size > cap:
        raise TooLarge
    return b"".join(chunks)


async def serve(world: "World", provider: Provider, request: Request, scope: Scope, receive: Receive) -> Reply:
    """Answer one request and write it into the journal. Raises `Dropped` when a fault closes the connection."""
    started = realtime.monotonic_ns()
    world.clock.catch_up()
    trace, reason, operation = "", "", None
    request.settings = world.settings[provider.name]
    try:
        found = provider_routes(world, provider).find(request.method, request.path)
        if isinstance(found, frozenset):
            request.body = await read_body(scope, receive, world.limits.body)
            raise _unrouted(provider, request, found)
        operation, request.params = found
        request.body = await read_body(scope, receive, getattr(world.limits, operation.cap))
        reply = await _answer(world, provider, operation, request)
    except VendorError as error:
        reply, reason = provider.render(error, request), error.reason or error.message
    except TooLarge:
        cap = getattr(world.limits, operation.cap) if operation else world.limits.body
        reason = f"the body is over {cap} bytes"
        reply = provider.render(provider.failure(Failure.TOO_LARGE, reason, request), request)
    except (Dropped, CancelledError):
        reply = Reply(0)
        reason = "the connection was dropped"
        raise
    except Exception:
        trace = traceback.format_exc()
        reason = trace.strip().rsplit("\n", 1)[-1]
        reply = provider.render(provider.failure(Failure.INTERNAL, reason, request), request)
    finally:
        world.journal.add(
            at=world.clock.micros(),
            provider=provider.name,
            operation=operation.id if operation else "",
            method=request.method,
            target=request.target,
            request=request.body,
            status=reply.status,
            response=reply.body,
            reason=reply.reason or reason,
            took=(realtime.monotonic_ns() - started) // 1000,
            traceback=trace,
        )
    reply.reason = reply.reason or reason
    return reply


def provider_routes(world: "World", provider: Provider) -> Any:
    """The routes of this provider, built once for the emulator."""
    return world.routes[provider.name]


def _unrouted(provider: Provider, request: Request, verbs: frozenset[str]) -> VendorError:
    if verbs:
        text = f"{request.method} is not a verb of {request.path}: it takes {', '.join(sorted(verbs))}"
        return provider.failure(Failure.WRONG_VERB, text, request)
    return provider.failure(Failure.NO_ROUTE, f"no operation of {provider.title} has the path {request.path}", request)


async def _answer(world: "World", provider: Provider, operation: Operation, request: Request) -> Reply:
    handler = operation.handler
    if handler is None:
        raise provider.failure(Failure.NOT_BUILT, operation.id, request)
    settings = request.settings
    call: Call[Any, Any] = Call(
        world, operation, request, world.states[provider.name], settings, world.clock.micros()
    )
    call.caller = operation.auth(call)
    try:
        call.body = provider.decode(request, operation.body, settings)
    except BadBody as error:
        raise provider.failure(Failure.BAD_BODY, str(error), request) from None
    rule = world.faults.strike(provider.name, operation.id) if world.faults else None
    if rule is not None:
        await _befall(world, provider, rule, request)
        call.now = world.clock.micros()
        call.state = world.states[provider.name]
    if operation.waits:
        answer = await handler(call)
    else:
        with world.lock:
            world.inbox.fault = delivery(rule) if rule else None
            try:
                answer = handler(call)
            finally:
                world.inbox.fault = None
    if isinstance(answer, Reply):
        return answer
    return Reply(operation.status, provider.encode(answer))


async def _befall(world: "World", provider: Provider, rule: FaultRule, request: Request) -> None:
    """Let the fault's delay, drop or error happen to this call."""
    why = f"fault {rule.id}"
    if rule.delay:
        await world.clock.wait_until(world.clock.micros() + durations.micros(rule.delay))
    if rule.drop:
        raise Dropped
    if rule.error and rule.error in provider.errors:
        raise provider.errors[rule.error](rule.message, reason=f"{why}: {rule.error}")
    if rule.status:
        error = provider.failure(Failure.FAULT, rule.message or f"HTTP {rule.status} asked for by a fault", request)
        error.status = rule.status
        error.reason = f"{why}: status {rule.status}"
        raise error


async def send_reply(send: Send, reply: Reply, content_type: str, extra: list[tuple[bytes, bytes]]) -> None:
    """Put the answer on the wire."""
    headers = [
        (b"content-type", (reply.content_type or content_type).encode("latin-1")),
        (b"content-length", str(len(reply.body)).encode()),
        *extra,
    ]
    if reply.status == 204:
        headers = extra[:]
    for name, value in reply.headers:
        headers.append((name.lower().encode("latin-1"), value.encode("latin-1", "replace")))
    if reply.reason:
        # Percent-encoded UTF-8 outside ASCII: a header has no other way to carry it safely.
        safe = quote(reply.reason.replace("\n", " ").replace("\r", " "), safe=" !\"#$&'()*+,-./:;<=>?@[]^_`{|}~")
        headers.append((b"x-mfa-reason", safe[:2000].encode()))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})
