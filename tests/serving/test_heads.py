"""The head of a request: its bounds, and what of a request is no head."""

import socket
from contextlib import closing

import httpx2
import pytest
from toy import TOY
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from mfa_emulator import Emulator
from mfa_emulator.serving import heads
from mfa_emulator.serving.app import Application

WAYS = ["at once", "uvicorn's own way", "another uvicorn"]
TRAILED = b"Transfer-Encoding: chunked\r\n\r\nd\r\n" + b'{"name":"ad"}' + b"\r\n0\r\n"


@pytest.fixture(params=WAYS)
def emulator(request, monkeypatch):
    """An emulator whose connections are answered that way."""
    if request.param == WAYS[2]:
        monkeypatch.delattr(HttpToolsProtocol, "send_400_response")
    if request.param == WAYS[1]:
        monkeypatch.setattr(Application, "destination", lambda self, request: None)
    with Emulator(providers=[TOY], freeze=True) as running:
        yield running


def ask(emulator: Emulator, *pieces: bytes) -> bytes:
    """All that is answered until the server ends the connection, or the answers' end is seen."""
    host, port = emulator.host_port.split(":")
    with closing(socket.create_connection((host, int(port)), timeout=30)) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b""))
        except ConnectionError:
            return b""


def head(*lines: bytes, begin: bytes = b"GET /toy/factors/x HTTP/1.1") -> bytes:
    return b"\r\n".join([begin, b"Host: localhost", b"Connection: close", *lines, b"", b""])


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def test_a_head_within_the_bounds_is_read(emulator):
    assert status(ask(emulator, head(b"X-Long: " + b"a" * (heads.LARGEST - 200)))) == 404
    assert status(ask(emulator, head(*[b"X-%d: a" % number for number in range(heads.LINES - 2)]))) == 404


def test_a_head_over_64_kib_is_refused(emulator):
    for answer in (
        ask(emulator, head(b"X-Long: " + b"a" * heads.LARGEST)),
        ask(emulator, head(*[b"X-%d: %s" % (number, b"a" * 1000) for number in range(66)])),
        ask(emulator, head(begin=b"GET /toy/factors/" + b"x" * heads.LARGEST + b" HTTP/1.1")),
    ):
        # h11 has an answer of its own for a head that it finds too large before its end.
        assert (status(answer), b"head_too_large" in answer) == (431, True) or b"Invalid HTTP request" in answer


def test_a_head_of_more_than_256_lines_is_refused(emulator):
    answer = ask(emulator, head(*[b"X-%d: a" % number for number in range(heads.LINES - 1)]))
    assert status(answer) == 400
    assert b"too_many_headers" in answer


def test_a_large_body_is_no_large_head(emulator):
    body = b'{"name":"%s"}' % (b"a" * 500_000)
    sent = head(b"Content-Length: %d" % len(body), begin=b"POST /toy/factors HTTP/1.1")
    assert status(ask(emulator, sent, body)) in (200, 201)
    assert status(ask(emulator, sent, *(body[at : at + 50_000] for at in range(0, len(body), 50_000)))) in (
        200,
        201,
        409,
    )


def test_trailers_of_a_chunked_body_are_no_headers(emulator):
    """X-MFA-World, were it read, would lead to a world that is not there."""
    begin = b"POST /toy/factors HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + TRAILED
    whole = begin + b"X-MFA-World: nobodys\r\nOrigin: https://evil.example\r\nExpect: 100-continue\r\n\r\n"
    assert status(ask(emulator, whole)) == 201
    assert emulator.toy.get("ad") is not None


def test_trailers_that_come_later_and_on_a_connection_that_goes_on_are_none_either(emulator):
    begin = b"POST /toy/factors HTTP/1.1\r\nHost: localhost\r\n" + TRAILED
    trailers = b"X-MFA-World: nobodys\r\n\r\n"
    answer = ask(emulator, begin, trailers + head())
    assert answer.count(b"HTTP/1.1 201 ") == 1
    assert answer.count(b"HTTP/1.1 404 ") == 1
    assert b"nobodys" not in answer


def test_a_connection_serves_many_requests_of_small_heads(emulator):
    with httpx2.Client(base_url=emulator.url, trust_env=False, timeout=60) as client:
        for _ in range(40):
            assert client.get("/toy/factors/x", headers={"X-Pad": "a" * 4000}).status_code == 404
