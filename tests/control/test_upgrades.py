"""Clients that ask for another protocol in passing, as Java's HttpClient does, are answered in HTTP/1.1."""

import json
import socket
from contextlib import closing

import pytest

UPGRADE = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: {}\r\nHTTP2-Settings: AAEAAEAAAAIAAAAB\r\n"


def request(name: str, headers: str) -> bytes:
    body = json.dumps({"name": name})
    length = f"Content-Length: {len(body)}\r\n"
    return f"POST /toy/factors HTTP/1.1\r\nHost: localhost\r\n{headers}{length}\r\n{body}".encode()


def answers(stream, count: int) -> list[int]:
    found = []
    for _ in range(count):
        found.append(int(stream.readline().split()[1]))
        head = b"".join(iter(stream.readline, b"\r\n")).lower()
        stream.read(int(head.partition(b"content-length: ")[2].split()[0]))
    return found


@pytest.fixture
def connection(emulator):
    host, port = emulator.host_port.split(":")
    with closing(socket.create_connection((host, int(port)), timeout=30)) as connection:
        yield connection


@pytest.mark.parametrize("wanted", ["h2c", "websocket"])
def test_the_body_of_a_request_that_asks_for_another_protocol_is_read(emulator, connection, wanted):
    connection.sendall(request("ada", UPGRADE.format(wanted)))
    assert answers(connection.makefile("rb"), 1) == [201]
    assert emulator.toy.get("ada") is not None


def test_the_body_may_come_after_the_head(emulator, connection):
    head, _, body = request("ada", UPGRADE.format("h2c")).partition(b"\r\n\r\n")
    stream = connection.makefile("rb")
    connection.sendall(head + b"\r\nExpect: 100-continue\r\n\r\n")
    assert stream.readline() == b"HTTP/1.1 100 Continue\r\n"
    assert stream.readline() == b"\r\n"
    connection.sendall(body)
    assert answers(stream, 1) == [201]
    assert emulator.toy.get("ada") is not None


def test_the_head_may_come_in_pieces(emulator, connection):
    for byte in request("ada", UPGRADE.format("h2c")):
        connection.sendall(bytes([byte]))
    assert answers(connection.makefile("rb"), 1) == [201]
    assert emulator.toy.get("ada") is not None


def test_further_requests_follow_on_the_same_connection(emulator, connection):
    names = [f"ada-{number}" for number in range(200)]
    connection.sendall(b"".join(request(name, UPGRADE.format("h2c")) for name in names))
    assert answers(connection.makefile("rb"), len(names)) == [201] * len(names)
    assert all(emulator.toy.get(name) for name in names)
