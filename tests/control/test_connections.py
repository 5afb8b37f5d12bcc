"""Connections: requests in pieces and in rows, of both HTTP versions, small ones and large ones."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

Ask = Callable[..., bytes]


def post(name: str, *headers: str, version: str = "1.1") -> bytes:
    body = msgspec.json.encode({"name": name})
    lines = [f"POST /toy/factors HTTP/{version}", "Host: localhost", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def get(path: str, *headers: str, method: str = "GET") -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: localhost", *headers, "", ""]).encode()


@pytest.fixture
def connection(emulator: Any) -> Iterator[socket.socket]:
    host, port = emulator.host_port.split(":")
    with socket.create_connection((host, int(port)), timeout=30) as opened:
        yield opened


class Answers:
    """Reads one answer after the other."""

    def __init__(self, connection: socket.socket) -> None:
        self._file = connection.makefile("rb")

    def next(self, *, head_only: bool = False) -> tuple[int, dict[str, str], bytes]:
        status = int(self._file.readline().split()[1])
        headers = dict(self._fields())
        if status == 100:
            return self.next(head_only=head_only)
        return status, headers, b"" if head_only else self._file.read(int(headers["content-length"]))

    def name(self) -> str:
        """The name of the factor in the next answer."""
        status, _, body = self.next()
        assert status in (200, 201), body
        name: str = msgspec.json.decode(body)["name"]
        return name

    def rest(self) -> bytes:
        """Everything until the server closes the connection."""
        return self._file.read()

    def _fields(self) -> Iterator[tuple[str, str]]:
        while line := self._file.readline().strip():
            name, _, value = line.decode().partition(": ")
            yield name.lower(), value


@pytest.fixture
def answers(connection: socket.socket) -> Answers:
    return Answers(connection)


def test_a_request_may_come_byte_by_byte(connection, answers):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for byte in post("ada"):
        connection.sendall(bytes([byte]))
    assert answers.name() == "ada"


def test_a_body_may_come_in_chunks_of_unknown_length(connection, answers):
    head = get("/toy/factors", "Transfer-Encoding: chunked", method="POST")
    connection.sendall(head + b'8\r\n{"name":\r\n' + b'6\r\n"ada"}\r\n' + b"0\r\n\r\n")
    assert answers.name() == "ada"


def test_requests_in_one_row_are_answered_in_their_order(connection, answers):
    names = [f"user-{number}" for number in range(20)]
    connection.sendall(b"".join(map(post, names)))
    assert [answers.name() for _ in names] == names


def test_a_prompt_answer_does_not_overtake_one_that_waits(connection, answers, emulator, http_client):
    connection.sendall(get("/_mfa/v1/messages?wait=300s") + post("bob"))
    http_client.settle()
    assert emulator.toy.get("bob") is None, "its turn has not come"
    emulator.inbox.send(provider="toy", channel="sms", to="ada", body="hello")
    status, _, body = answers.next()
    assert (status, [message["to"] for message in msgspec.json.decode(body)["messages"]]) == (200, ["ada"])
    assert answers.name() == "bob"


def test_a_client_that_sends_much_and_reads_late_gets_every_answer(connection, answers, background):
    long = "x" * 20_000  # all answers together are more than the system's buffers hold
    names = [f"{number}{long}" for number in range(500)]
    sending = background(lambda: connection.sendall(b"".join(map(post, names))))
    assert [answers.name() for _ in names] == names
    sending.result(timeout=30)


@pytest.mark.parametrize("request_", [post("ada", "Connection: close"), post("ada", version="1.0")])
def test_a_client_that_wants_no_further_answer_is_let_go(connection, answers, request_):
    connection.sendall(request_)
    status, headers, _ = answers.next()
    assert (status, headers["connection"]) == (201, "close")
    assert answers.rest() == b""


def test_what_head_answers_has_no_body(connection, answers):
    connection.sendall(get("/toy/factors/ada", method="HEAD") + post("ada"))
    status, headers, _ = answers.next(head_only=True)
    assert (status, int(headers["content-length"]) > 0) == (405, True)
    assert answers.name() == "ada"


def test_a_browser_that_asks_what_it_may_send_is_told_and_is_not_in_the_journal(connection, answers, emulator):
    asks = ("Origin: http://localhost:3000", "Access-Control-Request-Method: POST", "Content-Length: 0")
    connection.sendall(get("/toy/factors", *asks, method="OPTIONS") + post("ada"))
    status, headers, _ = answers.next(head_only=True)
    assert (status, headers["access-control-allow-methods"]) == (204, "POST")
    assert answers.name() == "ada"
    assert [exchange.method for exchange in emulator.requests] == ["POST"]


@pytest.mark.parametrize(
    "nonsense", [b"nonsense\r\n\r\n", b"FROB /toy/factors HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nbad header\r\n\r\n"]
)
def test_what_is_no_request_is_refused_in_our_own_shape(connection, answers, nonsense, emulator):
    connection.sendall(post("ada") + nonsense)
    assert answers.name() == "ada"
    status, headers, body = answers.next()
    assert (status, headers["content-type"], headers["connection"]) == (400, "application/json", "close")
    assert msgspec.json.decode(body)["error"] == {"code": "bad_http", "message": "Invalid HTTP request received."}
    assert answers.rest() == b""


def test_who_asks_whether_to_go_on_is_told_to(connection, answers):
    head, _, body = post("ada", "Expect: 100-continue").partition(b"\r\n\r\n")
    connection.sendall(head + b"\r\n\r\n")
    assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
    connection.sendall(body)
    assert answers.name() == "ada"


@pytest.mark.parametrize(
    ("size", "status"), [(60_000, 201), (70_000, 201), (1_000_000, 201), (1_048_576, 413), (3_000_000, 413)]
)
def test_a_body_may_be_as_large_as_the_limit_says(connection, answers, size, status):
    connection.sendall(post("x" * size) + post("ada"))
    assert answers.next()[0] == status
    assert answers.name() == "ada"


def test_a_request_that_is_whole_is_in_the_journal_and_one_that_is_not_changes_nothing(
    connection, emulator, http_client
):
    connection.sendall(post("ada") + post("bob")[:-1])
    connection.close()
    http_client.settle()
    assert [factor.name for factor in emulator.toy] == ["ada"]
    assert [exchange.status for exchange in emulator.requests] == [201]
