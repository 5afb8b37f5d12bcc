"""A line on standard error per request, or only per refused one: who is refused shall see why."""

import logging
import os
import select
import sys
from contextlib import suppress
from typing import Literal, TypeAlias
from urllib.parse import unquote

import msgspec

from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.printable import in_a_line, printable
from mfa_emulator.core.time import durations, realtime

Extent: TypeAlias = Literal["refused", "all", "none"]
Format: TypeAlias = Literal["text", "json"]


class _Entry(msgspec.Struct):
    """A line about a request."""

    time: str
    method: str
    path: str
    status: int
    reason: str

    def text(self) -> str:
        """The line for people."""
        reason = f"  {self.reason}" if self.reason else ""
        return in_a_line(f"{self.time[11:19]}  {self.status}  {self.method} {self.path}{reason}")


class RequestLog:
    """Writes a line for an answer, or only for one that refuses."""

    def __init__(self, extent: Extent, style: Format) -> None:
        self._from = 0 if extent == "all" else 400
        self._style = style

    def __call__(self, request: Request, status: int, reason: str) -> None:
        if status < self._from:
            return
        time = durations.rfc3339(realtime.wall_micros(), 3)
        entry = _Entry(time, request.method, unquote(request.raw_path), status, _whole(reason))
        say(msgspec.json.encode(entry).decode() if self._style == "json" else entry.text())


def _whole(reason: str) -> str:
    """The reason without half characters, which are no JSON."""
    return reason.encode("utf-8", "replace").decode()


class ServerLog(logging.Handler):
    """The HTTP server's own log: requests that it cannot read, errors of its own."""

    def __init__(self, extent: Extent, style: Format) -> None:
        super().__init__(logging.ERROR if extent == "none" else logging.WARNING)
        self._style = style

    def install(self) -> None:
        """Take the place of Python's own last resort, which writes bare text."""
        logger = logging.getLogger("uvicorn")
        logger.addHandler(self)
        logger.propagate = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write one entry."""
        time, message = durations.rfc3339(realtime.wall_micros(), 3), self.format(record)
        entry = {"time": time, "level": record.levelname.lower(), "message": message}
        say(msgspec.json.encode(entry).decode() if self._style == "json" else f"{time[11:19]}  {message}")


def say(line: str) -> None:
    """Write the line to standard error; rather not at all than wait for somebody who does not read it."""
    error = sys.stderr.fileno()
    with suppress(OSError):  # nobody is there any more
        if os.name == "nt" or select.select((), (error,), (), 0)[1]:
            os.write(error, printable(line).encode("utf-8", "replace")[:4000] + b"\n")
