"""Request lines and header lines: which are those of plain requests, and what is remembered of them."""

import pytest

from mfa_emulator.serving import heads
from mfa_emulator.serving.heads import LARGEST, LINES, RememberedFields
from mfa_emulator.serving.meanings import Meanings

LINE = b"POST /a%2Fb?c=d&e HTTP/1.1\r\n"
HOST = b"Host: localhost\r\n"


def is_plain(head: bytes) -> bool:
    """Whether anybody is asked for whom a head is."""
    asked = list[object]()
    Meanings(asked.append).of(head)
    return bool(asked)


@pytest.mark.parametrize(
    ("target", "begin", "rest", "query"),
    [
        (b"/", b"/", b"", b""),
        (b"/a?b?c/d", b"/a", b"", b"b?c/d"),
        (b"/a/b", b"/a/b", b"", b""),
        (b"/a/b/c/d", b"/a/b", b"/c/d", b""),
        (b"/a//b", b"/a/", b"/b", b""),
        (b"//a/b/c", b"//a/b", b"/c", b""),
        (b"/_world/w/a/b/c", b"/_world/w/a/b", b"/c", b""),
        (b"//_world/w//a/b/c", b"//_world/w//a/b", b"/c", b""),
        (b"/_worldly/a/b", b"/_worldly/a", b"/b", b""),
    ],
)
def test_a_request_line_has_the_begin_of_its_path_the_rest_and_the_query(target, begin, rest, query):
    line = heads.LINE.match(b"PUT %b HTTP/1.1\r\n" % target)
    assert line is not None
    assert line.groups(b"") == (b"PUT " + begin, b"PUT", rest, query, b"1")


def test_header_lines_are_headers_by_name_of_repeated_ones_the_first():
    fields = RememberedFields()[b"Host: localhost\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 3\r\n\r\n"]
    assert fields == ({"host": "localhost", "x-a": "1", "content-length": "3"}, 3, True)


def test_header_lines_that_have_come_once_are_the_same_the_next_time():
    fields = RememberedFields()
    assert fields[HOST + b"\r\n"] is fields[HOST + b"\r\n"]
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
    assert not is_plain(LINE + lines + b"\r\n")


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
    assert not is_plain(line + HOST + b"\r\n")


def test_a_head_that_is_not_whole_is_none():
    head = LINE + HOST + b"\r\n"
    assert [is_plain(head[:size]) for size in range(len(head) + 1)] == [False] * len(head) + [True]


def test_memory_is_bounded_however_many_heads_come():
    fields = RememberedFields()
    for number in range(2000):
        assert fields[b"X-Id: %04000d\r\n\r\n" % number] is not None
        assert sum(map(len, fields)) <= RememberedFields.MOST
