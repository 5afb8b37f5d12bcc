"""A live emulator of the toy vendor, and a client that speaks plain HTTP to it."""

import http.client
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing
from typing import Any, NamedTuple

import msgspec
import pytest
from push_toy import PUSH_TOY

from mfa_emulator import Emulator

START = "2026-11-21T10:00:00Z"
"""Instant of the frozen clock of these tests."""


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        return msgspec.json.decode(self.body)

    @property
    def error(self) -> str:
        """The code of a refusal, which must come with a text for people and a 4xx."""
        assert 400 <= self.status < 500, self
        assert self.data["error"]["message"]
        return self.data["error"]["code"]


class Client:
    """Sends requests, each on a connection of its own."""

    def __init__(self, host_port: str) -> None:
        self.host_port = host_port

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """`path` below ``/_mfa/v1`` unless it begins with two slashes; `body` as JSON, or bytes as they are."""
        path = path[1:] if path.startswith("//") else f"/_mfa/v1{path}"
        sent = body if body is None or isinstance(body, bytes) else msgspec.json.encode(body)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(http.client.HTTPConnection(self.host_port, timeout=30)) as connection:
            connection.request(method, path, sent, named)
            return _answer(connection)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        return self.ask("POST", path, body, **headers)

    def put(self, path: str, body: Any = None, **headers: str) -> Answer:
        return self.ask("PUT", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Answer:
        return self.ask("DELETE", path, **headers)

    def enrol(self, name: str, **headers: str) -> dict[str, Any]:
        """Make a toy factor, which also sends its user a message."""
        return self.post("//toy/factors", {"name": name}, **headers).data

    def park(self, path: str) -> Callable[[], Answer]:
        """Send a GET whose answer takes its time, and return once the server has it; what is returned awaits it."""
        connection = http.client.HTTPConnection(self.host_port, timeout=30)
        connection.request("GET", f"/_mfa/v1{path}")
        self.settle()

        def awaited() -> Answer:
            with closing(connection):
                return _answer(connection)

        return awaited

    def settle(self) -> None:
        """Return once the server has taken up all that was sent to it before."""
        for _ in range(3):
            self.get("/health")


def _answer(connection: http.client.HTTPConnection) -> Answer:
    response = connection.getresponse()
    return Answer(response.status, dict(response.getheaders()), response.read())


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(providers=[PUSH_TOY], freeze=START, project="test-project") as running:
        yield running


@pytest.fixture
def http_client(emulator: Emulator) -> Client:
    return Client(emulator.host_port)


@pytest.fixture
def background() -> Callable[[Callable[[], Any]], Future[Any]]:
    """Run something in a thread; its `result(timeout)` fails the test rather than hanging it."""

    def start(function: Callable[[], Any]) -> Future[Any]:
        future: Future[Any] = Future()

        def run() -> None:
            try:
                future.set_result(function())
            except BaseException as error:
                future.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        return future

    return start


@pytest.fixture
def parked(http_client: Client, background: Callable[..., Future[Any]]) -> Callable[..., Future[Answer]]:
    """A GET that waits at the server, of the client at hand or another one."""
    return lambda path, client=http_client: background(client.park(path))
