"""A forward proxy on loopback for programs whose vendor host is hard-coded: it leads to the emulator or nowhere."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

_HEAD_LIMIT = 16 * 1024
_BAD = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_READY = b"HTTP/1.1 200 Connection established\r\n\r\n"


class Proxy:
    """Takes CONNECT for vendors' hosts and hands the connection to the emulator's TLS port; plain requests for the
    same hosts go to its plain port. Every other host is refused with 403 and never contacted.
    """

    def __init__(self, is_ours: Callable[[str], bool], plain_port: int, tls_port: int) -> None:
        self._is_ours = is_ours
        self._plain_port = plain_port
        self._tls_port = tls_port
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def listen(self, host: str, port: int) -> int:
        """Accept connections; the port, which the system chooses for 0. Raises OSError when it is taken."""
        self._server = await asyncio.start_server(self._accept, host, port, limit=_HEAD_LIMIT)
        chosen: int = self._server.sockets[0].getsockname()[1]
        return chosen

    async def close(self) -> None:
        """Stop listening and end every tunnel."""
        if self._server is not None:
            self._server.close()
        for task in list(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._serve(reader, writer)
        except (OSError, asyncio.CancelledError):
            pass  # a peer went away, or the proxy stops
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            writer.write(_BAD)
            return
        method, _, rest = head.partition(b" ")
        target = rest.partition(b" ")[0].decode("latin-1")
        if method == b"CONNECT":
            host, port, first = target.rpartition(":")[0], self._tls_port, b""
        elif target.startswith("http://"):
            host, port, first = target[7:].partition("/")[0].partition(":")[0], self._plain_port, head
        else:
            writer.write(_BAD)
            return
        if not self._is_ours(host.lower()):
            writer.write(_refusal(host))
            return
        upstream_reader, upstream_writer = await asyncio.open_connection("127.0.0.1", port)
        if method == b"CONNECT":
            writer.write(_READY)
        upstream_writer.write(first)
        try:
            await _tunnel((reader, upstream_writer), (upstream_reader, writer))
        finally:
            upstream_writer.close()


def _refusal(host: str) -> bytes:
    text = f"mfa-emulator's proxy leads only to the vendors it emulates, not to {host}\n".encode("utf-8", "replace")
    return (
        b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
        % (
            len(text),
            text,
        )
    )


async def _tunnel(*ways: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
    """Copy bytes both ways until both sides have ended."""
    async with asyncio.TaskGroup() as group:
        for reader, writer in ways:
            group.create_task(_copy(reader, writer))


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(64 * 1024):
            writer.write(data)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
