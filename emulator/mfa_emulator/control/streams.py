"""Answers without an end."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress

from starlette.types import Receive, Send

from mfa_emulator.core.http.messages import Reply

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx would else hold events back
]


class Stream(Reply, kw_only=True, eq=False):
    """An answer of server-sent events, which goes on until the client leaves or the chunks end."""

    chunks: AsyncGenerator[bytes, None]

    async def send(self, method: str, receive: Receive, send: Send) -> None:
        """Put the chunks on the wire as they come; of HEAD only the headers."""
        await send({"type": "http.response.start", "status": self.status, "headers": _HEADERS})
        writing = asyncio.ensure_future(_write(self.chunks, send, method))
        leaving = asyncio.ensure_future(_left(receive))
        try:
            await asyncio.wait((writing, leaving), return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:  # the server stops, and the stream with it
            writing.cancel()
            await send({"type": "http.response.body", "body": b""})
        finally:
            leaving.cancel()
            writing.cancel()
            with suppress(asyncio.CancelledError):
                await writing
            await self.chunks.aclose()


async def _write(chunks: AsyncGenerator[bytes, None], send: Send, method: str) -> None:
    if method != "HEAD":
        async for chunk in chunks:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
