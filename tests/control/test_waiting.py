"""Long polls: they wake at once, and nobody has to wait for them."""

import asyncio
import socket

import msgspec
import pytest

from mfa_emulator.core.faults.rules import FaultRule, MessageFault

LONG = 30
"""Seconds after which a test that should have been quick is given up."""


@pytest.mark.parametrize("path", ["/messages?to=ada&wait=300", "/messages/latest?to=ada&wait=5m"])
def test_a_waiting_reader_gets_a_message_as_soon_as_it_is_sent(http_client, parked, path):
    future = parked(path)
    http_client.enrol("bob")
    assert not future.done()
    http_client.enrol("ada")
    answer = future.result(LONG).data
    assert (answer["messages"][0] if "messages" in answer else answer)["to"] == "ada"


def test_a_message_sent_by_python_code_wakes_a_reader_too(emulator, parked):
    future = parked("/messages/latest?wait=300")
    emulator.inbox.send(provider="toy", channel="sms", to="ada", body="hello")
    assert future.result(LONG).data["body"] == "hello"


def test_a_message_that_is_there_is_answered_without_waiting(http_client):
    http_client.enrol("ada")
    assert http_client.get("/messages/latest?to=ada&wait=300").status == 200
    assert len(http_client.get("/messages?to=ada&wait=300").data["messages"]) == 1


def test_when_nothing_comes_in_time_the_answer_is_as_without_waiting(http_client):
    assert http_client.get("/messages?wait=0.05").data == {"messages": [], "cursor": "0", "more": False}
    assert http_client.get("/messages/latest?wait=0.05").error == "unknown_message"


def test_only_messages_after_the_cursor_end_the_wait(http_client, parked):
    http_client.enrol("ada")
    future = parked("/messages?after=1&wait=300")
    assert not future.done()
    http_client.enrol("ada")
    assert [message["number"] for message in future.result(LONG).data["messages"]] == [2]


def test_moving_the_clock_wakes_the_reader_of_a_delayed_message(http_client, emulator, parked):
    emulator.faults.keep(FaultRule(messages=MessageFault("delayed", "1h")))
    http_client.enrol("ada")
    future = parked("/messages/latest?wait=300")
    http_client.post("/clock", {"advance": "1h"})
    assert future.result(LONG).data["to"] == "ada"


def test_a_delayed_message_reaches_its_reader_when_a_frozen_clock_is_let_go(http_client, emulator, parked):
    emulator.faults.keep(FaultRule(messages=MessageFault("delayed", "1h")))
    http_client.enrol("ada")
    future = parked("/messages/latest?wait=300")
    http_client.post("/clock", {"rate": 1_000_000})
    http_client.post("/clock", {"resume": True})
    assert future.result(LONG).data["to"] == "ada"


def test_a_reader_sees_what_is_sent_after_a_reset(http_client, parked):
    future = parked("/messages/latest?wait=300")
    http_client.post("/reset")
    assert not future.done()
    http_client.enrol("ada")
    assert future.result(LONG).data["to"] == "ada"


def test_many_readers_wait_at_once(http_client, parked):
    futures = [parked("/messages/latest?wait=300") for _ in range(20)]
    http_client.enrol("ada")
    assert {future.result(LONG).data["to"] for future in futures} == {"ada"}


def test_stopping_the_server_does_not_wait_for_readers(emulator, parked):
    future = parked("/messages/latest?wait=300")
    emulator.stop()
    answer = future.result(LONG)
    assert (answer.status, answer.data["error"]["code"]) == (503, "stopping")


def test_the_wait_ends_when_the_client_goes_away(emulator):
    events = [{"type": "http.request", "body": b""}, {"type": "http.disconnect"}]
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/_mfa/v1/messages/latest",
        "query_string": b"wait=300",
        "headers": [],
    }

    async def receive():
        return events.pop(0)

    async def send(message):
        pass

    asyncio.run(asyncio.wait_for(emulator.app(scope, receive, send), LONG))


def test_a_client_that_hangs_up_leaves_nothing_behind(emulator, http_client):
    host, port = emulator.host_port.split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"GET /_mfa/v1/messages/latest?wait=300 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        http_client.settle()
    http_client.settle()
    assert msgspec.json.decode(http_client.get("/health").body)["status"] == "ok"
