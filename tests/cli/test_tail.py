"""``mfa-emulator tail``."""

import json
import queue
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from typing import ClassVar

import pytest
from httpx2 import Client
from stand_in_servers import served

GIVEN_UP = 30
"""Seconds after which a line that should have come is given up."""


class Lines:
    """Lines of a pipe, read by a thread of their own, so that waiting for one can be given up."""

    def __init__(self, pipe) -> None:
        self._lines: queue.Queue[str] = queue.Queue()
        self._thread = threading.Thread(target=self._read, args=(pipe,), daemon=True)
        self._thread.start()

    def next(self) -> str:
        return self._lines.get(timeout=GIVEN_UP).rstrip("\n")

    def until(self, text: str) -> list[str]:
        """The lines up to the first one with that text in it."""
        lines = [self.next()]
        while text not in lines[-1]:
            lines.append(self.next())
        return lines

    def _read(self, pipe) -> None:
        with suppress(ValueError):  # the pipe is closed when the test has ended
            for line in pipe:
                self._lines.put(line)


class Tail:
    def __init__(self, process) -> None:
        self.process = process
        self.out, self.err = Lines(process.stdout), Lines(process.stderr)

    def followed(self) -> "Tail":
        """The same, once it will miss nothing any more."""
        assert self.err.next().startswith("following http://127.0.0.1:")
        return self


@pytest.fixture
def tail(running, emulator) -> Callable[..., Tail]:
    return lambda *words: Tail(running("tail", "--url", emulator.url, *words)).followed()


@pytest.fixture
def send(emulator):
    def sending(to, code="", body="Your code", channel="sms"):
        emulator.inbox.send(provider="toy", channel=channel, to=to, body=body, code=code)

    return sending


def test_messages_are_printed_as_they_come_and_not_those_from_before(tail, send):
    send("ada", "111111")
    following = tail()
    send("+15555550100", "222222", "Your code\nis 222222")
    assert following.out.next() == "10:00:00  sms       +15555550100  222222  Your code is 222222"


def test_what_is_kept_from_before_is_printed_when_asked_for(tail, send):
    send("ada", "111111")
    following = tail("--all")
    assert following.out.next() == "10:00:00  begins    default"
    assert following.out.next() == "10:00:00  sms       ada  111111  Your code"


def test_a_refused_request_is_printed_with_its_reason_and_a_good_one_is_not(tail, emulator):
    following = tail()
    with Client(transport=emulator.transport(), base_url="http://localhost") as client:
        assert client.post("/toy/factors", json={"name": "ada"}).status_code == 201
        assert client.get("/toy/factors/bob").status_code == 404
    printed = following.out.until("factors.get")
    assert printed[-1] == "10:00:00  refused   404  factors.get  no factor 'bob' now"
    assert not any("factors.create" in line for line in printed)


def test_a_push_is_printed_with_the_id_that_approve_takes_and_then_its_answer(tail, emulator, cli):
    following = tail("--provider", "toy")
    with Client(transport=emulator.transport(), base_url="http://localhost") as client:
        client.post("/toy/factors", json={"name": "ada"})
    assert following.out.until("push-ada")[-1] == "10:00:00  pending   ada  push-ada  Sign in?"
    cli("approve", "push-ada")
    assert following.out.until("push-ada")[-1] == "10:00:00  approve   ada  push-ada  Sign in?"


def test_one_recipient_is_followed(tail, send):
    following = tail("--follow", "+15555550100")
    send("+15555550101", "111111")
    send("+15555550100", "222222")
    assert following.out.next() == "10:00:00  sms       +15555550100  222222  Your code"


def test_a_message_that_a_fault_keeps_back_says_so(tail, emulator):
    following = tail("--follow", "ada")
    emulator.faults.add(operation="factors.create", messages={"fate": "held"})
    with Client(transport=emulator.transport(), base_url="http://localhost") as client:
        client.post("/toy/factors", json={"name": "ada"})
    assert following.out.until("held")[-1].startswith("10:00:00  sms       ada  held  ")


def test_json_is_a_line_for_each_event(tail, send):
    following = tail("--json")
    send("ada", "111111")
    event = json.loads(following.out.next())
    assert (event["event"], event["data"]["to"], event["data"]["code"]) == ("message", "ada", "111111")


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_nothing_from_outside_commands_the_terminal(tail, send, words):
    following = tail(*words)
    send("\x1b]0;title\x07ada\u202e", "\x1b[31m1", "a\x9b2Jb\r\x1bcc")
    line = following.out.next()
    assert "ada" in line
    assert not any(mark in line for mark in "\x1b\x07\x9b\r\u202e")


def test_ctrl_c_ends_it_without_a_word(tail):
    following = tail()
    following.process.send_signal(signal.SIGINT)
    assert following.process.wait(GIVEN_UP) in (-signal.SIGINT, 130)


def test_a_reader_that_leaves_ends_it(running, emulator, send):
    process = running("tail", "--url", emulator.url)
    assert Lines(process.stderr).next().startswith("following ")
    process.stdout.close()
    send("ada", "111111")
    assert process.wait(GIVEN_UP) == 141


def test_no_emulator_at_the_begin_is_status_3(run):
    done = run("tail", "--url", "http://127.0.0.1:1")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("Error: no emulator answers at http://127.0.0.1:1 (")


@pytest.mark.parametrize("words", [("--provider", "nobody"), ("--world", "nobody")])
def test_a_wish_that_cannot_be_met_is_status_1(run, emulator, words):
    done = run("tail", "--url", emulator.url, *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert "nobody" in done.stderr


class _Restarting(BaseHTTPRequestHandler):
    """An emulator that goes away after its first event, is not there for a while, and comes back."""

    asked: ClassVar[list[str | None]] = []

    def do_GET(self) -> None:
        self.asked.append(self.headers["Last-Event-ID"])
        time = len(self.asked)
        if time == 2:
            return  # it closes the connection without a word
        self.send_response(200)
        self.end_headers()
        data = {"to": f"ada-{time}", "channel": "sms", "body": "", "code": "1", "created_at": "", "status": "delivered"}
        self.wfile.write(b"retry: 1000\n: ready\n\n")
        self.wfile.write(f"id: 1.0.{time}.0\nevent: message\ndata: {json.dumps(data)}\n\n".encode())


@pytest.fixture
def restarting() -> Iterator[str]:
    _Restarting.asked.clear()
    with served(_Restarting) as url:
        yield url


def test_it_waits_for_an_emulator_that_went_away_and_misses_nothing(running, restarting):
    following = Tail(running("tail", "--url", restarting)).followed()
    assert "ada-1" in following.out.next()
    assert "ada-3" in following.out.next()
    assert following.err.next() == f"{restarting} is gone: waiting for it"
    assert following.err.next() == f"{restarting} answers again"
    assert _Restarting.asked[:3] == [None, "1.0.1.0", "1.0.1.0"]
