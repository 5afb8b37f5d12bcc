"""Heads whose meaning is remembered, and what is made of one in the meantime."""

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict, replace
from toy import TOY

from mfa_emulator import Emulator
from mfa_emulator.core.http.messages import Request
from mfa_emulator.serving.guard import Access
from mfa_emulator.serving.meanings import Destination, Meaning, Meanings

HOST = "Host: localhost"
BODY = b'{"name":"ada"}'


def head(target: str = "/toy/factors", *lines: str, method: str = "POST") -> bytes:
    length = f"Content-Length: {len(BODY)}"
    return "\r\n".join([f"{method} {target} HTTP/1.1", HOST, *lines, length, "", ""]).encode()


class Watched(Meanings):
    """A memory that counts how often it asks for whom a head is."""

    def __init__(self, emulator: Emulator) -> None:
        super().__init__(self._counted)
        self.app = emulator.app
        self.asked = 0

    def _counted(self, request: Request) -> Destination | None:
        self.asked += 1
        return self.app.destination(request)

    def status(self, head: bytes) -> int | None:
        """The status of the answer to a plain request; None when it goes the ASGI way."""
        plain = self.of(head)
        assert plain is not None
        request = replace(plain[0].request, body=BODY)
        reply = self.app.at_once(plain[0], request, None)
        return None if reply is None else reply.status


@pytest.fixture
def emulator() -> Emulator:
    return Emulator(providers=[TOY], freeze="2026-11-21T10:00:00Z")


@pytest.fixture
def meanings(emulator) -> Watched:
    return Watched(emulator)


def test_a_head_that_has_come_has_its_meaning_at_hand(meanings):
    assert [meanings.of(head()), meanings.of(head() + BODY)] == [meanings[head()]] * 2
    assert meanings.asked == 1


@pytest.mark.parametrize(
    "target",
    ["/toy/factors?a=1", "/_world/other/toy/factors", "/api.toy.example/toy/factors", "//toy/factors"],
)
def test_query_world_and_vendor_are_part_of_the_head(meanings, target: str):
    plain = meanings.of(head(target))
    assert meanings.of(head(target)) is plain
    assert meanings.of(head()) is not plain
    assert plain[0].request.path == "/toy/factors"
    assert plain[0].world == ("other" if "other" in target else None)


def test_what_programs_are_configured_with_is_no_id():
    for configured, remembered in ((frozenset({"name"}), True), (frozenset({"other"}), False)):
        toy = dataclasses.replace(TOY, configured=configured)
        meanings = Watched(Emulator(providers=[toy]))
        assert meanings.of(head("/toy/factors/ada", method="GET"))[0].request.params == {"name": "ada"}
        assert bool(meanings) is remembered


@pytest.mark.parametrize(
    "unique",
    [
        head("/toy/factors/ada", method="GET"),
        head("/toy/factors/ada:crash"),
        head("/toy/nothing"),
        head(method="DELETE"),
        head("/toy/factors?a=" + "x" * Meanings.LONGEST),
    ],
    ids=["parameter", "parameter and verb", "unknown path", "unknown verb", "long"],
)
def test_of_a_head_that_hardly_comes_again_only_the_destination_is_remembered(meanings, unique: bytes):
    assert meanings.of(unique) is not None
    assert meanings.of(unique) is not None
    assert (meanings.asked, len(meanings)) == (1, 0)


@pytest.mark.parametrize(
    "other",
    [
        head("/_mfa/v1/clock", method="GET"),
        head("/nothing"),
        head("/toy/factors", "Origin: https://evil.example"),
        head("/toy/factors", "Sec-Fetch-Site: cross-site"),
        head("/toy/factors", "Expect: 100-continue"),
        head()[:-1],
        b"",
    ],
    ids=["control", "no vendor", "page from elsewhere", "other site", "not plain", "not whole", "nothing"],
)
def test_a_head_that_is_for_the_application_has_no_meaning_and_is_not_remembered(meanings, other: bytes):
    assert meanings.of(other) is None
    assert len(meanings) == 0


def test_a_remembered_head_finds_the_world_that_has_the_name_now(emulator, meanings):
    named = head("/toy/factors", "X-MFA-World: late")
    assert meanings.status(named) is None
    emulator.worlds.add("late")
    assert meanings.status(named) == 201
    emulator.worlds.drop("late")
    assert meanings.status(named) is None
    again = emulator.worlds.add("late")
    assert meanings.status(named) == 201
    assert [line.operation for line in again.journal] == ["factors.create"]
    assert meanings.asked == 1


def test_a_world_that_is_closed_gets_no_request_by_a_remembered_head(emulator, meanings):
    emulator.worlds.add("short")
    named = head("/_world/short/toy/factors")
    assert meanings.status(named) == 201
    emulator.worlds.close("short", "the test has ended")
    assert meanings.status(named) is None


def test_faults_settings_and_state_hold_for_remembered_heads_as_for_new_ones(emulator, meanings):
    assert meanings.status(head()) == 201
    emulator.world.faults.add(operation="factors.create", status=503)
    assert meanings.status(head()) is None
    emulator.world.faults.clear()
    emulator.world.limits = type(emulator.world.limits)(body=len(BODY) - 1)
    assert meanings.status(head()) is None
    assert meanings.asked == 1


def test_each_request_of_a_head_is_one_of_its_own(meanings):
    one, other = (replace(meanings.of(head())[0].request, body=body) for body in (b"1", b"2"))
    one.remark = "a remark"
    assert (one.body, other.body, other.remark) == (b"1", b"2", "")
    assert other.headers is one.headers
    fresh = Request.read("POST", b"/toy/factors", b"", dict(other.headers), b"2")
    fresh.operation = "factors.create"
    assert asdict(other) == asdict(fresh)


def test_a_server_begins_with_no_memory_so_that_other_access_is_other_meaning():
    page = head("/toy/factors", "Origin: https://app.example")
    for origins, gets_in in ((("https://app.example",), True), ((), False)):
        emulator = Emulator(providers=[TOY], access=Access(origins=origins))
        assert (Watched(emulator).of(page) is not None) is gets_in


def told(meaning: Meaning | None) -> object:
    return meaning and {**asdict(meaning), "request": asdict(meaning.request)}


SEGMENTS = st.sampled_from(
    ["", "toy", "factors", "ada", "ada:crash", "_world", "other", "_mfa", "api.toy.example", "nobody.example", "%5Fmfa"]
)
TARGETS = st.lists(SEGMENTS, min_size=1, max_size=7).map("/".join).map("/{}".format)
SENDERS = st.sampled_from(
    [(), ("X-MFA-World: other",), ("Origin: http://localhost:3000",), ("Origin: https://evil.example",)]
)


@given(st.lists(st.tuples(TARGETS, SENDERS), min_size=1, max_size=30))
def test_the_begin_of_a_path_says_for_whom_a_head_is_whatever_follows(sent):
    app = Emulator(providers=[TOY]).app
    memory = Meanings(app.destination)
    for target, lines in sent:
        plain = memory.of(head(target, *lines, method="GET"))
        # A world without a path behind it goes the ASGI way.
        if plain is None and re.fullmatch("/+_world/[^/]*", target):
            continue
        headers = dict(line.lower().split(": ", 1) for line in (HOST, *lines))
        request = Request.read("GET", target.encode(), b"", {**headers, "content-length": str(len(BODY))})
        destination = app.destination(request)
        fresh = None if destination is None else destination.meaning(request)
        assert told(None if plain is None else plain[0]) == told(fresh)


def test_memory_is_bounded_however_many_heads_come(meanings):
    for number in range(2000):
        assert meanings.of(head(f"/toy/factors?key={number:01000}")) is not None
        assert sum(map(len, meanings)) <= Meanings.MOST
    assert len(meanings) > 0
