"""GET /events: what happens in a world, as it happens."""

import asyncio
import http.client
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, NamedTuple

import pytest

from mfa_emulator.core.watching.broadcast import Broadcast, Reader, Wanted
from mfa_emulator.core.watching.feed import Event, Feed, Place


class Seen(NamedTuple):
    kind: str
    data: dict[str, Any]
    id: str


class Reading:
    """An open stream of events."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.response = response

    def next(self) -> Seen:
        """The next event; comments are passed over."""
        while True:
            lines: dict[str, str] = {}
            while line := self.response.readline().decode().rstrip("\n"):
                assert line != ": still here", "nothing came for long"
                name, _, value = line.partition(": ")
                lines[name] = value
            assert lines, "the stream has ended"
            if "event" in lines:
                return Seen(lines["event"], json.loads(lines["data"]), lines.get("id", ""))


@contextmanager
def reading(host_port: str, query: str = "", **headers: str) -> Iterator[Reading]:
    with closing(http.client.HTTPConnection(host_port, timeout=30)) as connection:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", f"/_mfa/v1/events{query}", headers=named)
        response = connection.getresponse()
        assert response.status == 200, response.read()
        assert response.getheader("content-type") == "text/event-stream; charset=utf-8"
        assert response.readline() == b"retry: 1000\n"  # from here on nothing is missed
        yield Reading(response)


def test_messages_and_requests_are_told_as_they_come(http_client):
    with reading(http_client.host_port) as events:
        http_client.enrol("ada")
        message, request = events.next(), events.next()
    assert (message.kind, message.data["to"]) == ("message", "ada")
    assert (request.kind, request.data["operation"], request.data["status"]) == ("request", "factors.create", 201)
    assert "request" not in request.data, "bodies are for GET /requests/{number}"


def test_a_refusal_is_told_with_its_reason(http_client):
    with reading(http_client.host_port, "?kinds=request&refused=true") as events:
        http_client.enrol("ada")
        http_client.get("//toy/factors/bob")
        assert events.next().data["reason"] == "no factor 'bob' now"


def test_a_move_of_the_clock_is_told(http_client):
    with reading(http_client.host_port, "?kinds=clock") as events:
        http_client.post("/clock", {"advance": "31s"})
        assert events.next().data == {
            "now": "2026-11-21T10:00:31Z",
            "epoch": 1795255231.0,
            "mode": "frozen",
            "rate": 1.0,
        }


def test_only_one_recipient_is_told_of_when_asked_so(http_client):
    with reading(http_client.host_port, "?kinds=message&to=bob") as events:
        http_client.enrol("ada")
        http_client.enrol("bob")
        assert events.next().data["to"] == "bob"


def test_a_reading_goes_on_behind_the_last_event_that_was_read(http_client):
    with reading(http_client.host_port, "?kinds=message") as events:
        http_client.enrol("ada")
        last = events.next()
    http_client.enrol("bob")
    with reading(http_client.host_port, "?kinds=message", last_event_id=last.id) as events:
        assert events.next().data["to"] == "bob"


def test_whoever_reads_from_the_begin_sees_all_that_is_kept(http_client):
    http_client.enrol("ada")
    with reading(http_client.host_port, "?kinds=message", last_event_id="") as events:
        assert events.next().kind == "reset"
        assert events.next().data["to"] == "ada"


def test_a_reset_is_told_and_the_count_begins_again(http_client):
    http_client.enrol("ada")
    with reading(http_client.host_port, "?kinds=message") as events:
        http_client.post("/reset", {})
        http_client.enrol("bob")
        assert [events.next().kind, events.next().data["to"]] == ["reset", "bob"]


def test_a_push_and_the_tap_on_it_are_told(http_client):
    with reading(http_client.host_port, "?kinds=challenge") as events:
        http_client.enrol("ada")
        asked = events.next().data
        assert (asked["id"], asked["status"]) == ("push-ada", "pending")
        http_client.post("/challenges/push-ada", {"action": "approve"})
        assert events.next().data["status"] == "approve"


def test_a_message_that_a_fault_holds_is_told_as_undelivered(http_client):
    http_client.post("/faults", {"operation": "factors.create", "messages": {"fate": "held"}})
    with reading(http_client.host_port, "?kinds=undelivered,message") as events:
        http_client.enrol("ada")
        held = events.next()
        assert (held.kind, held.data["status"]) == ("undelivered", "held")
        http_client.post(f"/messages/{held.data['id']}/release", {})
        assert events.next().kind == "message"


def test_a_world_that_is_dropped_ends_its_streams(http_client):
    http_client.post("/worlds", {"name": "other"})
    with reading(http_client.host_port, X_MFA_World="other") as events:
        http_client.delete("/worlds/other")
        assert events.response.read() == b": ready\n\n"


def test_a_server_that_stops_ends_its_streams_without_a_word(emulator, caplog):
    with reading(emulator.host_port) as events:
        emulator.stop()
        assert events.response.readline() == b": ready\n"
    assert caplog.records == []


@pytest.mark.parametrize("query", ["?kinds=messages", "?provider=nobody", "?refused=perhaps", "?more=1"])
def test_a_wish_that_cannot_be_met_is_refused(http_client, query):
    assert http_client.get(f"/events{query}").error == "bad_request"


def test_the_head_of_a_stream_can_be_asked_for(http_client):
    answer = http_client.ask("HEAD", "/events")
    assert (answer.status, answer.body) == (200, b"")


def test_events_beyond_what_a_batch_holds_are_counted(emulator, http_client, monkeypatch):
    monkeypatch.setattr(Feed, "MOST", 2)
    with reading(http_client.host_port, "?kinds=message", last_event_id="") as events:
        assert events.next().kind == "reset"
    for name in ("ada", "bob", "eve"):
        http_client.enrol(name)
    told, _ = Feed(emulator.world).since(Place(emulator.world.broadcasts.run, emulator.clock.begun))
    assert [(event.kind, event.data.get("count") or event.data.get("to")) for event in told[:3]] == [
        ("missed", 1),
        ("message", "bob"),
        ("message", "eve"),
    ]


def test_a_place_is_read_as_it_is_written_and_anything_else_is_the_begin():
    assert Place.read(str(Place(1, 2, 30, 4))) == Place(1, 2, 30, 4)
    for other in ("", "1.2", "a.b.c", "1.2.3.-4", "¹.2.3.4"):
        assert Place.read(other) == Place()


async def _bound_of_a_reader() -> Reader:
    reader = Reader()
    reader.offer(b"x" * Reader.MOST)
    assert not reader.ended
    reader.offer(b"x")
    return reader


def test_a_reader_that_does_not_read_is_dropped():
    assert asyncio.run(_bound_of_a_reader()).ended


def test_a_reset_is_told_whatever_is_wanted():
    assert Wanted(kinds=frozenset({"message"}), provider="toy", to="ada").fits(Event("reset", {}))


class _Turns:
    """Readers of a broadcast, and how many of them are woken in each turn of the event loop."""

    def __init__(self, world: Any) -> None:
        self.broadcast = Broadcast(world)
        self.turn = 0
        self.woken: list[int] = []

    async def read(self, ready: Callable[[], None]) -> None:
        chunks = self.broadcast.read(Wanted(kinds=frozenset({"clock"})))
        assert (await anext(chunks)).endswith(b": ready\n\n")
        ready()
        await anext(chunks)
        self.woken.append(self.turn)
        await chunks.aclose()

    async def count(self) -> None:
        while True:
            self.turn += 1
            await asyncio.sleep(0)

    async def all(self, count: int, happen: Callable[[], object]) -> Counter[int]:
        at_first, there = asyncio.Event(), list[None]()

        def ready() -> None:
            there.append(None)
            if len(there) == count:
                at_first.set()

        reading = [asyncio.create_task(self.read(ready)) for _ in range(count)]
        await at_first.wait()
        counting = asyncio.create_task(self.count())
        happen()
        await asyncio.gather(*reading)
        counting.cancel()
        return Counter(self.woken)


def test_many_readers_are_woken_few_at_a_time_so_that_requests_come_between(emulator):
    turns = _Turns(emulator.world)
    woken = asyncio.run(turns.all(100, lambda: emulator.clock.advance("1s")))
    assert woken.total() == 100
    assert max(woken.values()) <= Broadcast.AT_ONCE
