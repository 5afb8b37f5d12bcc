"""A line on standard error per request, or only per refused one: who is refused shall see why."""

import os
import select
import sys
from contextlib import suppress
from typing import Any, Literal, TypeAlias
from urllib.parse import unquote

import msgspec
from starlette.types import ASGIApp, Receive, Scope, Send

from mfa_emulator.core import durations, realtime

Extent: TypeAlias = Literal["refused", "all", "none"]
Format: TypeAlias = Literal["text", "json"]


class RequestLog:
    """Pure ASGI middleware around the application."""

    def __init__(self, app: ASGIApp, extent: Extent, style: Format) -> None:
        self._app = app
        self._from = 0 if extent == "all" else 400
        self._style = style

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start" and message["status"] >= self._from:
                self._log(scope, message)
            await send(message)

        await self._app(scope, receive, sending)

    def _log(self, scope: Scope, start: dict[str, Any]) -> None:
        reason = next((value for name, value in start["headers"] if name == b"x-mfa-reason"), b"")
        entry = {
            "time": durations.rfc3339(realtime.wall_micros(), 3),
            "method": scope["method"],
            "path": scope["path"],
            "status": start["status"],
            "reason": unquote(reason.decode()),
        }
        say(msgspec.json.encode(entry).decode() if self._style == "json" else _text(**entry))


def _text(time: str, method: str, path: str, status: int, reason: str) -> str:
    printable = "".join(letter if letter.isprintable() else "?" for letter in path)
    return f"{time[11:19]}  {status}  {method} {printable}{f'  {reason}' if reason else ''}"


def say(line: str) -> None:
    """Write the line to standard error; rather not at all than wait for somebody who does not read it."""
    error = sys.stderr.fileno()
    with suppress(OSError):  # nobody is there any more
        if os.name == "nt" or select.select((), (error,), (), 0)[1]:
            os.write(error, line.encode("utf-8", "replace")[:4000] + b"\n")
