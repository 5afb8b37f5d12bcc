"""How long others wait for one who asks for much, and how much memory a world takes."""

import resource
import time
from collections.abc import Iterator
from statistics import median

import holds
import identity_toolkit
from servers import Served, emulator
from wire import Connection, encode

from mfa_emulator import Emulator

WAITERS, PORTS = 900, 4000
EXCHANGES = 2000


def report(users: int = 100_000) -> Iterator[str]:
    """Lines of text, one a figure."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # for the ports and those who wait
    yield from holds.report(users)
    yield from _seeds(users)
    yield from _waiters()
    yield from _ports()
    yield _journal()


def _seeds(users: int) -> Iterator[str]:
    world = Emulator(freeze=True).world
    names = iter(range(10**9))

    def seed(count: int) -> float:
        people = [{"email": f"u{next(names)}@example.com", "password": "secret-1"} for _ in range(count)]
        started = time.perf_counter()
        world.seed({"identity_toolkit": {"users": people}})
        return time.perf_counter() - started

    yield f"seed one user beside 0                  {median(seed(1) for _ in range(200)) * 1e3:.3f} ms"
    seed(users)
    yield f"seed one user beside {users:,}            {median(seed(1) for _ in range(200)) * 1e3:.3f} ms"


def _waiters() -> Iterator[str]:
    for fault in (None, {"operation": "accounts.sendVerificationCode", "times": 0, "messages": _LATE}):
        with emulator() as server:
            caller = server.connect()
            if fault is not None:
                caller.call("POST", "/_mfa/v1/faults", fault)
            numbers = [f"+1555555{number:04}" for number in range(WAITERS)]
            waiting = [_waiting(server, number) for number in numbers]
            caller.call("GET", "/_mfa/v1/health")
            started = time.perf_counter()
            for number in numbers:
                caller.call("POST", "/v1/accounts:sendVerificationCode?key=k", {"phoneNumber": number})
            for connection in waiting:
                assert connection.receive()[0] == 200
            taken = time.perf_counter() - started
        kind = "" if fault is None else " 1 s late"
        yield f"{WAITERS} waiters, {WAITERS} messages{kind}".ljust(40) + f"{taken:.2f} s"


_LATE = {"fate": "delayed", "delay": "1s"}


def _waiting(server: Served, number: str) -> Connection:
    connection = server.connect()
    connection.send(encode("GET", f"/_mfa/v1/messages/latest?to=%2B{number[1:]}&wait=60"))
    return connection


def _ports() -> Iterator[str]:
    with emulator(*identity_toolkit.options()) as server:
        connection = server.connect()
        for number in range(PORTS):
            connection.call("POST", "/_mfa/v1/worlds", {"name": f"w{number}", "listen": True})
        for limit in (100, 1000):
            taken = []
            for _ in range(50):
                started = time.perf_counter()
                assert len(connection.call("GET", f"/_mfa/v1/worlds?limit={limit}")["worlds"]) == limit
                taken.append(time.perf_counter() - started)
            yield f"GET /worlds?limit={limit} of {PORTS} ports".ljust(40) + f"{median(taken) * 1e3:.1f} ms"


def _journal() -> str:
    """The memory that a journal takes which is full of long exchanges."""
    body = {"email": "nobody@example.com", "password": "x" * 60_000}
    with emulator(*identity_toolkit.options()) as server:
        connection = server.connect()
        connection.call("GET", "/_mfa/v1/health")
        before = server.memory()
        for _ in range(EXCHANGES):
            connection.send(encode("POST", "/v1/accounts:signInWithPassword?key=k", body))
            connection.receive()
        return f"memory of a full journal                {server.memory() - before:.1f} MiB"
