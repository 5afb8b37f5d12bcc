"""Header lines that are remembered, and which requests are plain."""

import pytest

from mfa_emulator.serving.heads import LARGEST, LINES, Head, RememberedFields

LINE = b"POST /a%2Fb?c=d&e HTTP/1.1\r\n"
HOST = b"Host: localhost\r\n"


def head(lines: bytes, line: bytes = LINE) -> Head | None:
    return RememberedFields().head(line + lines + b"\r\n")


def test_a_head_has_the_parts_of_its_line_and_the_headers_by_name():
    begin = LINE + b"Host: localhost\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 3\r\n\r\n"
    headers = {"host": "localhost", "x-a": "1", "content-length": "3"}
    assert RememberedFields().head(begin + b"abcGET /") == ("POST", b"/a%2Fb", b"c=d&e", headers, len(begin), 3, True)


def test_what_has_come_once_is_the_same_the_next_time_whatever_the_line_says():
    fields = RememberedFields()
    first, second = fields.head(LINE + HOST + b"\r\n"), fields.head(b"GET /other HTTP/1.0\r\n" + HOST + b"\r\n")
    assert first is not None
    assert second is not None
    assert second[3] is first[3]
    assert (first[-1], second[-1]) == (True, False)
    assert len(fields) == 1


@pytest.mark.parametrize(
    "lines",
    [
        b"Expect: 100-continue\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"Upgrade: websocket\r\n",
        b"Content-Length: 65537\r\n",
        b"Content-Length: 1\r\nContent-Length: 2\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n",
        b"no colon\r\n",
        b"X-A: a\nX-B: b\r\n",
        b"X-A: \x00\r\n",
        b"X: a\r\n" * (LINES + 1),
        b"X: " + b"a" * LARGEST + b"\r\n",
    ],
)
def test_lines_that_are_not_those_of_a_plain_request_make_no_head(lines: bytes):
    assert head(lines) is None


@pytest.mark.parametrize(
    "line",
    [
        b"HEAD / HTTP/1.1\r\n",
        b"OPTIONS / HTTP/1.1\r\n",
        b"CONNECT / HTTP/1.1\r\n",
        b"GET http://localhost/ HTTP/1.1\r\n",
        b"GET /#a HTTP/1.1\r\n",
        b"GET /?#a HTTP/1.1\r\n",
        b"GET  / HTTP/1.1\r\n",
        b"GET / HTTP/2.0\r\n",
        b"GET /\xfc HTTP/1.1\r\n",
        b"GET / HTTP/1.1\n",
        b"\r\nGET / HTTP/1.1\r\n",
    ],
)
def test_lines_of_another_kind_make_no_head(line: bytes):
    assert head(HOST, line) is None


def test_a_head_that_is_not_whole_is_none():
    assert [RememberedFields().head((LINE + HOST + b"\r\n")[:size]) for size in range(len(LINE + HOST) + 2)] == [
        None
    ] * (len(LINE + HOST) + 2)


def test_memory_is_bounded_however_many_heads_come():
    fields = RememberedFields()
    for number in range(2000):
        assert fields.head(LINE + b"X-Id: %04000d\r\n\r\n" % number) is not None
        assert sum(map(len, fields)) <= RememberedFields.MOST
