"""Answers as they go on the wire."""

from http import HTTPStatus

from mfa_emulator.core.http.wire import Parts

_KNOWN = {status.value: status.phrase for status in HTTPStatus}
_STATUS_LINES = {status: f"HTTP/1.1 {status} {_KNOWN.get(status, '')}\r\n".encode() for status in range(100, 600)}


def as_bytes(answer: Parts, *, lasts: bool) -> bytes:
    """The whole answer; unless the connection lasts, it says that this one is the last."""
    status, headers, content = answer
    head = _STATUS_LINES[status]
    for header in headers:  # a few short ones: cheaper than to join them
        head += b"%s: %s\r\n" % header
    return head + (b"\r\n" if lasts else b"connection: close\r\n\r\n") + content
