"""Requests and answers across ASGI: bodies read whole and up to a limit, answers with safe headers."""

from asyncio import sleep
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote

from mfa_emulator.core.http.messages import LongReply, Reply

if TYPE_CHECKING:
    from starlette.types import Receive, Send

Headers: TypeAlias = list[tuple[bytes, bytes]]
Parts: TypeAlias = tuple[int, Headers, bytes]
"""An answer as status, headers and body."""

BODILESS = (204, 304)
"""Statuses of answers without a body."""
_CONTROLS = dict.fromkeys((*range(9), *range(10, 32), 127), " ")
"""Characters that no header may hold; a line break would end it."""
_PLAIN = " !\"#$&'()*+,-./:;<=>?@[\\]^_`{|}~"
_ASCII = f"{_PLAIN}%\t"

_DRAIN = 8
"""Caps up to which a body over its cap is still read, so that the client gets to see the answer."""


class TooLarge(Exception):
    """The body is over the cap."""


class Dropped(Exception):
    """An end of the connection without an answer: by a fault, a client that has gone, or a reset of the world."""


async def read_body(receive: "Receive", cap: int) -> bytes:
    """The whole body. Raises `TooLarge` when it is over `cap` bytes, `Dropped` when its end never came."""
    chunks: list[bytes] = []
    await _read(receive, cap, chunks.append)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


async def read_long_body(receive: "Receive", cap: int) -> bytearray:
    """The same for one that may be long: to join its chunks would hold up every thread for as long as it takes."""
    body = bytearray()
    await _read(receive, cap, body.extend)
    return body


async def _read(receive: "Receive", cap: int, keep: Callable[[bytes], object]) -> None:
    size, more = 0, True
    while more and size <= _DRAIN * cap:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Dropped
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size <= cap:
            keep(chunk)
        more = message.get("more_body", False)
    if size > cap:
        raise TooLarge(f"the body is over {cap} bytes")


def parts_of(reply: Reply, extra: Headers) -> Parts:
    """The answer as status, headers (behind `extra` ones) and body, safe for the wire."""
    headers, body = [*extra], reply.body
    if reply.status in BODILESS:
        body = b""
    else:
        headers.append((b"content-type", (reply.content_type or "application/json").encode("latin-1")))
        headers.append((b"content-length", b"%d" % len(body)))
    for name, value in reply.headers:
        headers.append((name.lower().encode("latin-1"), safe_value(value)))
    if reply.reason:
        # Percent-encoded UTF-8 outside ASCII: a header has no other way to carry it safely.
        safe = quote(reply.reason.translate(_CONTROLS), safe=_PLAIN, errors="replace")
        headers.append((b"x-mfa-reason", safe[:2000].encode()))
    return reply.status, headers, body


def safe_value(text: str) -> bytes:
    """The value of a header: controls become spaces, what is not ASCII percent-encoded UTF-8."""
    if text.isascii() and text.isprintable():
        return text.encode()
    return quote(text.translate(_CONTROLS), safe=_ASCII, errors="replace").encode()


async def send_reply(send: "Send", reply: Reply, extra: Headers) -> None:
    """Put the answer on the wire."""
    status, headers, body = parts_of(reply, extra)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def send_long_reply(send: "Send", reply: LongReply) -> None:
    """Put the answer on the wire piece by piece; others have their turn in between."""
    length = sum(map(len, reply.pieces))
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % length)]
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    for piece in reply.pieces:
        await send({"type": "http.response.body", "body": piece, "more_body": True})
        await sleep(0)
    await send({"type": "http.response.body", "body": b""})
