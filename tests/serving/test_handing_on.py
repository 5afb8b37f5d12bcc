"""A connection is uvicorn's for as long as it needs to be, and ours before and after."""

import re
import socket
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPException, HTTPResponse
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toy import TOY

from mfa_emulator import Emulator
from mfa_emulator.serving import meanings, protocol
from mfa_emulator.serving.app import Application
from mfa_emulator.serving.meanings import Meanings
from mfa_emulator.serving.uvicorn_connection import UvicornConnection

PATIENCE = 30
HOST = b"Host: localhost\r\n"
MISSING = b"GET /toy/factors/x HTTP/1.1\r\n" + HOST + b"\r\n"
CREATE = b"POST /toy/factors HTTP/1.1\r\n" + HOST + b"Content-Length: 13\r\n\r\n"
CHUNKED = b"POST /toy/factors HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"
CLOCK = b"GET /_mfa/v1/clock HTTP/1.1\r\n" + HOST + b"\r\n"


@pytest.fixture
def handed_on(monkeypatch) -> list[UvicornConnection]:
    """The connections of uvicorn that are made."""
    made: list[UvicornConnection] = []

    class Counted(UvicornConnection):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            made.append(self)

    monkeypatch.setattr(protocol, "UvicornConnection", Counted)
    return made


@pytest.fixture
def connection(handed_on) -> Iterator[socket.socket]:
    with Emulator(providers=[TOY], freeze=True) as emulator:
        host, port = emulator.host_port.split(":")
        with closing(socket.create_connection((host, int(port)), timeout=PATIENCE)) as open_one:
            yield open_one


def answered(connection: socket.socket) -> tuple[int, bytes]:
    """Status and body of the next answer."""
    with closing(HTTPResponse(connection)) as answer:
        answer.begin()
        return answer.status, answer.read()


def ask(connection: socket.socket, *pieces: bytes) -> int:
    """The status of the answer to a request in these pieces, each sent when the one before has been read."""
    for piece in pieces:
        connection.sendall(piece)
    return answered(connection)[0]


def test_a_request_that_comes_whole_is_not_handed_on(connection, handed_on):
    assert [ask(connection, MISSING), ask(connection, CREATE + b'{"name":"ad"}'), ask(connection, MISSING)] == [
        404,
        201,
        404,
    ]
    assert handed_on == []


def test_a_body_may_come_in_pieces(connection, handed_on):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    assert ask(connection, CREATE, b'{"name', b'":"ad"}') == 201
    assert handed_on == []


@pytest.mark.parametrize(
    ("other", "status"),
    [
        (CLOCK, 200),
        (CHUNKED + b'd\r\n{"name":"ad"}\r\n0\r\n\r\n', 201),
        (MISSING.replace(b"\r\n\r\n", b"\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"), 404),
        (MISSING.replace(b"/x ", b"/x#y "), 404),
        (CREATE.replace(b"13", b"70000") + b"x" * 70_000, 400),
    ],
    ids=["control", "chunked", "upgrade", "odd target", "long"],
)
def test_another_is_handed_on_and_the_connection_comes_back(connection, handed_on, other: bytes, status: int):
    for turn in (1, 2):
        assert ask(connection, other) == status
        assert len(handed_on) == turn
        assert [ask(connection, MISSING), ask(connection, MISSING)] == [404, 404]
        assert len(handed_on) == turn


def test_a_head_may_come_in_pieces(connection, handed_on):
    connection.sendall(MISSING[:20])
    assert ask(connection, MISSING[20:]) == 404
    assert ask(connection, MISSING) == 404
    assert len(handed_on) <= 1  # none, where the system put the pieces together again


def test_requests_that_come_together_are_answered_in_their_order(connection):
    last = MISSING.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    connection.sendall(CREATE + b'{"name":"ad"}' + MISSING + CLOCK + MISSING + last)
    answers = b"".join(iter(lambda: connection.recv(65536), b""))
    assert re.findall(rb"HTTP/1\.1 (\d+)", answers) == [b"201", b"404", b"200", b"404", b"404"]


def test_a_client_that_says_so_gets_one_answer(connection, handed_on):
    connection.sendall(MISSING.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert b"\r\nconnection: close\r\n" in answer
    assert handed_on == []


LINES = st.sampled_from(
    [
        b"Host: localhost",
        b"host:localhost:1 ",
        b"Host: example.com",
        b"X-MFA-World: other",
        b"X-MFA-World: nobodys",
        b"x-mfa-world:\tother",
        b"Origin: http://localhost:3000",
        b"Origin: https://evil.example",
        b"Sec-Fetch-Site: cross-site",
        b"Connection: close",
        b"Connection: keep-alive, Upgrade",
        b"Upgrade: websocket",
        b"Expect: 100-continue",
        b"Content-Type: text/plain",
        b"Content-Length: 0",
        b"Content-Length: nought",
        b"X-Plain: \xfc\xff",
        b"X-Bad\x00: a",
        b"X-Bare: a\rb",
        b" folded: a",
        b"no colon",
        b": no name",
    ]
)
TARGETS = st.sampled_from(
    [
        b"/toy/factors",
        b"/toy/factors?a=%20&b",
        b"/_world/other/toy/factors",
        b"/_world/nobodys/toy/factors",
        b"/my.toys.example/toy/factors",
        b"/toy/factors/x?a=%20&b",
        b"//toy/factors/x",
        b"/toy/factors/x#y",
        b"/toy/factors/x?#y",
        b'/toy/factors/"<>[]^`{|}~',
        b"/_world/other/toy/factors/x",
        b"/_mfa/v1/clock",
        b"/api.toy.example/toy/factors/x?",
        b"http://localhost/toy/factors/x",
        b"*",
        b"toy",
        b"/\xc3\xbc",
        b"/\x01",
        b"/a b",
    ]
)
METHODS = st.sampled_from([b"GET", b"POST", b"PUT", b"DELETE", b"HEAD", b"OPTIONS", b"get", b"BREW", b"\r\nGET"])
VERSIONS = st.sampled_from([b"HTTP/1.1", b"HTTP/1.1", b"HTTP/1.1", b"HTTP/1.0", b"HTTP/2.0", b"http/1.1"])
BODIES = st.sampled_from([b"", b'{"name":"ada"}', b'{"name":'])


class Way:
    """An emulator, and a connection to it that is opened anew when it has ended."""

    def __init__(self, emulator: Emulator, heads: Meanings) -> None:
        self.emulator, self.heads = emulator, heads

    def told(self, request: bytes) -> tuple[object, ...]:
        """All that a client sees of the answer."""
        host, port = self.emulator.host_port.split(":")
        with closing(socket.create_connection((host, int(port)), timeout=PATIENCE)) as connection:
            connection.sendall(request)
            method = "HEAD" if request.startswith(b"HEAD ") else None
            with closing(HTTPResponse(connection, method=method)) as answer:
                try:
                    answer.begin()
                except (HTTPException, ConnectionError):
                    return ()
                # Old versions of uvicorn do not say that a connection of HTTP/1.0 ends.
                headers = sorted(header for header in answer.getheaders() if header[0] != "connection")
                return answer.status, headers, answer.read()


@pytest.fixture(scope="module")
def ways() -> Iterator[list[Way]]:
    """One where heads are new, one where they are remembered, and one that hands all on."""
    made: list[Way] = []
    with pytest.MonkeyPatch.context() as patch:
        for slow in (False, False, True):
            if slow:
                patch.setattr(Application, "destination", lambda self, request: None)
            emulator = Emulator(providers=[TOY], freeze="2026-11-21T10:00:00Z")
            heads = Meanings(emulator.app.destination)
            patch.setattr(meanings, "Meanings", lambda lead, heads=heads: heads)
            emulator.start()
            emulator.worlds.add("other")
            made.append(Way(emulator, heads))
            patch.undo()
    yield made
    for way in made:
        way.emulator.stop()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(METHODS, TARGETS, VERSIONS, st.lists(LINES, max_size=4), BODIES)
def test_whatever_comes_is_answered_alike_with_a_new_head_a_remembered_one_and_by_uvicorn(
    ways, method: bytes, target: bytes, version: bytes, lines: list[bytes], body: bytes
):
    length = [b"Content-Length: %d" % len(body)] if body else []
    request = b"\r\n".join([b" ".join([method, target, version]), *lines, *length, b"", body])
    fresh, known, slow = ways
    fresh.heads.clear()
    fresh.heads._destinations.clear()
    fresh.heads._destinations._fields.clear()
    known.heads.of(request)
    assert fresh.told(request) == known.told(request) == slow.told(request)
