"""One HTTP call to the outside, over by its deadline whatever the receiver does."""

import asyncio
import socket
import threading
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from httptools import HttpParserError, HttpResponseParser

from mfa_emulator.core.time import realtime


class Answer(NamedTuple):
    """The answer to a call."""

    status: int
    body: bytes


class Post:
    """A POST of `body` to `url`. An answer is read to its end; of its body no more than `kept` bytes are kept.

    Credentials in the URL are sent once the receiver has asked for Basic (401 with WWW-Authenticate), as Twilio does.
    """

    def __init__(self, url: str, headers: Mapping[str, str], body: bytes, timeout: float, kept: int = 0) -> None:
        self._url = url
        self._headers = headers
        self._body = body
        self._timeout = timeout
        self._kept = kept
        self._deadline = realtime.monotonic() + timeout
        self._socket: socket.socket | None = None
        self._is_cut = False

    def send(self) -> Answer:
        """The answer. Raises OSError, with TimeoutError among its kinds, or ValueError for a bad URL."""
        parts = urlsplit(self._url)
        answer = self._answer(parts, self._headers)
        if answer.status == 401 and parts.username is not None and answer.asks_for_basic:
            answer = self._answer(parts, {**self._headers, "Authorization": _basic(parts)})
        return Answer(answer.status, bytes(answer.body))

    def _answer(self, parts: SplitResult, headers: Mapping[str, str]) -> "_Answer":
        request = _head(parts, {**headers, "Content-Length": str(len(self._body))}) + self._body
        try:
            connection = self._connected(parts)
            connection.settimeout(self._remaining())
            connection.sendall(request)
            return self._read(connection)
        except TimeoutError:
            raise TimeoutError(f"no whole answer within {self._timeout:g} s") from None
        except HttpParserError as error:
            raise OSError(f"not an answer of HTTP/1.1: {error}") from None
        finally:
            if self._socket is not None:
                self._socket.close()

    def cut(self) -> None:
        """End the call, from another thread than its own."""
        self._is_cut = True
        if self._socket is not None:
            with suppress(OSError):  # it is over already
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)  # TLS's own takes its state from the reader

    def _connected(self, parts: SplitResult) -> socket.socket:
        host, secure = parts.hostname or "", parts.scheme == "https"
        connection = self._reached(host, parts.port or (443 if secure else 80))
        if secure:
            from ssl import create_default_context

            connection.settimeout(self._remaining())
            self._socket = connection = create_default_context().wrap_socket(connection, server_hostname=host)
        return connection

    def _reached(self, host: str, port: int) -> socket.socket:
        """A connection to the first of the host's addresses that takes one, which `cut` can end while it is made."""
        refused = OSError(f"{host} has no address")
        for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            self._socket = connection = socket.socket(family, kind, protocol)
            connection.settimeout(self._remaining())
            try:
                connection.connect(address)
            except OSError as error:
                connection.close()
                refused = error
            else:
                return connection
        raise refused

    def _read(self, connection: socket.socket) -> "_Answer":
        answer = _Answer(self._kept)
        while not answer.whole:
            connection.settimeout(self._remaining())
            data = connection.recv(65536)
            if not data:
                break  # the end of an answer that does not tell its length
            answer.parser.feed_data(data)
        if not answer.status:
            raise ConnectionError("the connection ended without an answer")
        return answer

    def _remaining(self) -> float:
        """Real seconds left, for the next thing that blocks: a receiver may send a byte now and then for ever."""
        if self._is_cut:
            raise ConnectionError("the call was cut")
        remaining = self._deadline - realtime.monotonic()
        if remaining <= 0:
            raise TimeoutError
        return remaining


def tried(post: Post) -> Answer | str:
    """The answer, or the reason why there is none."""
    try:
        return post.send()
    except (OSError, ValueError) as problem:
        return f"{type(problem).__name__}: {problem}"


async def tried_elsewhere(post: Post) -> Answer | str:
    """As `tried`, in a thread of its own: a pool would let slow receivers keep others waiting."""
    loop = asyncio.get_running_loop()
    sent: asyncio.Future[Answer | str] = loop.create_future()

    def hand_over(outcome: Answer | str) -> None:
        if not sent.done():
            sent.set_result(outcome)

    def work() -> None:
        outcome = tried(post)
        with suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(hand_over, outcome)

    threading.Thread(target=work, name="mfa-asking", daemon=True).start()
    return await sent


class _Answer:
    """The answer as the parser sees it; one of the 100s announces another one."""

    def __init__(self, kept: int) -> None:
        self.parser = HttpResponseParser(self)
        self.status = 0
        self.body = bytearray()
        self._room = kept
        self.whole = False
        self.asks_for_basic = False

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"www-authenticate" and value.lower().startswith(b"basic"):
            self.asks_for_basic = True

    def on_headers_complete(self) -> None:
        status = self.parser.get_status_code()
        self.status = status if status >= 200 else 0

    def on_body(self, part: bytes) -> None:
        self.body += part[: self._room]
        self._room -= len(part[: self._room])

    def on_message_complete(self) -> None:
        self.whole = self.status > 0


def _basic(parts: SplitResult) -> str:
    pair = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    return f"Basic {b64encode(pair.encode()).decode()}"


def _head(parts: SplitResult, headers: Mapping[str, str]) -> bytes:
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    if not target.isascii() or not target.isprintable() or " " in target:
        raise ValueError(f"not the path of a URL: {target!r}")
    lines = [f"POST {target} HTTP/1.1", f"Host: {parts.netloc.rpartition('@')[2]}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")
