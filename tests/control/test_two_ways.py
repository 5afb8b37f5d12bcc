"""A live connection answers whole requests by a shorter way than the ASGI application; both say the same.

The shorter way is taken with a head that comes for the first time, and with one that is remembered.
"""

from contextlib import closing
from http.client import HTTPConnection
from typing import Any

import httpx2
import pytest
from push_toy import PUSH_TOY

from mfa_emulator import Emulator
from mfa_emulator.core.remembered import Memory
from mfa_emulator.serving import meanings
from mfa_emulator.serving.app import Application
from mfa_emulator.serving.meanings import Meanings

PAGE = {"Origin": "http://localhost:3000"}
ASKS = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-a,content-type"}

REQUESTS: list[tuple[str, str, dict[str, str], bytes]] = [
    ("POST", "/toy/factors", {}, b'{"name":"ada"}'),
    ("POST", "/toy/factors", PAGE, b'{"name":"ada"}'),
    ("POST", "/toy/factors?a=1&b", {"Content-Type": "text/plain"}, b'{"name":"ada"}'),
    ("POST", "/toy/factors", {}, b'{"name":'),
    ("POST", "/toy/factors", {}, b"\xff"),
    ("POST", "/toy/factors", {}, b""),
    ("POST", "//toy/factors", {}, b'{"name":"ada"}'),
    ("POST", "/api.toy.example/toy/factors", {}, b'{"name":"ada"}'),
    ("POST", "/_world/other/toy/factors", {}, b'{"name":"ada"}'),
    ("POST", "/_world/other/my.toys.example/toy/factors", {}, b'{"name":"ada"}'),
    ("POST", "/_world/nobodys/toy/factors", {}, b'{"name":"ada"}'),
    ("POST", "/toy/factors", {"X-MFA-World": "other"}, b'{"name":"ada"}'),
    ("POST", "/toy/factors", {"X-MFA-World": "nobodys"}, b'{"name":"ada"}'),
    ("GET", "/toy/factors/b%C3%B6b%2F", {}, b""),
    ("GET", "/toy/factors/%FF", {}, b""),
    ("GET", "/toy/factors", {}, b""),
    ("HEAD", "/toy/factors", {}, b""),
    ("DELETE", "/toy/factors", {}, b""),
    ("POST", "/toy/factors/ada:crash", {}, b""),
    ("OPTIONS", "/toy/factors", PAGE | ASKS, b""),
    ("OPTIONS", "/toy/factors", PAGE, b""),
    ("OPTIONS", "/_mfa/v1/reset", PAGE | ASKS | {"Access-Control-Request-Private-Network": "true"}, b""),
    ("GET", "/toy/nothing", {}, b""),
    ("GET", "/nothing", {}, b""),
    ("GET", "/", {}, b""),
    ("GET", "/toy/factors/x", {"Host": "example.com"}, b""),
    ("GET", "/toy/factors/x", {"Host": "api.toy.example"}, b""),
    ("GET", "/toy/factors/x", {"Host": "[::1]:80"}, b""),
    ("GET", "/toy/factors/x", {"Origin": "https://evil.example"}, b""),
    ("GET", "/toy/factors/x", {"Sec-Fetch-Site": "cross-site"}, b""),
    ("GET", "/toy/factors/x", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, b""),
    ("GET", "/_mfa/v1/clock", PAGE, b""),
    ("HEAD", "/_mfa/v1/clock", {}, b""),
    ("POST", "/_mfa/v1/clock", {}, b'{"advance":"1h"}'),
    ("POST", "/_mfa/v1/clock", {}, b'{"advance":"soon"}'),
    ("GET", "/_mfa/v1/nothing", {}, b""),
]

Told = tuple[int, dict[str, str], bytes, list[Any]]


def start() -> Emulator:
    emulator = Emulator(providers=[PUSH_TOY], freeze="2026-11-21T10:00:00Z")
    emulator.worlds.add("other")
    return emulator


def journal(emulator: Emulator) -> list[Any]:
    """Each exchange, without the time it took and the place where code broke."""
    lines = [exchange.view() for world in emulator.worlds.values() for exchange in world.journal]
    return [{name: value for name, value in line.items() if name not in ("took_us", "traceback")} for line in lines]


def live(method: str, path: str, headers: dict[str, str], body: bytes) -> Told:
    with start() as emulator, closing(HTTPConnection(emulator.host_port, timeout=30)) as connection:
        connection.request(method, path, body, {"Host": "localhost"} | headers)
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, told, answer.read(), journal(emulator)


def in_process(method: str, path: str, headers: dict[str, str], body: bytes) -> Told:
    emulator = start()
    with httpx2.Client(transport=emulator.transport(), base_url="http://localhost", trust_env=False) as client:
        request = client.build_request(method, "http://localhost/", headers=headers, content=body)
        request.url = request.url.copy_with(raw_path=path.encode())
        answer = client.send(request)
    return answer.status_code, dict(answer.headers), answer.content, journal(emulator)


@pytest.mark.parametrize(("method", "path", "headers", "body"), REQUESTS)
def test_a_request_is_answered_and_written_down_in_the_same_words_on_both_ways(method, path, headers, body):
    assert live(method, path, headers, body) == in_process(method, path, headers, body)


@pytest.mark.parametrize(("method", "path", "headers", "body"), REQUESTS)
def test_a_head_is_the_same_request_when_it_is_remembered(monkeypatch, method, path, headers, body):
    remembered = Meanings(start().app.destination)
    monkeypatch.setattr(meanings, "Meanings", lambda lead: remembered)
    first = live(method, path, headers, body)
    known = dict(remembered)
    assert live(method, path, headers, body) == first
    assert dict(remembered) == known
    monkeypatch.setattr(Memory, "keep", lambda *given: None)
    monkeypatch.setattr(meanings, "Meanings", Meanings)
    assert live(method, path, headers, body) == first
    monkeypatch.setattr(Application, "destination", lambda self, request: None)
    assert live(method, path, headers, body) == first


def test_the_table_has_heads_that_are_remembered_and_heads_that_are_not(monkeypatch):
    remembered = Meanings(start().app.destination)
    monkeypatch.setattr(meanings, "Meanings", lambda lead: remembered)
    kept = []
    for request in REQUESTS:
        remembered.clear()
        live(*request)
        kept.append(bool(remembered))
    assert kept.count(True) >= 10
    assert kept.count(False) >= 10
