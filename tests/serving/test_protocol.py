"""A connection on which nothing comes, or a line without end."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
import uvicorn
from toy import TOY
from uvicorn.server import ServerState

from mfa_emulator.core.http.messages import Reply, Request
from mfa_emulator.serving import heads
from mfa_emulator.serving.meanings import Destination, Meaning, Meanings
from mfa_emulator.serving.protocol import Protocol
from mfa_emulator.serving.uvicorn_connection import UvicornConnection

GET = b"GET /ada HTTP/1.1\r\nHost: localhost\r\n\r\n"
PATIENCE = 75


async def nobody(scope: Any, receive: Any, send: Any) -> None:
    """The application, which is not asked."""


class Everybody:
    """The short way of an application that has one answer to all."""

    def destination(self, request: Request) -> Destination:
        return Destination(None, [], TOY, "")

    def at_once(self, meaning: Meaning, request: Request, port: int | None) -> Reply:
        return Reply(200)


class Task:
    """A task that never goes on."""

    def add_done_callback(self, callback: Any) -> None:
        pass


class Timer:
    def __init__(self, at: float, ring: Callable[[], None]) -> None:
        self.at, self.ring, self.on = at, ring, True

    def cancel(self) -> None:
        self.on = False


class Loop:
    """A loop whose time passes when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0
        self.timers: list[Timer] = []

    def time(self) -> float:
        return self.now

    def create_task(self, coroutine: Coroutine[Any, Any, Any], context: Any = None) -> Task:
        coroutine.close()
        return Task()

    def call_later(self, delay: float, ring: Callable[[], None]) -> Timer:
        self.timers.append(Timer(self.now + delay, ring))
        return self.timers[-1]

    def pass_(self, seconds: float) -> None:
        self.now += seconds
        for timer in [timer for timer in self.timers if timer.on and timer.at <= self.now]:
            timer.cancel()
            timer.ring()

    @property
    def pending(self) -> int:
        return sum(timer.on for timer in self.timers)


class Transport(asyncio.Transport):
    def __init__(self) -> None:
        super().__init__()
        self.written, self.closed = b"", False
        self.protocol: Any = None

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self.protocol = protocol

    def get_protocol(self) -> Any:
        return self.protocol

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default

    def write(self, data: Any) -> None:
        self.written += data

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed


@pytest.fixture
def loop() -> Loop:
    return Loop()


@pytest.fixture
def transport() -> Transport:
    return Transport()


@pytest.fixture
def protocol(loop, transport) -> Protocol:
    async def connect() -> Protocol:
        config = uvicorn.Config(nobody, interface="asgi3", ws="none", log_config=None, timeout_keep_alive=PATIENCE)
        way = Everybody()
        made = Protocol(config, ServerState(), Meanings(way.destination), way)
        made.loop = loop
        transport.set_protocol(made)
        made.connection_made(transport)
        return made

    return asyncio.run(connect())


def test_it_ends_when_nothing_has_come_for_long(loop, transport, protocol):
    transport.protocol.data_received(GET)
    loop.pass_(PATIENCE - 1)
    assert not transport.closed
    loop.pass_(1)
    assert transport.closed
    assert loop.pending == 0


def test_each_request_prolongs_it_and_all_share_one_timer(loop, transport, protocol):
    for _ in range(10):
        transport.protocol.data_received(GET)
        loop.pass_(PATIENCE - 1)
        assert loop.pending == 1
    assert not transport.closed
    assert transport.written.count(b"HTTP/1.1 200 OK\r\n") == 10
    loop.pass_(PATIENCE)
    assert transport.closed


def test_half_a_request_prolongs_it_too_but_not_for_ever(loop, transport, protocol):
    transport.protocol.data_received(GET)
    loop.pass_(PATIENCE - 1)
    transport.protocol.data_received(GET[:10])
    loop.pass_(PATIENCE - 1)
    assert not transport.closed
    loop.pass_(1)
    assert transport.closed


@pytest.mark.parametrize("last", [GET, GET[:10]], ids=["whole", "half"])
def test_nothing_is_left_of_one_that_the_client_ends(loop, transport, protocol, last: bytes):
    transport.protocol.data_received(last)
    transport.protocol.connection_lost(None)
    assert loop.pending == 0


ENDLESS = {
    "a header": b"GET / HTTP/1.1\r\nX-Long: ",
    "a target": b"GET /",
    "a trailer": b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Long: ",
}


@pytest.mark.parametrize("begin", ENDLESS.values(), ids=ENDLESS)
def test_a_line_that_does_not_end_is_refused_before_much_of_it_is_kept(transport, protocol, begin: bytes):
    transport.protocol.data_received(begin)
    for came in range(10_000, heads.LARGEST + 20_000, 10_000):
        assert not transport.closed
        transport.protocol.data_received(b"a" * 10_000)
        if came > heads.LARGEST:
            break
    transport.protocol.data_received(b"a")
    assert transport.closed
    assert transport.written.startswith(b"HTTP/1.1 431 ")


def test_a_long_body_in_pieces_is_no_line_without_end(transport, protocol):
    transport.protocol.data_received(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65000\r\n\r\n")
    for _ in range(65):
        transport.protocol.data_received(b"a" * 1000)
    for _ in range(200):
        transport.protocol.data_received(b"GET / HTTP/1.1\r\nHost: a\r\nX-Pad: " + b"a" * 1000 + b"\r\n\r\n")
    assert not transport.closed
    assert transport.written.count(b"HTTP/1.1 200 ") == 201


def test_a_client_that_is_slow_to_read_is_handed_on_as_one(transport, protocol):
    protocol.pause_writing()
    protocol.data_received(GET)
    assert isinstance(transport.protocol, UvicornConnection)
    assert transport.protocol.flow.write_paused
    assert transport.written == b""


def test_one_that_has_read_again_is_answered_at_once(transport, protocol):
    protocol.pause_writing()
    protocol.resume_writing()
    protocol.data_received(GET)
    assert transport.protocol is protocol
    assert transport.written.startswith(b"HTTP/1.1 200 ")
