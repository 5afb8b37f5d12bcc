"""The way of every vendor request: body, operation, credentials, struct, faults, lock, handler, answer, journal."""

import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

from mfa_emulator.core import durations, realtime
from mfa_emulator.core.errors import BadBody, Failure, VendorError
from mfa_emulator.core.faults import FaultRule, delivery
from mfa_emulator.core.operation import Call, Handler, Operation, Reply, Request
from mfa_emulator.core.provider import Provider

if TYPE_CHECKING:
    from mfa_emulator.world import World

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_BODILESS = (204, 304)
_BREAKS = {ord("\r"): " ", ord("\n"): " ", 0: " "}
"""What would end a header."""
_PLAIN = " !\"#$&'()*+,-./:;<=>?@[]^_`{|}~"

_DRAIN = 8
"""A body over its cap is still read, up to this many caps, so that the client gets to see the answer."""


class TooLarge(Exception):
    """The body is over the cap."""


class Dropped(Exception):
    """The connection ends without an answer: a fault wants it so, the client has gone, or the world began anew."""


async def read_body(scope: Scope, receive: Receive, cap: int) -> bytes:
    """The whole body. Raises `TooLarge` when it is over `cap` bytes, `Dropped` when its end never came."""
    chunks, size, more = [], 0, True
    while more and size <= _DRAIN * cap:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Dropped
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size <= cap:
            chunks.append(chunk)
        more = message.get("more_body", False)
    if size > cap:
        raise TooLarge(f"the body is over {cap} bytes")
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


async def serve(world: "World", provider: Provider, request: Request, scope: Scope, receive: Receive) -> Reply:
    """Answer one request and write it into the journal. Raises `Dropped` when there is to be no answer.

    What came before a reset leaves nothing in the world that comes after it, not even a line in its journal.
    """
    started, now, begun = realtime.monotonic_ns(), world.clock.micros(), world.clock.begun
    request.settings = world.settings[provider.name]
    reply, trace = Reply(0, reason="the connection was dropped"), ""
    try:
        reply = await _attempt(world, provider, request, scope, receive, now)
    except Dropped:
        raise
    except Exception:
        trace = traceback.format_exc()
        reply = _crashed(provider, request, trace.strip().rsplit("\n", 1)[-1])
    finally:
        if world.clock.begun == begun:
            world.journal.add(
                at=now,
                provider=provider.name,
                operation=request.operation,
                method=request.method,
                target=request.target,
                request=request.body,
                status=reply.status,
                response=reply.body,
                reason=reply.reason,
                took=(realtime.monotonic_ns() - started) // 1000,
                traceback=trace,
            )
    return reply


async def _attempt(
    world: "World", provider: Provider, request: Request, scope: Scope, receive: Receive, now: int
) -> Reply:
    """The answer, be it a refusal."""
    world.clock.catch_up()
    try:
        found = provider.routes.find(request.method, request.path)
        if isinstance(found, frozenset):
            request.body = await read_body(scope, receive, world.limits.body)
            raise _unrouted(provider, request, found)
        operation, request.params = found
        request.operation = operation.id
        request.body = await read_body(scope, receive, getattr(world.limits, operation.cap))
        return await _answer(world, provider, operation, request, now)
    except TooLarge as error:
        refusal = provider.failure(Failure.TOO_LARGE, str(error), request)
    except VendorError as error:
        refusal = error
    reply = provider.render(refusal, request)
    reply.reason = reply.reason or refusal.reason or refusal.message
    return reply


def _crashed(provider: Provider, request: Request, reason: str) -> Reply:
    try:
        reply = provider.render(provider.failure(Failure.INTERNAL, reason, request), request)
    except Exception:  # the very code that words refusals is broken
        reply = Reply(500, b"internal error", content_type="text/plain; charset=UTF-8")
    reply.reason = reason
    return reply


def _unrouted(provider: Provider, request: Request, verbs: frozenset[str]) -> VendorError:
    if verbs:
        text = f"{request.method} is not a verb of {request.path}: it takes {', '.join(sorted(verbs))}"
        return provider.failure(Failure.WRONG_VERB, text, request)
    return provider.failure(Failure.NO_ROUTE, f"no operation of {provider.title} has the path {request.path}", request)


async def _answer(world: "World", provider: Provider, operation: Operation, request: Request, now: int) -> Reply:
    if operation.handler is None:
        raise provider.failure(Failure.NOT_BUILT, operation.id, request)
    with world.lock:  # what other threads do to the world comes before all of this, or after it
        begun, call = world.clock.begun, _call(world, provider, operation, request, now)
        rule = world.faults.strike(provider.name, operation.id) if world.faults else None
        if rule is None and not operation.waits:
            return _reply(provider, call, operation.handler(call))
    if rule is None:
        return _reply(provider, call, await operation.handler(call))
    await _befall(world, provider, rule, request)
    outer = world.inbox.fault.set(delivery(rule))
    try:
        return await _late(provider, call, operation.handler, begun)
    finally:
        world.inbox.fault.reset(outer)


def _call(world: "World", provider: Provider, operation: Operation, request: Request, now: int) -> Call[Any, Any]:
    """The call, of a caller who may, with its body read."""
    call: Call[Any, Any] = Call(world, operation, request, world.states[provider.name], request.settings, now)
    call.caller = operation.auth(call)
    try:
        call.body = provider.decode(request, operation.body, request.settings)
    except BadBody as error:
        raise provider.failure(Failure.BAD_BODY, str(error), request) from None
    return call


async def _late(provider: Provider, call: Call[Any, Any], handler: Handler, begun: int) -> Reply:
    """The answer to a call that a fault has held up. Raises `Dropped` when the world began anew meanwhile."""
    with call.world.lock:
        if call.world.clock.begun != begun:
            raise Dropped
        call.now = call.world.clock.micros()
        if not call.operation.waits:
            return _reply(provider, call, handler(call))
    return _reply(provider, call, await handler(call))


def _reply(provider: Provider, call: Call[Any, Any], answer: Any) -> Reply:
    if isinstance(answer, Reply):
        return answer
    return Reply(call.operation.status, provider.encode(answer), reason=call.reason)


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
    body = b"" if reply.status in _BODILESS else reply.body
    headers = [*extra]
    if reply.status not in _BODILESS:
        headers.append((b"content-type", (reply.content_type or content_type).encode("latin-1")))
        headers.append((b"content-length", str(len(body)).encode()))
    for name, value in reply.headers:
        headers.append((name.lower().encode("latin-1"), value.translate(_BREAKS).encode("latin-1", "replace")))
    if reply.reason:
        # Percent-encoded UTF-8 outside ASCII: a header has no other way to carry it safely.
        safe = quote(reply.reason.translate(_BREAKS), safe=_PLAIN, errors="replace")
        headers.append((b"x-mfa-reason", safe[:2000].encode()))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
