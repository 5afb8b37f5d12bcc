"""Worlds spread over processes behind nginx: the CPU of a request there and here, and what comes through."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

from servers import Served, emulator
from wire import Connection

sys.path.append(str(Path(__file__).parent.parent / "distribution"))
from nginx_front import NGINX, front

SHARDS = (1, 2, 4)
CLIENTS, REQUESTS = 4, 900  # nginx ends a connection after 1,000
WORLDS = 16
"""Worlds of each client, so that chance spreads them evenly."""
LOGIN = {"email": "ada@example.com", "password": "secret-1"}

CLIENT = """
import sys
from wire import Connection, encode
host, port, count, worlds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
connection = Connection(port, host)
path = "/v1/accounts:signInWithPassword?key=any"
body = {"email": "ada@example.com", "password": "secret-1"}
requests = [encode("POST", path, body, f"X-MFA-World: {world}\\r\\n") for world in worlds]
print("ready", flush=True)
sys.stdin.readline()
for number in range(count):
    connection.send(requests[number % len(requests)])
    status, body = connection.receive()
    assert status == 200, body
"""
"""A process of its own, which signs in again and again in its worlds."""


def report() -> Iterator[str]:
    """Lines of text, one a figure: sign-ins of several clients, each in worlds of its own."""
    if NGINX is None:
        yield "nginx is not installed"
        return
    with emulator() as server:
        yield _line("one process, without nginx", [server], _signed_in("127.0.0.1", server.port, [server]))
    for shards in SHARDS:
        with ExitStack() as stack:
            servers = [stack.enter_context(emulator("--seed", "shared")) for _ in range(shards)]
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            host, pid = stack.enter_context(front([f"127.0.0.1:{server.port}" for server in servers], folder))
            nginx = Served(9100, pid, 0.0)
            yield _line(f"{shards} behind nginx", servers, _signed_in(host, 9100, [nginx, *servers]))


def _line(name: str, servers: list[Served], spent: list[float]) -> str:
    *seconds, whole = spent
    total = CLIENTS * REQUESTS
    each = [second / total * 1e6 for second in seconds]
    ours, nginx = each[-len(servers) :], sum(each[: -len(servers)])
    return (
        f"{name:<27}{total / whole:6.0f} sign-ins/s of {CLIENTS} clients; CPU of one: "
        f"{sum(ours):.0f} us in emulators ({max(ours) / sum(ours):.0%} in the busiest), {nginx:.0f} us in nginx"
    )


def _signed_in(host: str, port: int, servers: list[Served]) -> list[float]:
    """Seconds of CPU of each of the servers, then those that all clients together took."""
    worlds = [[f"load-{client}-{number}" for number in range(WORLDS)] for client in range(CLIENTS)]
    connection = Connection(port, host)
    for world in chain(*worlds):
        connection.call("POST", "/_mfa/v1/worlds", {"name": world})
        connection.call("POST", "/v1/accounts:signUp?key=any", LOGIN, f"X-MFA-World: {world}\r\n")
    clients = [_client(host, port, of_client) for of_client in worlds]
    before = [server.cpu() for server in servers]
    started = time.perf_counter()
    for client in clients:
        assert client.stdin is not None
        client.stdin.write("go\n")
        client.stdin.flush()
    for client in clients:
        if client.wait():
            raise RuntimeError("a client failed")
    whole = time.perf_counter() - started
    return [*(server.cpu() - one for server, one in zip(servers, before, strict=True)), whole]


def _client(host: str, port: int, worlds: list[str]) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", CLIENT, host, str(port), str(REQUESTS), *worlds]
    client = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent
    )
    assert client.stdout is not None
    assert client.stdout.readline() == "ready\n"
    return client
