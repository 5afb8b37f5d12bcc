"""Calls to the outside: allowed hosts, order, failures, drains."""

import asyncio
import socket

import pytest

from mfa_emulator.core.http.deliveries import Attempt
from mfa_emulator.core.http.outbound import Outbound
from mfa_emulator.core.time.clock import Clock


@pytest.fixture
def outbound():
    return Outbound(Clock("2026-11-21T10:00:00Z"))


def send(outbound, url, body=b"x", **arguments):
    return outbound.send(provider="toy", event="done", url=url, headers={"X-Name": "v"}, body=body, **arguments)


@pytest.fixture
def nobody():
    """A URL where nobody listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}/"


def test_what_is_sent_arrives_and_is_kept(outbound, receiver):
    assert send(outbound, receiver.url, b"hello").status == "queued"
    (delivery,) = outbound.drain()
    path, headers, body = receiver.received[0]
    assert (path, headers["X-Name"], body) == ("/hook", "v", b"hello")
    assert delivery.status == "delivered"
    assert delivery.attempts[0].status == 200
    assert delivery.view()["created_at"] == "2026-11-21T10:00:00Z"
    assert delivery.view()["body"] == "hello"


def test_many_arrive_in_their_order(outbound, receiver):
    for number in range(20):
        send(outbound, receiver.url, str(number).encode())
    outbound.drain()
    assert [body for _, _, body in receiver.received] == [str(number).encode() for number in range(20)]


@pytest.mark.parametrize(
    "url",
    ["http://example.com/", "https://10.0.0.1/", "http://127.0.0.1.example.com/", "http://[::2]/", "http://[x", ""],
)
def test_hosts_that_are_not_this_machine_are_refused(outbound, url):
    delivery = send(outbound, url)
    assert delivery.status == "refused"
    assert "not loopback" in delivery.reason
    assert outbound.drain() == [delivery]
    assert delivery.attempts == ()


@pytest.mark.parametrize("url", ["http://localhost/", "http://LOCALHOST/", "http://127.3.2.1/", "http://[::1]:8/"])
def test_this_machine_is_allowed_by_every_name(outbound, url):
    assert outbound.allows(url)


def test_further_hosts_can_be_allowed():
    outbound = Outbound(Clock(), hosts=["Hooks.Example.com"])
    assert outbound.allows("https://hooks.example.com/x")
    assert not outbound.allows("https://example.com/x")


def test_another_status_than_the_expected_one_is_a_failure(outbound, receiver):
    receiver.status = 500
    send(outbound, receiver.url)
    (delivery,) = outbound.drain()
    assert (delivery.status, delivery.reason) == ("failed", "answered 500, 200 is expected")


def test_a_failure_is_tried_again_as_often_as_asked(outbound, receiver):
    receiver.status = 503
    send(outbound, receiver.url, retries=2)
    (delivery,) = outbound.drain()
    assert [attempt.status for attempt in delivery.attempts] == [503] * 3


def test_nobody_there_is_a_failure_with_the_reason(outbound, nobody):
    send(outbound, nobody)
    (delivery,) = outbound.drain()
    assert delivery.status == "failed"
    assert "ConnectionRefusedError" in delivery.reason


def test_a_delivery_can_be_sent_once_more(outbound, receiver):
    first = send(outbound, receiver.url, b"again")
    outbound.drain()
    assert outbound.replay(first.id).id == first.id + 1
    outbound.drain()
    assert [body for _, _, body in receiver.received] == [b"again", b"again"]
    assert outbound.replay(99) is None


def test_a_fresh_begin_forgets_everything(outbound, receiver):
    send(outbound, receiver.url)
    outbound.drain()
    outbound.begin()
    assert len(outbound) == 0
    assert send(outbound, receiver.url).id == 1
    outbound.drain()


def test_only_the_last_ones_are_kept(receiver):
    outbound = Outbound(Clock(), capacity=3)
    for number in range(6):
        send(outbound, receiver.url, str(number).encode())
        outbound.drain()
    assert [delivery.body for delivery in outbound] == [b"3", b"4", b"5"]


def test_within_a_loop_nothing_goes_out_before_the_loops_next_turn(outbound, receiver):
    async def answer():
        send(outbound, receiver.url)
        assert not any(lane.working for lane in outbound._lanes.values())
        return await outbound.drain_async()

    (delivery,) = asyncio.run(answer())
    assert delivery.status == "delivered"


@pytest.mark.parametrize("path", ["/a b", "/\x00", "/\x7f", "/é"])
def test_a_url_that_no_request_can_hold_is_a_failure_with_the_reason(outbound, receiver, path):
    send(outbound, receiver.url + path)
    (delivery,) = outbound.drain()
    assert delivery.status == "failed"
    assert "not the path of a URL" in delivery.reason
    assert receiver.received == []


def ask(outbound, url, timeout=30.0):
    return outbound.ask(provider="toy", event="asked", url=url, headers={"X-Name": "v"}, body=b"?", timeout=timeout)


def test_a_question_is_answered_and_listed(outbound, receiver):
    attempt = asyncio.run(ask(outbound, receiver.url))
    assert (attempt.status, attempt.error) == (200, "")
    (delivery,) = outbound
    assert (delivery.event, delivery.status, delivery.attempts) == ("asked", "delivered", (attempt,))
    assert receiver.received[0][2] == b"?"


def test_questions_do_not_wait_for_each_other(outbound, receiver):
    async def scene():
        return await asyncio.gather(*(ask(outbound, receiver.url) for _ in range(5)))

    assert [attempt.status for attempt in asyncio.run(scene())] == [200] * 5


def test_a_no_is_an_answer(outbound, receiver):
    receiver.status = 403
    assert asyncio.run(ask(outbound, receiver.url)).status == 403
    assert [delivery.reason for delivery in outbound] == ["answered 403, 200 is expected"]


def test_nobody_is_asked_on_a_host_that_is_not_allowed(outbound):
    attempt = asyncio.run(ask(outbound, "http://example.com/"))
    assert attempt.status == 0
    assert "not loopback" in attempt.error
    assert [delivery.status for delivery in outbound] == ["refused"]


def test_a_question_to_nobody_says_why_there_is_no_answer(outbound, nobody):
    attempt = asyncio.run(ask(outbound, nobody))
    assert (attempt.status, "ConnectionRefusedError" in attempt.error) == (0, True)


@pytest.mark.parametrize("ends_by", ["reset", "giving up"])
def test_a_question_ends_with_its_world_and_with_who_asked(outbound, ends_by):
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()

        async def scene():
            asking = asyncio.ensure_future(ask(outbound, f"http://127.0.0.1:{listening.getsockname()[1]}/"))
            connection, _ = await asyncio.to_thread(listening.accept)
            if ends_by == "reset":
                outbound.begin()
                assert (await asking).status == 0
            else:
                asking.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await asking
            with connection:  # it is cut: the end comes behind what was sent
                while connection.recv(65536):
                    pass

        asyncio.run(scene())
    assert [delivery.status for delivery in outbound] == ([] if ends_by == "reset" else ["failed"])


def test_the_answer_to_a_question_is_shown_with_the_delivery(outbound):
    attempt = Attempt(0, 403, answer="no")
    assert attempt.view() == {"at": "1970-01-01T00:00:00Z", "status": 403, "error": "", "answer": "no"}
