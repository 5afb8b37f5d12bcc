"""Tunnels: open ports whose connections are led on, byte by byte, to another."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeAlias

HEAD_LIMIT = 16 * 1024
Stream: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Entrance:
    """An open port, and the connections that came in; `serve` leads each of them on."""

    def __init__(self, serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]) -> None:
        self._serve = serve
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def listen(self, host: str, port: int, context: ssl.SSLContext | None = None) -> int:
        """Accept connections; the port, which the system chooses for 0. Raises OSError when it is taken."""
        self._server = await asyncio.start_server(self._accept, host, port, limit=HEAD_LIMIT, ssl=context)
        chosen: int = self._server.sockets[0].getsockname()[1]
        return chosen

    async def close(self) -> None:
        """Stop listening and end every connection."""
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
            pass  # a peer went away, or the port closes
        finally:
            self._tasks.discard(task)
            writer.close()


async def lead_on(client: Stream, server: Stream) -> None:
    """Copy bytes both ways until both sides have ended, and close the server's side."""
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(_copy(client[0], server[1]))
            group.create_task(_copy(server[0], client[1]))
    finally:
        server[1].close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(64 * 1024):
            writer.write(data)
            await writer.drain()
        if writer.is_closing():
            return  # the peer has gone: there is nobody to tell, and uvloop would raise RuntimeError
        if writer.can_write_eof():
            writer.write_eof()
        else:
            writer.close()  # TLS has no half-closed connections
