"""Requests as lines of curl, to be looked at and sent again by hand."""

from __future__ import annotations

import shlex

import httpx2

LONGEST = 20_000
"""Characters of a body that are shown; a shell takes no line without end."""

_OF_THE_CLIENT = frozenset(
    ("accept", "accept-encoding", "connection", "user-agent", "host", "content-length", "x-mfa-token")
)
"""Headers that curl adds itself, and the token of the control API, which vendors' routes do not ask for."""


def curl(request: httpx2.Request) -> str:
    """The line that sends a request again."""
    words = ["curl", "-X", request.method, str(request.url)]
    for name, value in request.headers.items():
        if name.lower() not in _OF_THE_CLIENT:
            words += ["-H", f"{name.title()}: {value}"]
    body = request.content.decode("utf-8", "replace")
    if body:
        words += ["-d", body if len(body) <= LONGEST else f"{body[:LONGEST]}… ({len(body)} characters)"]
    return shlex.join(words)
