"""Lines about requests that ``mfa-emulator serve`` writes to standard error."""

import re
import socket

import msgspec
import pytest


@pytest.fixture
def logged(serving):
    """The lines written while one request is answered and one refused, and one is for a path of nobody."""

    def lines(*words):
        server = serving("--port", "0", *words)
        server.ask("POST", "/toy/factors", {"name": "ada"})
        server.ask("GET", "/toy/factors/b%C3%B6b")
        server.ask("GET", "/nowhere")
        return server.end()[1].splitlines()

    return lines


def test_a_refused_request_gets_a_line_with_its_reason(logged):
    refused, unknown = logged()
    assert re.fullmatch(r"\d\d:\d\d:\d\d  404  GET /toy/factors/böb  no factor 'böb' now", refused)
    assert unknown.endswith("404  GET /nowhere  no provider has a path like /nowhere")


def test_every_request_gets_a_line_if_asked_for(logged):
    created, *refused = logged("--log", "all")
    assert re.fullmatch(r"\d\d:\d\d:\d\d  201  POST /toy/factors", created)
    assert len(refused) == 2


def test_nothing_is_written_if_asked_for(logged):
    assert logged("--log", "none") == []


def test_lines_for_programs_are_json(logged):
    refused = msgspec.json.decode(logged("--log-format", "json")[0])
    assert refused | {"time": ""} == {
        "time": "",
        "method": "GET",
        "path": "/toy/factors/böb",
        "status": 404,
        "reason": "no factor 'böb' now",
    }


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ((), r"\d\d:\d\d:\d\d  Invalid HTTP request received.\n"),
        (("--log-format", "json"), r'{"time":"[^"]+","level":"warning","message":"Invalid HTTP request received."}\n'),
        (("--log", "none"), ""),
    ],
)
def test_what_is_no_request_gets_a_line_of_the_same_kind(serving, words, line):
    server = serving("--port", "0", *words)
    host, port = re.search(r"//([^:]+):(\d+)", server.url).groups()
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(b"nonsense\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 400 ")
    assert re.fullmatch(line, server.end()[1])


def test_a_line_cannot_be_forged_by_a_path(serving):
    server = serving("--port", "0")
    server.ask("GET", "/x%0A00:00:00%20%20500%20%20GET%20/forged%1B[31m")
    assert len(server.end()[1].splitlines()) == 1


def test_it_goes_on_serving_when_nobody_reads_what_it_writes(serving):
    server = serving("--port", "0")
    for _ in range(1000):
        assert server.ask("GET", "/nowhere/" + "x" * 100).status == 404
    assert server.ask("GET", "/_mfa/v1/health").status == 200


def test_it_goes_on_serving_when_standard_error_is_closed(serving):
    server = serving("--port", "0")
    server.process.stderr.close()
    assert server.ask("GET", "/nowhere").status == 404
    assert server.ask("GET", "/_mfa/v1/health").status == 200
    server.process.terminate()
    assert server.process.wait(timeout=30) == 0
