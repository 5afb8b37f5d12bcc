"""One HTTP connection: whole plain requests are answered at once, all others by uvicorn's own connection."""

import asyncio
import typing
from typing import TYPE_CHECKING, Any

import uvicorn
from msgspec.structs import replace
from uvicorn.server import ServerState

from mfa_emulator.core.http.messages import Reply, Request
from mfa_emulator.serving.answer_bytes import as_bytes
from mfa_emulator.serving.meanings import Destination, Meaning, Meanings
from mfa_emulator.serving.silence import Silence
from mfa_emulator.serving.uvicorn_connection import UvicornConnection


class ShortWay(typing.Protocol):
    """An application beside its ASGI side: it answers plain requests without a task."""

    def destination(self, request: Request) -> Destination | None:
        """The destination of a request; None: it goes the ASGI way."""

    def at_once(self, meaning: Meaning, request: Request, port: int | None) -> Reply | None:
        """The answer to a request that came whole, by that port; None: it goes the ASGI way."""


class Protocol(asyncio.Protocol):
    """A connection on which requests come one after the other, each answered `at_once` when it is whole.

    That takes neither the task nor the messages of an ASGI application, which cost more than most answers do.
    Whatever is not of this kind (an application's task is needed, the body is long or chunked, it may not be HTTP at
    all) is handed on to uvicorn's connection with its bytes. That one hands the connection back when it has answered.
    """

    transport: asyncio.Transport

    def __init__(self, config: uvicorn.Config, state: ServerState, meanings: Meanings, way: ShortWay) -> None:
        self.loop: asyncio.AbstractEventLoop = asyncio.get_running_loop()
        self._config = config
        self._state = state
        self._connections: set[Any] = state.connections
        self._meanings = meanings
        self._at_once = way.at_once
        self._kept = b""
        """The begin of a request whose body is still to come."""
        self._is_full = False
        """Whether the client is slow to read: then uvicorn sees to it that no more is answered than it takes."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        if TYPE_CHECKING:  # uvloop's transports are none
            assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._silence = Silence(self.loop, self._config.timeout_keep_alive, transport.close)
        name = transport.get_extra_info("sockname")
        self._port: int | None = name[1] if isinstance(name, tuple) else None
        self._scheme = "https" if transport.get_extra_info("sslcontext") else "http"
        self._take()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._leave()

    def data_received(self, data: bytes) -> None:
        """Answer each request that has come whole, keep the begin of one, or hand on all from here."""
        self._silence.broken()
        if self._kept:
            data, self._kept = self._kept + data, b""
        while data:
            plain = None if self._is_full else self._meanings.of(data)
            if plain is None:
                self._hand_on(data)
                return
            meaning, size, length, lasts = plain
            end = size + length
            if len(data) < end:
                self._kept = data
                return
            request = replace(meaning.request, body=data[size:end], scheme=self._scheme)
            reply = self._at_once(meaning, request, self._port)
            if reply is None:
                self._hand_on(data)
                return
            self.transport.write(as_bytes(reply, meaning.cors, lasts=lasts))
            if not lasts:
                self.transport.close()
                return
            data = data[end:]

    def pause_writing(self) -> None:
        """The client is slow to read."""
        self._is_full = True

    def resume_writing(self) -> None:
        """The client has read what there was."""
        self._is_full = False

    def shutdown(self) -> None:
        """End the connection, on which nothing is being answered."""
        self.transport.close()

    def _take(self) -> None:
        self._connections.add(self)
        self._silence.broken()

    def _leave(self) -> None:
        self._connections.discard(self)
        self._silence.stop()

    def _hand_on(self, data: bytes) -> None:
        """Let uvicorn's connection go on with what has come."""
        self._leave()
        other = UvicornConnection(self._config, self._state, self.loop, self._take_back)
        other.connection_made(self.transport)
        if self._is_full:
            other.pause_writing()
        self.transport.set_protocol(other)
        other.data_received(data)

    def _take_back(self) -> None:
        """Go on after uvicorn's connection, to which the client owes no more than the next request."""
        self._is_full = False
        self.transport.set_protocol(self)
        self._take()
