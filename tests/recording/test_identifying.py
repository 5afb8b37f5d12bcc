"""Identifying of requests: by the server's host, a host in front of the path, worlds, and bare paths."""

import pytest
from toy import TOY

from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.providers import Providers
from mfa_emulator.recording.identifying import Identifier
from mfa_emulator.recording.worlds_seen import Times, world_of

IDENTIFY = Identifier(Providers([TOY]))


def request(path: str, method: str = "GET", **headers: str) -> Request:
    return Request.read(method, path.encode(), b"", [(name.encode(), text.encode()) for name, text in headers.items()])


@pytest.mark.parametrize(
    ("path", "host"),
    [
        ("/toy/factors/ada", "127.0.0.1"),
        ("/api.toy.example/toy/factors/ada", "127.0.0.1"),
        ("/_world/one/toy/factors/ada", "127.0.0.1"),
        ("/_world/one/api.toy.example/toy/factors/ada", "127.0.0.1"),
        ("/toy/factors/ada", "api.toy.example"),
        ("/toy/factors/ada", "acme.toys.example"),
    ],
)
def test_an_operation_is_found_by_every_way_to_it(path: str, host: str):
    found = IDENTIFY(request(path), host)
    assert found == ("toy", "factors.get", "GET /toy/factors/{name}", "/toy/factors/ada")


def test_an_unknown_path_of_a_vendor_has_no_operation():
    assert IDENTIFY(request("/toy/nothing"), "api.toy.example") == ("toy", "", "", "/toy/nothing")
    assert IDENTIFY(request("/toy/factors/ada", "DELETE"), "") == ("toy", "", "", "/toy/factors/ada")


@pytest.mark.parametrize("path", ["/_mfa/v1/clock", "/elsewhere", "/_world/one/_mfa/v1/clock"])
def test_what_is_no_vendors_is_none(path: str):
    assert IDENTIFY(request(path), "127.0.0.1") is None


def test_a_vendors_further_host_leads_there_and_nowhere_else():
    assert IDENTIFY.further_host("api.toy.example", "/acme.toys.example/toy/x") == ("acme.toys.example", "/toy/x")
    assert IDENTIFY.further_host("api.toy.example", "/evil.example/toy/x") == ("", "/evil.example/toy/x")
    assert IDENTIFY.further_host("127.0.0.1", "/acme.toys.example/toy/x") == ("", "/acme.toys.example/toy/x")


def test_a_world_is_named_by_header_or_path():
    assert world_of(request("/toy", **{"x-mfa-world": "one"})) == ("one", "/toy")
    assert world_of(request("/_world/two/toy")) == ("two", "/toy")
    assert world_of(request("/toy")) == ("", "/toy")


def test_the_time_of_a_world_is_the_one_that_its_clock_told_last():
    real = [1_000_000_000]
    times = Times(lambda: real[0])
    assert times.now("one") == 1_000_000_000
    times.saw("one", "/_mfa/v1/clock", b'{"epoch": 5000.5, "mode": "frozen"}')
    real[0] += 7
    assert (times.now("one"), times.now("two")) == (5_000_500_000, 1_000_000_007)
    times.saw("one", "/_mfa/v1/clock", b'{"epoch": 6000, "mode": "live"}')
    real[0] += 3
    assert times.now("one") == 6_000_000_003


@pytest.mark.parametrize("answer", [b"", b"{", b"[]", b'{"epoch": "x"}'])
def test_an_answer_that_tells_no_time_changes_nothing(answer: bytes):
    times = Times(lambda: 5)
    times.saw("", "/_mfa/v1/clock", answer)
    times.saw("", "/_mfa/v1/messages", b'{"epoch": 1, "mode": "frozen"}')
    assert times.now("") == 5
