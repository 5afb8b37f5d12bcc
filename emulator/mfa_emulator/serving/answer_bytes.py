"""Answers as they go on the wire."""

from http import HTTPStatus

from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.http.wire import BODILESS, Headers, parts_of

_KNOWN = {status.value: status.phrase for status in HTTPStatus}
_STATUS_LINES = {status: f"HTTP/1.1 {status} {_KNOWN.get(status, '')}\r\n".encode() for status in range(100, 600)}


def as_bytes(reply: Reply, extra: Headers, *, lasts: bool) -> bytes:
    """The whole answer, with `extra` headers; unless the connection lasts, it says that this one is the last."""
    if lasts and not (extra or reply.headers or reply.reason or reply.status in BODILESS):
        # Nearly every answer, at half the cost of the general way.
        kind = (reply.content_type or "application/json").encode("latin-1")
        line, body = _STATUS_LINES[reply.status], reply.body
        return b"%scontent-type: %s\r\ncontent-length: %d\r\n\r\n%s" % (line, kind, len(body), body)
    status, headers, content = parts_of(reply, extra)
    head = _STATUS_LINES[status]
    for header in headers:  # a few short ones: cheaper than to join them
        head += b"%s: %s\r\n" % header
    return head + (b"\r\n" if lasts else b"connection: close\r\n\r\n") + content
