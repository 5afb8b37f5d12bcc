"""uvicorn's connection, for what is not answered at once: the one place that touches its inside."""

import sys
from asyncio import AbstractEventLoop, BaseTransport, Transport
from collections.abc import Callable
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.serving import heads
from mfa_emulator.serving.answer_bytes import as_bytes
from mfa_emulator.serving.silence import Silence


class UvicornConnection(HttpToolsProtocol):
    """uvicorn's protocol; the application may end the connection, which is how a fault drops it.

    If it was another's, it gives the connection back when it has answered all that came, and is not used any more.

    A client that asks for another protocol gets this one: Java's HttpClient asks for HTTP/2 with its first request,
    whose body uvicorn would drop.
    """

    url: bytes
    headers: list[tuple[bytes, bytes]]
    _given = b""
    _unread = b""
    _silent = 0
    """Bytes that came since the request began, or since the last piece of its body, without the chunk of that event.
    The parser hoards a line until it ends."""
    _refused: Refused | None = None
    """The refusal of a head that is over a bound, once there is one."""
    _is_whole = False
    """Whether the last request has come to its end."""

    def __init__(
        self,
        config: uvicorn.Config,
        state: ServerState,
        loop: AbstractEventLoop,
        give_back: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(config, state, app_state={}, _loop=loop)
        self._give_back = give_back

    def connection_made(self, transport: BaseTransport) -> None:
        """Begin, or go on with a connection that was another's."""
        if TYPE_CHECKING:  # uvloop's transports are none
            assert isinstance(transport, Transport)
        super().connection_made(transport)
        self._silence = Silence(self.loop, self.timeout_keep_alive, self._look)

    def data_received(self, data: bytes) -> None:
        """Read bytes that have come."""
        self._silence.broken()
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
        """End."""
        super().connection_lost(exc)
        self._silence.stop()

    def handle_websocket_upgrade(self) -> None:
        """Read a request for another protocol without that wish; the parser has stopped behind its head."""
        stop = sys.exception()
        assert stop is not None
        lines = [b"%s %s HTTP/1.1" % (self.scope["method"].encode(), self.url)]
        lines += [b"%s: %s" % header for header in self.headers if header[0] != b"upgrade"]
        self._unread = b"\r\n".join([*lines, b"", b""]) + self._given[stop.args[0] :]

    def _should_upgrade(self) -> bool:
        return bool(self._get_upgrade())

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self._silent, self._is_whole = 0, False

    def on_headers_complete(self) -> None:
        """Go uvicorn's own way with a head within the bounds, in a scope that also has the connection."""
        if len(self.headers) > heads.LINES or self._silent or len(self._given) > heads.LARGEST:
            self._refused = heads.refusal(self.url, self.headers)
            if self._refused is not None:
                raise ValueError(self._refused.text)  # stops the parser; uvicorn then sends a 400, which is ours
        self.scope["extensions"] = {"mfa.transport": {"transport": self.transport}}
        super().on_headers_complete()
        if not self.parser.should_upgrade():
            # What the parser finds behind the body, the trailers, are no headers: it goes into a list nobody reads.
            self.headers = []

    def on_body(self, body: bytes) -> None:
        """Take a piece of the body."""
        self._silent = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """End the request; the answer may be out already."""
        self._silent, self._is_whole = 0, True
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Begin with the next request that came, or give the connection back."""
        super().on_response_complete()
        if self._give_back is None:
            return
        is_answered = self._is_whole and self.cycle.response_complete and not self.pipeline
        if is_answered and not (self.flow.write_paused or self.flow.read_paused or self.transport.is_closing()):
            self._unset_keepalive_if_required()
            self._silence.stop()
            self.connections.discard(self)
            self._give_back()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP request, in the emulator's own words: its vendor cannot be known."""
        refused = self._refused or Refused(400, "bad_http", msg)
        self.transport.write(as_bytes(refused.reply(), [], lasts=False))
        self.transport.close()

    def _look(self) -> None:
        """End the connection, on which nothing has come for long, if nothing is under way that uvicorn looks after."""
        if self.cycle is None or (self.cycle.response_complete and self.timeout_keep_alive_task is None):
            self.transport.close()
