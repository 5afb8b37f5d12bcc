"""Heads of requests: their bounds, and the meaning of those that come again and again."""

import re
from typing import NamedTuple

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

LINE = re.compile(
    rb"((GET|POST|PUT|PATCH|DELETE) (?:/++_world/[!\"$-.0->@-~]*+)?+/++[!\"$-.0->@-~]*+(?:/[!\"$-.0->@-~]*+)?+)"
    rb"([!\"$->@-~]*+)(?:\?([!\"$->@-~?]*+))? HTTP/1\.([01])\r\n"
)
"""A request line of the ordinary kind, whose path and query end where they seem to. Its groups: verb and begin of the
path, the verb alone, the rest of the path, query, and the version's last digit.

The path begins with the prefix of a world, if there is one, and two segments: world and vendor hang on no more of it.
"""
_ODD = frozenset({"expect", "transfer-encoding", "upgrade"})
"""Headers of requests that are not simply answered."""


class Fields(NamedTuple):
    """The header lines of a plain request: the headers by name, the length of its body, and whether the client wants to
    go on with the connection."""

    headers: dict[str, str]
    length: int
    goes_on: bool


class RememberedFields(Remembered[bytes, Fields | None]):
    """Header lines in whose reading no parser takes part any more once they have come: programs send the same again
    and again. None: they are not those of a plain request."""

    LONGEST = 8 * 1024
    MOST = 1024 * 1024

    def __init__(self) -> None:
        super().__init__(_fields)


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
