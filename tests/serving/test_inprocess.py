"""Clients of httpx and of httpx2 that call an application without a socket."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import httpx
import httpx2
import pytest

from mfa_emulator import Emulator
from mfa_emulator.serving.in_process import httpx2_transport, httpx_transport

Scopes = list[dict[str, Any]]


class Echo:
    """Answers with the body that it was sent and keeps what it was told about the request."""

    def __init__(self) -> None:
        self.scopes: Scopes = []

    async def __call__(self, scope, receive, send) -> None:
        self.scopes.append(scope)
        body = (await receive())["body"]
        await send({"type": "http.response.start", "status": 201, "headers": [(b"x-one", b"1"), (b"x-one", b"2")]})
        await send({"type": "http.response.body", "body": body[:3], "more_body": True})
        await send({"type": "http.response.body", "body": body[3:]})


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture(params=[httpx, httpx2], ids=["httpx", "httpx2"])
def library(request: pytest.FixtureRequest) -> ModuleType:
    return request.param


@pytest.fixture
def client_of(library: ModuleType) -> Callable[[Any], Any]:
    transports = {httpx: httpx_transport, httpx2: httpx2_transport}

    def make(app: Any) -> Any:
        transport = transports[library].InProcessTransport(app)
        return library.Client(transport=transport, base_url="http://localhost", trust_env=False)

    return make


@pytest.fixture
def client(echo: Echo, client_of) -> Iterator[Any]:
    with client_of(echo) as client:
        yield client


def test_the_application_gets_the_request_and_the_client_the_answer(client, echo):
    answer = client.post("/a%2Fb/é?x=1&y=%20", content=b"hello", headers={"X-Case": "Kept"})
    assert (answer.status_code, answer.content) == (201, b"hello")
    assert answer.headers.get_list("x-one") == ["1", "2"]
    scope = echo.scopes[0]
    assert (scope["method"], scope["raw_path"], scope["path"]) == ("POST", b"/a%2Fb/%C3%A9", "/a/b/é")
    assert scope["query_string"] == b"x=1&y=%20"
    assert (b"x-case", b"Kept") in scope["headers"]
    assert (b"host", b"localhost") in scope["headers"]


def test_a_streamed_body_arrives_whole(client):
    assert client.post("/", content=iter([b"one ", b"two"])).content == b"one two"


def test_an_answer_to_head_has_no_body(client):
    assert client.head("/").content == b""


def test_an_application_may_wait_in_real_time(client_of):
    async def slow(scope, receive, send) -> None:
        await receive()
        await asyncio.sleep(0.001)
        await send({"type": "http.response.start", "status": 204})
        await send({"type": "http.response.body"})
        assert (await receive())["type"] == "http.disconnect"

    with client_of(slow) as client:
        assert client.get("/").status_code == 204


def test_a_dropped_connection_is_one_for_the_client(client_of, library):
    async def dropping(scope, receive, send) -> None:
        raise ConnectionResetError("a fault dropped the connection")

    with client_of(dropping) as client:
        with pytest.raises(library.RemoteProtocolError, match=r"^a fault dropped the connection$"):
            client.get("/")
        with pytest.raises(library.RemoteProtocolError):
            client.get("/")


def test_an_error_of_the_application_reaches_the_caller(client_of):
    async def broken(scope, receive, send) -> None:
        raise ZeroDivisionError

    with client_of(broken) as client, pytest.raises(ZeroDivisionError):
        client.get("/")


def test_it_works_where_a_loop_runs_already(client):
    async def within() -> bytes:
        return client.post("/", content=b"x").content

    assert asyncio.run(within()) == b"x"


def test_several_threads_may_call_at_once_and_wait_for_each_other(client_of):
    both = threading.Barrier(2, timeout=30)

    async def meeting(scope, receive, send) -> None:
        await asyncio.get_running_loop().run_in_executor(None, both.wait)
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body"})

    with client_of(meeting) as client:
        found: list[int] = []
        threads = [threading.Thread(target=lambda: found.append(client.get("/").status_code)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [200, 200]


def test_loops_are_used_again_and_given_back(echo, client_of):
    with client_of(echo) as client:
        for _ in range(5):
            client.get("/")
        [loop] = client._transport._application._idle
    assert loop.is_closed()


def test_an_emulator_has_a_transport_for_either_library():
    emulator = Emulator(freeze=True)
    with (
        httpx2.Client(transport=emulator.transport(), base_url="http://localhost", trust_env=False) as newer,
        httpx.Client(transport=emulator.transport("httpx"), base_url="http://localhost", trust_env=False) as older,
    ):
        assert newer.get("/_mfa/v1/clock").json() == older.get("/_mfa/v1/clock").json()


def test_the_emulator_does_without_httpx():
    script = (
        "import sys; sys.modules['httpx'] = None; from mfa_emulator import Emulator; emulator = Emulator(); "
        "assert 'httpx2' not in sys.modules; emulator.transport(); assert 'httpx2' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
