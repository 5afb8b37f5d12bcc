"""Receivers of webhooks that never answer, or never come to an end: they hold up nobody, and nothing grows."""

import asyncio
import socket
import threading
from contextlib import suppress

import pytest

from mfa_emulator.core.http.outbound import Outbound
from mfa_emulator.core.time.clock import Clock


@pytest.fixture
def hanging():
    """Makes sockets that take connections and never answer."""
    made = []

    def make():
        listener = socket.create_server(("127.0.0.1", 0))
        listener.settimeout(30)
        made.append(listener)
        return listener

    yield make
    for listener in made:
        listener.close()


def url_of(listener, scheme="http"):
    return f"{scheme}://127.0.0.1:{listener.getsockname()[1]}/hook"


def send(outbound, url, **arguments):
    return outbound.send(provider="toy", event="done", url=url, headers={}, body=b"x", **arguments)


def settled(outbound, delivery):
    """The delivery once it is done with, whatever else is under way."""
    while True:
        seen = outbound.settled.rings
        found = next(known for known in outbound if known.id == delivery.id)
        if found.status != "queued":
            return found
        assert outbound.settled.wait(seen, 30), f"still under way: {found}"


def at_its_end(connection):
    """Whether the other side has closed: its request is read first."""
    connection.settimeout(30)
    while connection.recv(65536):
        pass
    return True


def test_a_hanging_receiver_holds_up_no_other_one(hanging, receiver):
    outbound, listener = Outbound(Clock()), hanging()
    send(outbound, url_of(listener))
    connection, _ = listener.accept()
    with connection:
        assert settled(outbound, send(outbound, receiver.url)).status == "delivered"
        assert [delivery.status for delivery in outbound] == ["queued", "delivered"]
        outbound.begin()


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_receiver_that_never_answers_fails_by_the_timeout(hanging, scheme):
    outbound = Outbound(Clock(), timeout=0.05)
    send(outbound, url_of(hanging(), scheme), retries=1)
    (delivery,) = outbound.drain()
    assert (delivery.status, delivery.reason) == ("failed", "TimeoutError: no whole answer within 0.05 s")
    assert [attempt.status for attempt in delivery.attempts] == [0, 0]


def test_a_receiver_that_takes_no_more_connections_fails_by_the_timeout(hanging):
    outbound, listener = Outbound(Clock(), timeout=0.05), hanging()
    listener.listen(0)
    waiting = [socket.socket() for _ in range(4)]
    for connection in waiting:
        connection.setblocking(False)
        connection.connect_ex(listener.getsockname())
    send(outbound, url_of(listener))
    (delivery,) = outbound.drain()
    for connection in waiting:
        connection.close()
    assert (delivery.status, delivery.reason) == ("failed", "TimeoutError: no whole answer within 0.05 s")


@pytest.mark.parametrize("begin", [b"HTTP/1.1 200 OK\r\nX-Name: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_an_answer_without_an_end_fails_by_the_timeout(hanging, begin):
    outbound, listener = Outbound(Clock(), timeout=0.05), hanging()
    send(outbound, url_of(listener))
    connection, _ = listener.accept()
    with connection, suppress(ConnectionError):
        connection.sendall(begin)
        while True:
            connection.sendall(b"more")
    assert outbound.drain()[0].status == "failed"


def test_the_next_delivery_goes_out_once_the_one_before_has_failed(hanging):
    outbound, listener = Outbound(Clock(), timeout=60), hanging()
    stuck = send(outbound, url_of(listener))
    send(outbound, url_of(listener))
    listener.accept()[0].close()  # not by the timeout, within which the second one would have to be through
    second, _ = listener.accept()
    with second:
        assert second.recv(65536).startswith(b"POST /hook HTTP/1.1\r\n")
        assert settled(outbound, stuck).status == "failed"
        outbound.begin()


def test_what_finds_no_room_behind_a_slow_receiver_fails_at_once_and_others_have_room(hanging, receiver):
    outbound, listener = Outbound(Clock(), capacity=4), hanging()
    deliveries = [send(outbound, url_of(listener)) for _ in range(4)]
    assert [delivery.status for delivery in deliveries] == ["queued", "queued", "failed", "failed"]
    port = listener.getsockname()[1]
    assert deliveries[3].reason == f"127.0.0.1:{port} is too slow: 2 deliveries to it are queued already"
    assert settled(outbound, send(outbound, receiver.url)).status == "delivered"
    assert [delivery.id for delivery in outbound] == [1, 2, 3, 4, 5]
    outbound.begin()


def test_many_slow_receivers_cannot_fill_the_memory_either(hanging):
    outbound = Outbound(Clock(), capacity=2)
    deliveries = [send(outbound, url_of(hanging())) for _ in range(3)]
    assert [delivery.status for delivery in deliveries] == ["queued", "queued", "failed"]
    assert deliveries[2].reason == "receivers are too slow: 2 deliveries are queued already"
    outbound.begin()


def test_what_is_done_makes_room_although_an_older_one_hangs(hanging, receiver):
    outbound = Outbound(Clock(), capacity=2)
    stuck = send(outbound, url_of(hanging()))
    for _ in range(4):
        last = settled(outbound, send(outbound, receiver.url))
    assert [delivery.id for delivery in outbound] == [stuck.id, last.id - 1, last.id]
    outbound.begin()


def test_a_fresh_begin_cuts_what_is_under_way_and_ends_its_thread(hanging):
    outbound, listener = Outbound(Clock()), hanging()
    before = set(threading.enumerate())
    send(outbound, url_of(listener), retries=1000)
    send(outbound, url_of(listener))
    (thread,) = set(threading.enumerate()) - before
    connection, _ = listener.accept()
    with connection:
        outbound.begin()
        assert at_its_end(connection)
    thread.join(30)
    assert not thread.is_alive()
    assert outbound.drain() == []


def test_a_fresh_begin_sends_to_the_same_receiver_at_once(hanging):
    outbound, listener = Outbound(Clock()), hanging()
    send(outbound, url_of(listener))
    first, _ = listener.accept()
    with first:
        outbound.begin()
        again = send(outbound, url_of(listener))
        second, _ = listener.accept()
        with second:
            second.recv(65536)
            second.sendall(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200 OK\r\n\r\nas long as the connection")
            second.shutdown(socket.SHUT_WR)
            assert settled(outbound, again).status == "delivered"


def test_what_speaks_another_protocol_is_a_failure_with_the_reason(hanging):
    outbound, listener = Outbound(Clock()), hanging()
    sent = send(outbound, url_of(listener))
    connection, _ = listener.accept()
    with connection:
        connection.sendall(b"220 mail.example ESMTP\r\n")
        assert "not an answer of HTTP/1.1" in settled(outbound, sent).reason


def test_a_drain_that_takes_too_long_says_what_is_left(hanging):
    outbound, listener = Outbound(Clock()), hanging()
    send(outbound, url_of(listener))
    with pytest.raises(TimeoutError, match="1 deliveries are still under way"):
        outbound.drain(timeout=0.05)
    with pytest.raises(TimeoutError):
        asyncio.run(outbound.drain_async(timeout=0.05))
    listener.accept()[0].close()
    assert outbound.drain()[0].status == "failed"
