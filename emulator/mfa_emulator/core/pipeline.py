"""The way of every vendor request: operation, body, credentials, struct, faults, handler, answer, journal."""

import traceback
from types import CoroutineType
from typing import TYPE_CHECKING, TypeAlias

from mfa_emulator.core.context import AnyCall, Call
from mfa_emulator.core.errors import BadBody, Failure, VendorError
from mfa_emulator.core.faults.rules import FaultRule, fate_of
from mfa_emulator.core.http.messages import Reply, Request
from mfa_emulator.core.http.wire import Dropped, TooLarge, read_body
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.time import durations, realtime
from mfa_emulator.core.work.workshop import Needed

if TYPE_CHECKING:
    from starlette.types import Receive

    from mfa_emulator.core.world import World

Found: TypeAlias = Operation | frozenset[str]
"""The operation that a request names, or the verbs that its path does take."""


def find(provider: Provider, request: Request) -> Found:
    """Find the operation, whose parameters and id the request takes."""
    found = provider.routes.find(request.method, request.path)
    if isinstance(found, frozenset):
        return found
    operation, request.params = found
    request.operation = operation.id
    return operation


def at_once(world: "World", provider: Provider, found: Found, request: Request) -> Reply | None:
    """Answer a request whose body has come, for which `find` found that, and write it into the journal.

    None, and nothing has happened, when it is for `serve`: a fault may hit it, its handler waits or needs something
    computed, a thread has the world for long, or its body is over the usual limit.

    What other threads do to the world comes before all of this, or after it.
    """
    if world.faults or world.engagement.count or len(request.body) > world.limits.body:
        return None
    is_slow = found.is_slow if isinstance(found, Operation) else None
    with world.lock:
        if is_slow is not None and is_slow(world):
            return None
        started, now = realtime.monotonic_ns(), world.clock.micros()
        try:
            call = _call(world, provider, found, request, now)
            reply = _reply(provider, call, call.handle())
        except Needed:
            return None
        except Exception as error:
            reply = _refused(world, provider, request, error)
        _record(world, provider, request, reply, now, started)
    return reply


async def serve(world: "World", provider: Provider, request: Request, receive: "Receive") -> Reply:
    """Read a request's body, answer it and write it into the journal. Raises `Dropped` when there is to be no answer.

    What came before a reset leaves nothing in the world that comes after it, not even a line in its journal.
    """
    started, now, begun = realtime.monotonic_ns(), world.clock.micros(), world.clock.begun
    reply = Reply(0, reason="the connection was dropped")
    try:
        request.body = await read_body(receive, _cap(world, find(provider, request)))
        if world.engagement.count:
            await world.engagement.over()
        now, begun = world.clock.micros(), world.clock.begun  # it comes when it is whole, perhaps to a new world
        reply = await _answer(world, provider, request, now)
    except Dropped:
        raise
    except Exception as error:
        reply = _refused(world, provider, request, error)
    finally:
        if world.clock.begun == begun:
            _record(world, provider, request, reply, now, started)
    return reply


def _record(world: "World", provider: Provider, request: Request, reply: Reply, now: int, started: int) -> None:
    reply.content_type = reply.content_type or provider.content_type
    took = (realtime.monotonic_ns() - started) // 1000
    world.journal.add(now, provider.name, request, reply, took, provider.secrets)


def _cap(world: "World", found: Found) -> int:
    cap: int = getattr(world.limits, found.cap if isinstance(found, Operation) else "body")
    return cap


def _call(world: "World", provider: Provider, found: Found, request: Request, now: int) -> AnyCall:
    """The call, of an operation that is built and a caller who may, with its body read."""
    world.clock.catch_up()
    if isinstance(found, frozenset):
        raise _unrouted(provider, request, found)
    if found.handler is None:
        raise provider.failure(Failure.NOT_BUILT, found.id)
    name = provider.name
    call: AnyCall = Call(world, found, request, world.states[name], world.settings[name], now)
    call.caller = found.auth(call)
    try:
        call.body = provider.decode(request, found.body, call.settings)
    except BadBody as error:
        raise provider.failure(Failure.BAD_BODY, str(error)) from None
    return call


def _unrouted(provider: Provider, request: Request, verbs: frozenset[str]) -> VendorError:
    if verbs:
        text = f"{request.method} is not a verb of {request.path}: it takes {', '.join(sorted(verbs))}"
        return provider.failure(Failure.WRONG_VERB, text)
    return provider.failure(Failure.NO_ROUTE, f"no operation of {provider.title} has the path {request.path}")


def _reply(provider: Provider, call: AnyCall, answer: object) -> Reply:
    if isinstance(answer, Reply):
        return answer
    return Reply(call.operation.status, provider.encode(answer), reason=call.reason or call.request.remark)


def _refused(world: "World", provider: Provider, request: Request, error: Exception) -> Reply:
    """The refusal in the vendor's words."""
    if isinstance(error, TooLarge):
        error = provider.failure(Failure.TOO_LARGE, str(error))
    if isinstance(error, VendorError):
        try:
            reply = provider.render(error, request, world.settings[provider.name])
            reply.reason = reply.reason or error.reason or error.message
        except Exception as broken:  # the very code that words refusals
            error = broken
        else:
            return reply
    return _crashed(world, provider, request, error)


def _crashed(world: "World", provider: Provider, request: Request, error: Exception) -> Reply:
    """The answer to an error of the emulator itself: a 500 in the vendor's words; the traceback is for the journal."""
    trace = "".join(traceback.format_exception(error))
    reason = trace.strip().rsplit("\n", 1)[-1]
    try:
        reply = provider.render(provider.failure(Failure.INTERNAL, reason), request, world.settings[provider.name])
    except Exception:
        reply = Reply(500, b"internal error", content_type="text/plain; charset=UTF-8")
    reply.reason, reply.traceback = reason, trace
    return reply


async def _answer(world: "World", provider: Provider, request: Request, now: int) -> Reply:
    """The answer, after the delay of a fault and of a handler that waits."""
    with world.lock:
        begun, call = world.clock.begun, _call(world, provider, find(provider, request), request, now)
        rule = world.faults.strike(provider.name, call.operation.id) if world.faults else None
        answer = _handled(call) if rule is None else None
        if rule is None and not isinstance(answer, CoroutineType):
            return _reply(provider, call, answer)
    if rule is None:
        assert isinstance(answer, CoroutineType)
        return _reply(provider, call, await answer)
    await _hit(world, provider, rule, request)
    outer = world.inbox.fault.set(fate_of(rule))
    try:
        return await _late(provider, call, begun)
    finally:
        world.inbox.fault.reset(outer)


async def _late(provider: Provider, call: AnyCall, begun: int) -> Reply:
    """The answer to a call that a fault has held up. Raises `Dropped` when the world was reset meanwhile."""
    if call.world.engagement.count:
        await call.world.engagement.over()
    with call.world.lock:
        if call.world.clock.begun != begun:
            raise Dropped
        call.now = call.world.clock.micros()
        answer = _handled(call)
        if not isinstance(answer, CoroutineType):
            return _reply(provider, call, answer)
    return _reply(provider, call, await answer)


def _handled(call: AnyCall) -> object:
    """The handler's answer; when it needs something computed first, a coroutine that goes on from there."""
    try:
        return call.handle()
    except Needed as needed:
        return _handled_again(call, needed, call.world.clock.begun)


async def _handled_again(call: AnyCall, needed: Needed, begun: int) -> object:
    """The answer of the handler to the world as it is after the computation. Raises `Dropped` after a reset."""
    outcome = await call.world.workshop.outcome(needed.compute)
    call.outcomes = {**getattr(call, "outcomes", {}), needed.key: outcome}
    if call.world.engagement.count:
        await call.world.engagement.over()
    with call.world.lock:
        if call.world.clock.begun != begun:
            raise Dropped
        call.world.clock.catch_up()
        call.now = call.world.clock.micros()
        call.caller = call.operation.auth(call)
        answer = _handled(call)
        if not isinstance(answer, CoroutineType):
            return answer
    return await answer


async def _hit(world: "World", provider: Provider, rule: FaultRule, request: Request) -> None:
    """Let the fault's delay, drop or error happen to this call."""
    why = f"fault {rule.id}"
    if rule.delay:
        await world.clock.wait_until(world.clock.micros() + durations.micros(rule.delay))
    if rule.drop:
        raise Dropped
    if rule.error and rule.error in provider.errors:
        raise provider.errors[rule.error](rule.message, reason=f"{why}: {rule.error}")
    if rule.status:
        error = provider.failure(Failure.FAULT, rule.message or f"HTTP {rule.status} asked for by a fault")
        error.status = rule.status
        error.reason = f"{why}: status {rule.status}"
        raise error
