"""One HTTP connection: uvicorn's protocol, and a shorter way for requests that can be answered at once."""

import sys
from asyncio import TimerHandle
from collections.abc import Callable
from typing import TypeAlias

import httptools
import uvicorn
from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.core.http.wire import Headers, Parts, parts_of
from mfa_emulator.serving import heads

AtOnce: TypeAlias = Callable[[Request, int | None], Parts | None]
"""A request that came whole, on which port -> status, headers and body; or None: it is for the application."""


class Protocol(HttpToolsProtocol):
    """uvicorn's protocol; the application may end the connection, which is how a fault drops it.

    A small request is kept until it is whole and then answered `at_once`, without the application's task and
    messages, which cost more than most answers do. All others go uvicorn's own way.

    A client that asks for another protocol gets this one: Java's HttpClient asks for HTTP/2 with its first request,
    whose body uvicorn would drop.
    """

    url: bytes
    headers: list[tuple[bytes, bytes]]
    expect_100_continue: bool
    _given = b""
    _unread = b""
    _kept: bytearray | None = None
    """The body so far of a request that is kept."""
    _head: list[tuple[bytes, bytes]]
    """The headers of the request. What the parser finds behind the body, the trailers, goes into `headers`, which is
    then a list that nobody reads: they are no headers."""
    _silent = 0
    """Bytes that came since the request began, or since the last piece of its body, without the chunk of that event.
    The parser hoards a line until it ends."""
    _refused: Refused | None = None
    """The refusal of a head that is over a bound, once there is one."""
    _heard = 0.0
    """The loop's time when bytes came last."""
    _watch: TimerHandle | None = None
    """One timer for any number of answers at once: uvicorn's, a new one for each answer, costs as much as they do."""

    def __init__(self, config: uvicorn.Config, state: ServerState, at_once: AtOnce | None) -> None:
        super().__init__(config, state, app_state={})
        self._at_once = at_once

    def data_received(self, data: bytes) -> None:
        """Read bytes that have come."""
        self._heard = self.loop.time()
        if self._silent > heads.LARGEST:
            self._refused = heads.too_large()
            self.send_400_response("")
            return
        self._silent += len(data)
        while data:
            self._given, self._unread = data, b""
            super().data_received(data)
            data = self._unread

    def connection_lost(self, exc: Exception | None) -> None:
        """End the watch over a connection that is lost."""
        super().connection_lost(exc)
        if self._watch is not None:
            self._watch.cancel()

    def handle_websocket_upgrade(self) -> None:
        """Read a request for another protocol without that wish; the parser has stopped behind its head."""
        stop = sys.exception()
        assert stop is not None
        lines = [b"%s %s HTTP/1.1" % (self.scope["method"].encode(), self.url)]
        lines += [b"%s: %s" % header for header in self._head if header[0] != b"upgrade"]
        self._unread = b"\r\n".join([*lines, b"", b""]) + self._given[stop.args[0] :]

    def _should_upgrade(self) -> bool:
        return bool(self._get_upgrade())

    def on_message_begin(self) -> None:
        """Begin a request."""
        self.url, self.headers, self.expect_100_continue, self._silent = b"", [], False, 0

    def on_headers_complete(self) -> None:
        """Keep the request, whose head has come, if it is of the ordinary kind and no other is being answered."""
        if len(self.headers) > heads.LINES or self._silent or len(self._given) > heads.LARGEST:
            self._refused = heads.refusal(self.url, self.headers)
            if self._refused is not None:
                raise ValueError(self._refused.text)  # stops the parser; uvicorn then sends a 400, which is ours
        self._head = self.headers
        ordinary = not (self.expect_100_continue or self.parser.should_upgrade() or self.flow.write_paused)
        if self._at_once is not None and ordinary and (self.cycle is None or self.cycle.response_complete):
            self._kept, self.headers = bytearray(), []
        else:
            self._go_on()

    def on_body(self, body: bytes) -> None:
        """Keep a piece of the body, unless that is too much to keep."""
        self._silent = 0
        if self._kept is None:
            super().on_body(body)
            return
        self._kept += body
        if len(self._kept) > HIGH_WATER_LIMIT:
            self._let_go()

    def on_message_complete(self) -> None:
        """Answer the request, which has come whole."""
        self._silent = 0
        if self._kept is not None:
            if self._answered(bytes(self._kept)):
                self._kept = None
                return
            self._let_go()
        super().on_message_complete()

    def _let_go(self) -> None:
        """Give the request to the application after all."""
        body, self._kept, self.expect_100_continue = self._kept, None, False  # it may stand among the trailers
        self._go_on()
        if body:
            super().on_body(bytes(body))

    def _go_on(self) -> None:
        """Go uvicorn's own way, with a scope that also has the connection."""
        url, waits = self.url, self.expect_100_continue
        super().on_message_begin()
        self.url, self.expect_100_continue = url, waits
        self.headers.extend(self._head)
        self.scope["extensions"] = {"mfa.transport": {"transport": self.transport}}
        super().on_headers_complete()
        if not self.parser.should_upgrade():
            self.headers = []  # the scope keeps its own

    def _answered(self, body: bytes) -> bool:
        """Whether there was an answer at once; it is on its way."""
        assert self._at_once is not None
        method, url = self.parser.get_method(), httptools.parse_url(self.url)
        if method == b"HEAD":
            return False  # uvicorn leaves out the body
        request = Request(
            method.decode("ascii"), url.path, url.query or b"", self._head, body, scheme=self.scheme or "http"
        )
        answer = self._at_once(request, self.server[1] if self.server else None)
        if answer is None:
            return False
        lasts = self.parser.get_http_version() != "1.0" and self.parser.should_keep_alive()
        self._write(*answer, lasts=lasts)
        if lasts and self._watch is None:
            self._watch = self.loop.call_later(self.timeout_keep_alive, self._look)
        return True

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP request, in the emulator's own words: its vendor cannot be known."""
        refused = self._refused or Refused(400, "bad_http", msg)
        self._write(*parts_of(refused.reply(), []), lasts=False)

    def _write(self, status: int, headers: Headers, content: bytes, *, lasts: bool) -> None:
        head = STATUS_LINE[status]
        for header in headers:  # a few short ones: cheaper than to join them
            head += b"%s: %s\r\n" % header
        self.transport.write(head + (b"\r\n" if lasts else b"connection: close\r\n\r\n") + content)
        if not lasts:
            self.transport.close()

    def _look(self) -> None:
        """End the connection if nothing has come for long, and nothing is under way that uvicorn looks after."""
        left = self._heard + self.timeout_keep_alive - self.loop.time()
        if left > 0:
            self._watch = self.loop.call_later(left, self._look)
        elif self.cycle is None or (self.cycle.response_complete and self.timeout_keep_alive_task is None):
            self.transport.close()
        else:
            self._watch = None
