"""The guard, held against a plainly written oracle: 500 requests of hosts, pages, browsers' marks and targets."""

import asyncio
import random
from itertools import product
from typing import Any, NamedTuple

import msgspec
import pytest
from toy import TOY

from mfa_emulator import Emulator
from mfa_emulator.serving.guard import Access

OURS, VENDORS, ALLOWED, FOREIGN, LOCAL, SAME = "ours", "a vendor's", "allowed", "foreign", "local", "that of the host"

LOOPBACK = ("localhost", "LOCALHOST:9099", "localhost.", "app.localhost", "127.0.0.1:9099", "[::1]:80")
HOSTS = {
    **dict.fromkeys(LOOPBACK, OURS),
    **dict.fromkeys(("10.0.2.2:9099", "192.168.0.7", "[2001:db8::1]", "emulator:9099", "host.docker.internal"), OURS),
    **dict.fromkeys(("gateway.docker.internal", "host.containers.internal:80"), OURS),
    **dict.fromkeys(("api.toy.example", "API.toy.example:443", "me.toys.example"), VENDORS),
    **dict.fromkeys(("box.example", "BOX.example:9099", "a.preview.example"), ALLOWED),
    **dict.fromkeys(("evil.example", "localhost.evil.example", "127.0.0.1.evil.example:9099"), FOREIGN),
    **dict.fromkeys(("evil.example:127.0.0.1", "localhost@evil.example", "toys.example", "[::1", "-"), FOREIGN),
    "preview.example": FOREIGN,
}
ORIGINS = {
    None: None,
    **dict.fromkeys(("http://localhost:5173", "https://localhost", "http://app.localhost"), LOCAL),
    **dict.fromkeys(("http://127.0.0.1:3000", "http://[::1]:3000", "capacitor://localhost"), LOCAL),
    "the host's": SAME,
    **dict.fromkeys(("https://api.toy.example", "https://evil.toys.example", "http://me.toys.example:8080"), VENDORS),
    **dict.fromkeys(("https://app.example", "http://app.example:8080"), ALLOWED),
    **dict.fromkeys(("https://evil.example", "http://app.example", "https://app.example:8080", "null", ""), FOREIGN),
    **dict.fromkeys(("http://localhost.evil.example", "http://localhost@evil.example", "http://[", "file://"), FOREIGN),
    **dict.fromkeys(("http://localhost/", "http://localhost:5173 http://evil.example", "localhost"), FOREIGN),
}
MARKS = [
    *(("", ""), ("same-origin", "cors"), ("same-site", "no-cors"), ("none", "navigate")),
    *(("cross-site", "cors"), ("cross-site", "no-cors"), ("cross-site", "navigate"), ("cross-site", "")),
]
"""Sec-Fetch-Site and Sec-Fetch-Mode."""
CONTROL = [
    *("/_mfa/v1/snapshot", "//_mfa/v1/clock", "/_mfa", "/_world/default/_mfa/v1/snapshot"),
    *("/_world/other/_mfa/v1/reset", "/_mfa/v1/no/such/call", "/_world/d%65fault/_mfa/v1/clock"),
]
ELSEWHERE = [
    *("/toy/factors", "/api.toy.example/toy/factors", "/_world/default/toy/factors", "/", "/_mfax"),
    *("/%5Fmfa/v1/snapshot", "/toy/_mfa/v1", "/api.toy.example/_mfa/v1/snapshot"),
]
METHODS = ("GET", "POST", "OPTIONS")


class Case(NamedTuple):
    host: str
    origin: str | None
    marks: tuple[str, str]
    target: str
    method: str


def cases() -> list[Case]:
    every = [Case(*values) for values in product(HOSTS, ORIGINS, MARKS, CONTROL + ELSEWHERE, METHODS)]
    ours = [case for case in every if HOSTS[case.host] != FOREIGN]
    chance = random.Random(9)
    return [*chance.sample(every, 100), *chance.sample(ours, 400)]


def expected(case: Case) -> str:
    """The verdict, as a person would find it."""
    is_control, (site, mode) = case.target in CONTROL, case.marks
    if HOSTS[case.host] == FOREIGN:
        return "forbidden_host"
    if case.origin is None:
        is_link = case.method == "GET" and mode == "navigate" and not is_control
        return "forbidden_site" if site == "cross-site" and not is_link else "let in"
    kind = ORIGINS[case.origin]
    if kind == SAME:
        kind = VENDORS if HOSTS[case.host] == VENDORS else LOCAL if case.host in LOOPBACK else SAME
    if kind == ALLOWED:
        return "let in"
    if kind == FOREIGN or (kind == VENDORS and is_control):
        return "forbidden_origin"
    is_apps_page = kind == LOCAL and not is_control
    return "forbidden_site" if site == "cross-site" and not is_apps_page else "let in"


@pytest.fixture(scope="module")
def emulator() -> Emulator:
    access = Access(("box.example", "*.preview.example"), ("https://app.example", "http://app.example:8080"))
    made = Emulator(providers=[TOY], access=access)
    made.worlds.add("other")
    return made


def headers(case: Case) -> list[tuple[bytes, bytes]]:
    given = {
        "host": case.host,
        "origin": f"http://{case.host}" if case.origin == "the host's" else case.origin,
        "sec-fetch-site": case.marks[0] or None,
        "sec-fetch-mode": case.marks[1] or None,
        "access-control-request-method": "PUT" if case.method == "OPTIONS" else None,
    }
    return [(name.encode(), value.encode()) for name, value in given.items() if value is not None]


def answer(emulator: Emulator, case: Case) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    scope = {"type": "http", "method": case.method, "path": case.target, "query_string": b"", "headers": headers(case)}
    sent: list[Any] = []

    parts = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if not parts:
            await asyncio.Event().wait()  # the client stays: an endless row of bodies would keep the loop busy
        return parts.pop()

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(emulator.app(scope, receive, send))
    return sent[0]["status"], sent[0]["headers"], b"".join(part.get("body", b"") for part in sent)


def verdict(emulator: Emulator, case: Case) -> str:
    status, told, body = answer(emulator, case)
    if status == 403:
        assert not any(name.startswith(b"access-control") for name, _ in told)
        return msgspec.json.decode(body)["error"]["code"]
    if case.method == "OPTIONS":
        assert status == 204
    return "let in"


@pytest.mark.parametrize("case", cases(), ids=lambda case: " ".join(map(str, case)))
def test_a_request_gets_in_exactly_if_a_person_would_let_it(emulator: Emulator, case: Case):
    assert verdict(emulator, case) == expected(case)


def test_the_cases_are_500_and_of_every_kind():
    found = [expected(case) for case in cases()]
    assert len(found) == 500
    for kind in ("let in", "forbidden_host", "forbidden_origin", "forbidden_site"):
        assert found.count(kind) >= 25
