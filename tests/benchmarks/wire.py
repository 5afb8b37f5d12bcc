"""A small HTTP/1.1 client over kept connections: cheap enough not to be what is measured."""

import json
import socket
import time
from collections.abc import Callable, Sequence
from typing import Any


class Connection:
    """One kept connection to a server on this machine."""

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self.port = port
        self._host = host
        self._socket: socket.socket | None = None
        self.open()

    def open(self) -> None:
        """Connect, anew if there is a connection already."""
        if self._socket is not None:
            self._socket.close()
        self._socket = socket.create_connection((self._host, self.port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    def send(self, request: bytes) -> None:
        self._socket.sendall(request)

    def receive(self) -> tuple[int, bytes]:
        """Status and body of the next answer."""
        data = self._rest
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more()
        head = data[:end].lower()
        if b"transfer-encoding: chunked" in head:
            return int(head[9:12]), self._chunks(data[end + 4 :])
        mark = head.find(b"content-length:")
        length = int(head[mark + 15 :].split(b"\r\n", 1)[0]) if mark >= 0 else 0
        total = end + 4 + length
        while len(data) < total:
            data += self._more()
        self._rest = data[total:]
        return int(head[9:12]), data[end + 4 : total]

    def _chunks(self, data: bytes) -> bytes:
        """A chunked body without trailers, of which some may have come: the official emulator answers so."""
        body = b""
        while True:
            while (end := data.find(b"\r\n")) < 0 or len(data) < end + 4 + int(data[:end], 16):
                data += self._more()
            size = int(data[:end], 16)
            body += data[end + 2 : end + 2 + size]
            data = data[end + 4 + size :]
            if size == 0:
                self._rest = data
                return body

    def _more(self) -> bytes:
        data = self._socket.recv(1 << 20)
        if not data:
            raise ConnectionError("the server closed the connection")
        return data

    def call(self, method: str, path: str, body: Any = None, headers: str = "") -> Any:
        """Send, receive, insist on success and decode; anew if the server has closed the connection meanwhile."""
        request = encode(method, path, body, headers)
        try:
            self.send(request)
            status, answer = self.receive()
        except ConnectionError:
            self.open()
            self.send(request)
            status, answer = self.receive()
        if status >= 300:
            raise RuntimeError(f"{method} {path}: {status} {answer[:300]!r}")
        return json.loads(answer) if answer else None


def encode(method: str, path: str, body: Any = None, headers: str = "") -> bytes:
    """A request as bytes; a dict is sent as JSON, text as a form."""
    if isinstance(body, str):
        payload, kind = body.encode(), "application/x-www-form-urlencoded"
    else:
        payload, kind = (b"" if body is None else json.dumps(body).encode()), "application/json"
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\n{headers}"
    return f"{head}Content-Length: {len(payload)}\r\n\r\n".encode() + payload


def rate(connections: Sequence[Connection], requests: Sequence[bytes]) -> float:
    """Requests per second when every connection always has one under way."""
    started = time.perf_counter()
    width = len(connections)
    for start in range(0, len(requests), width):
        wave = requests[start : start + width]
        for connection, request in zip(connections, wave, strict=False):
            connection.send(request)
        for connection, _ in zip(connections, wave, strict=False):
            status, body = connection.receive()
            if status >= 300:
                raise RuntimeError(f"{status} {body[:300]!r}")
    return len(requests) / (time.perf_counter() - started)


def latencies(rounds: int, once: Callable[[], object]) -> list[float]:
    """Sorted seconds of `rounds` calls."""
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        once()
        taken.append(time.perf_counter() - started)
    return sorted(taken)
