"""Heads of requests: their bounds, and the meaning of those that come again and again."""

import re
from typing import NamedTuple, TypeAlias

import httptools

from mfa_emulator.core.http.messages import by_name
from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.core.remembered import Remembered

LARGEST = 64 * 1024
"""Bytes of a whole head."""
LINES = 256
"""Header lines of a head."""
LONGEST_BODY = 64 * 1024
"""Bytes of a body that is plain."""

_LINE = re.compile(rb"(GET|POST|PUT|PATCH|DELETE) (/[!\"$->@-~]*)(?:\?([!\"$->@-~?]*))? HTTP/1\.([01])\r\n")
"""A request line of the ordinary kind, whose path and query end where they seem to."""
_ODD = frozenset({"expect", "transfer-encoding", "upgrade"})
"""Headers of requests that are not simply answered."""


class Fields(NamedTuple):
    """The header lines of a plain request: the headers by name, the length of its body, and whether the client wants to
    go on with the connection."""

    headers: dict[str, str]
    length: int
    goes_on: bool


Head: TypeAlias = tuple[str, bytes, bytes, dict[str, str], int, int, bool]
"""The head of a plain request: verb, path, query, headers by name, its bytes, those of the body behind it, and whether
the connection lasts after the answer."""


class RememberedFields(Remembered[bytes, "Fields | None"]):
    """Header lines in whose reading no parser takes part any more once they have come: programs send the same again
    and again. None: they are not those of a plain request."""

    LONGEST = 8 * 1024
    MOST = 1024 * 1024

    def __init__(self) -> None:
        super().__init__(_fields)

    def head(self, data: bytes) -> Head | None:
        """The head with which the data begins; None where it is not whole, or of no plain request."""
        size = data.find(b"\r\n\r\n") + 4
        line = _LINE.match(data)
        if line is None or not 4 <= size <= LARGEST:
            return None
        fields = self[data[line.end() : size]]
        if fields is None:
            return None
        method, path, query, version = line.groups(b"")
        headers, length, goes_on = fields
        return method.decode(), path, query, headers, size, length, goes_on and version == b"1"


class _Lines:
    """The parser's account of a head."""

    def __init__(self, begin: bytes) -> None:
        self.headers: list[tuple[bytes, bytes]] = []
        self.goes_on = self.ended = False
        self._parser = httptools.HttpRequestParser(self)
        self._parser.feed_data(begin)

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        self.ended, self.goes_on = True, self._parser.should_keep_alive()


def _fields(lines: bytes) -> Fields | None:
    try:
        read = _Lines(b"GET / HTTP/1.1\r\n" + lines)
    except (httptools.HttpParserError, httptools.HttpParserUpgrade):
        return None
    headers = by_name(read.headers)
    length = int(headers.get("content-length", "0"))
    if not read.ended or len(read.headers) > LINES or length > LONGEST_BODY or not _ODD.isdisjoint(headers):
        return None
    return Fields(headers, length, read.goes_on)


def refusal(target: bytes, headers: list[tuple[bytes, bytes]]) -> Refused | None:
    """The refusal of a head that is over a bound; None if it is within both."""
    if len(headers) > LINES:
        return Refused(400, "too_many_headers", f"a request's head takes {LINES} header lines, not {len(headers)}")
    if len(target) + sum(len(name) + len(value) + 4 for name, value in headers) > LARGEST:
        return too_large()
    return None


def too_large() -> Refused:
    """The refusal of a head that is too large, whether it has ended or not."""
    return Refused(431, "head_too_large", f"a request's head takes {LARGEST} bytes, its target included")
