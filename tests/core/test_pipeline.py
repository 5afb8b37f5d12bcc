"""The way of a request, looked at from the server's side: bodies in pieces, lost clients, safe headers."""

import asyncio
import dataclasses
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import msgspec
import pytest
from toy import TOY, Call, Enrol, Enrolled, enrol

from mfa_emulator import Emulator
from mfa_emulator.core.errors import VendorError
from mfa_emulator.core.http.messages import Reply, Request
from mfa_emulator.core.http.wire import Dropped, TooLarge, read_body
from mfa_emulator.core.operation import Later, Operation
from mfa_emulator.core.provider import Provider

Message = dict[str, Any]


class Client:
    """A client that sends these, one at a time."""

    def __init__(self, *messages: Message) -> None:
        self.waiting = list(messages)

    async def __call__(self) -> Message:
        return self.waiting.pop(0)


def chunk(body: bytes, more: bool = True) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


GONE: Message = {"type": "http.disconnect"}


def read(*messages: Message, cap: int = 10) -> bytes:
    return asyncio.run(read_body(Client(*messages), cap))


def ask(
    provider: Provider, method: str, path: str, *messages: Message
) -> tuple[Emulator, int, dict[bytes, bytes], bytes]:
    emulator, sent = Emulator(providers=[provider], freeze="2026-11-21T10:00:00Z"), list[Message]()

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": [(b"host", b"localhost")]}
    asyncio.run(emulator.app(scope, Client(*(messages or (chunk(b"", False),))), send))
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    return emulator, sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


def toy_with(route: str, handler: Any, **changes: Any) -> Provider:
    return dataclasses.replace(TOY, operations=(*TOY.operations, Operation("extra", route, handler, **changes)))


def test_no_other_thread_gets_in_between_a_callers_credentials_and_the_change():
    free: list[bool] = []

    def look(call: Call[Any]) -> None:
        with ThreadPoolExecutor(1) as other:
            free.append(other.submit(call.world.lock.acquire, blocking=False).result())

    def change(call: Call[Enrol]) -> Enrolled:
        look(call)
        return Enrolled("ada", "secret")

    _, status, _, _ = ask(
        toy_with("POST /toy/extra", change, auth=look), "POST", "/toy/extra", chunk(b'{"name":"ada"}', False)
    )
    assert (status, free) == (200, [False, False])


def test_a_body_may_come_in_any_number_of_pieces():
    assert read(chunk(b"", False)) == b""
    assert read(chunk(b"whole", False)) == b"whole"
    assert read(chunk(b"in"), chunk(b""), chunk(b"pieces", False)) == b"inpieces"
    assert read(chunk(b"exactly 10", False)) == b"exactly 10"


def test_a_body_over_its_cap_is_read_to_its_end_but_not_for_ever():
    def left(*messages: Message) -> int:
        receive = Client(*messages)
        with pytest.raises(TooLarge, match=r"^the body is over 10 bytes$"):
            asyncio.run(read_body(receive, 10))
        return len(receive.waiting)

    assert left(chunk(b"12345"), chunk(b"123456"), chunk(b"7890"), chunk(b"", False)) == 0
    assert left(*[chunk(b"1234567890")] * 100) == 91


def test_a_body_whose_end_never_came_is_none():
    with pytest.raises(Dropped):
        read(chunk(b"half"), GONE)
    with pytest.raises(Dropped):
        read(GONE)


def test_a_client_that_goes_away_in_the_middle_changes_nothing_and_is_in_the_journal():
    emulator = Emulator(providers=[TOY])

    async def send(message: Message) -> None: ...

    scope = {"type": "http", "method": "POST", "path": "/toy/factors", "query_string": b"", "headers": []}
    with pytest.raises(ConnectionResetError):
        asyncio.run(emulator.app(scope, Client(chunk(b'{"name":"ada"}'), GONE), send))
    assert len(emulator.toy) == 0
    [exchange] = emulator.requests
    assert (exchange.status, exchange.operation, exchange.reason) == (0, "factors.create", "the connection was dropped")


def test_an_answer_has_the_providers_type_and_its_length():
    _, status, headers, body = ask(TOY, "POST", "/toy/factors", chunk(b'{"name":'), chunk(b'"ada"}', False))
    assert status == 201
    assert headers == {b"content-type": b"application/json; charset=UTF-8", b"content-length": str(len(body)).encode()}


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_of_a_kind_that_has_no_body_has_none(status: int):
    def nothing(call: Call[Any]) -> None: ...

    _, got, headers, body = ask(toy_with("DELETE /toy/factors", nothing, status=status), "DELETE", "/toy/factors")
    assert (got, headers, body) == (status, {}, b"")


def test_a_reply_says_everything_itself_and_cannot_smuggle_a_header():
    def redirect(call: Call[Any]) -> Reply:
        where = "https://app.example/\r\nSet-Cookie:\x01a=b\0€"
        return Reply(302, b"<html>", (("Location", where), ("X-Two", "2")), "text/html", reason="moved")

    _, status, headers, body = ask(toy_with("GET /toy/page", redirect), "GET", "/toy/page")
    assert (status, body) == (302, b"<html>")
    assert headers[b"location"] == b"https://app.example/  Set-Cookie: a=b %E2%82%AC"
    assert (headers[b"x-two"], headers[b"content-type"], headers[b"x-mfa-reason"]) == (b"2", b"text/html", b"moved")


@pytest.mark.parametrize(
    ("reason", "header"),
    [
        ("code is 3 steps old: window is ±1", b"code is 3 steps old: window is %C2%B11"),
        ('100% "sure"', b'100%25 "sure"'),
        ("two\r\nlines\0", b"two  lines "),
        ("lone \ud800 half", b"lone ? half"),
        ("x" * 5000, b"x" * 2000),
    ],
)
def test_a_reason_is_a_safe_header_and_whole_in_the_journal(reason: str, header: bytes):
    def refuse(call: Call[Any]) -> Enrolled:
        raise VendorError("no", reason=reason)

    emulator, status, headers, body = ask(toy_with("GET /toy/no", refuse), "GET", "/toy/no")
    assert (status, headers[b"x-mfa-reason"]) == (400, header)
    assert next(iter(emulator.requests)).reason == reason
    assert b"lines" not in body


def test_a_refusal_without_a_reason_has_its_message_for_one():
    def refuse(call: Call[Any]) -> Enrolled:
        raise VendorError("no such thing")

    _, _, headers, _ = ask(toy_with("GET /toy/no", refuse), "GET", "/toy/no")
    assert headers[b"x-mfa-reason"] == b"no such thing"


def test_when_even_the_refusal_breaks_the_answer_is_still_a_500_and_a_crash():
    def render(error: VendorError, request: Request, settings: object) -> Reply:
        raise KeyError("broken renderer")

    emulator, status, headers, body = ask(dataclasses.replace(TOY, render=render), "GET", "/toy/factors/ada")
    assert (status, body, headers[b"content-type"]) == (500, b"internal error", b"text/plain; charset=UTF-8")
    assert "broken renderer" in emulator.requests.crashes[0].traceback
    assert emulator.requests.crashes[0].operation == "factors.get"


def test_an_effect_that_fails_when_a_request_comes_is_a_crash_like_any_other(wall):
    emulator, sent = Emulator(providers=[TOY]), list[Message]()

    def fail() -> None:
        raise ZeroDivisionError

    emulator.clock.call_at(emulator.clock.micros() + 1_000_000, fail)
    wall.pass_("2s")

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/toy/factors/ada", "query_string": b"", "headers": []}
    asyncio.run(emulator.app(scope, Client(chunk(b"", False)), send))
    assert sent[0]["status"] == 500
    assert "ZeroDivisionError" in emulator.requests.crashes[0].traceback


def test_a_handler_that_waits_runs_without_the_worlds_lock():
    seen: list[bool] = []

    async def waits(call: Call[Enrol]) -> Enrolled:
        def try_it() -> None:
            with call.world.lock:
                seen.append(True)

        await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(None, try_it), 5)
        with call.world.lock:
            return enrol(call)

    _, status, _, body = ask(toy_with("POST /toy/slow", waits), "POST", "/toy/slow", chunk(b'{"name":"ada"}', False))
    assert (status, seen) == (200, [True])
    assert msgspec.json.decode(body)["name"] == "ada"


def answers_later(call: Call[Enrol]) -> Later[Enrolled]:
    """A handler that has to call out for Ada alone."""

    async def later() -> Enrolled:
        with call.world.lock:
            return enrol(call)

    return later() if call.body.name == "ada" else enrol(call)


def test_a_handler_may_answer_now_or_later():
    for name in (b"ada", b"eve"):
        toy = toy_with("POST /toy/some", answers_later)
        _, status, _, body = ask(toy, "POST", "/toy/some", chunk(b'{"name":"' + name + b'"}', False))
        assert (status, msgspec.json.decode(body)["name"]) == (200, name.decode())


def test_a_fault_holds_up_an_answer_that_comes_later():
    toy = Emulator(providers=[toy_with("POST /toy/some", answers_later)])
    toy.faults.add(operation="extra", delay="0s")
    answer = httpx2.Client(transport=toy.transport(), base_url="http://localhost").post(
        "/toy/some", json={"name": "ada"}
    )
    assert (answer.status_code, answer.json()["name"]) == (200, "ada")


def test_the_answer_of_an_operation_is_what_comes_in_the_end():
    assert Operation("extra", "POST /toy/some", answers_later).answer is Enrolled
    assert Operation("extra", "POST /toy/some", enrol).answer is Enrolled


def test_what_a_fault_does_to_messages_also_holds_in_a_handler_that_waits():
    async def waits(call: Call[Enrol]) -> Enrolled:
        await asyncio.sleep(0)
        return enrol(call)

    emulator = Emulator(providers=[toy_with("POST /toy/slow", waits)])
    emulator.faults.add(operation="extra", messages={"fate": "held"})

    async def call(path: str) -> None:
        async def send(message: Message) -> None: ...

        scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": []}
        await emulator.app(scope, Client(chunk(b'{"name":"ada"}', False)), send)

    async def scene() -> None:
        await asyncio.gather(call("/toy/slow"), call("/toy/factors"))

    asyncio.run(scene())
    assert [message.status for message in emulator.inbox.undelivered()] == ["held"]
    assert len(emulator.inbox) == 1, "the other call's message arrived"


def test_a_request_comes_when_it_is_whole_even_if_the_world_begins_anew_before():
    emulator = Emulator(providers=[TOY])
    waiting = [chunk(b'{"name":'), chunk(b'"ada"}', False)]

    async def receive() -> Message:
        emulator.reset()
        return waiting.pop(0)

    async def send(message: Message) -> None: ...

    scope = {"type": "http", "method": "POST", "path": "/toy/factors", "query_string": b"", "headers": []}
    asyncio.run(emulator.app(scope, receive, send))
    assert [factor.name for factor in emulator.toy] == ["ada"]
    assert [exchange.status for exchange in emulator.requests] == [201]
