"""An exchange as it went over the wire, with all secrets in it: it stays in memory, and never reaches a file."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

import msgspec

if TYPE_CHECKING:
    import httpx2

    from mfa_emulator.core.http.messages import Request
    from mfa_emulator.recording.identifying import Identified

Headers: TypeAlias = tuple[tuple[str, str], ...]
"""Headers in their order, with names in lower case."""


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """One request to a vendor and its answer. `at` is in microseconds since the epoch."""

    at: int
    provider: str
    operation: str
    route: str
    """Verb and path of the operation, with parameters in braces; empty where no operation is known."""
    method: str
    path: str
    """The path as it is on the wire, percent-encoded, without the prefixes that selected provider and world."""
    query: str
    headers: Headers
    body: bytes
    status: int
    answer_headers: Headers
    answer: bytes
    world: str = ""
    """The world of an emulator that was called; empty for its default one, and for vendors, who have none."""

    @staticmethod
    def of(
        at: int,
        found: "Identified",
        request: "Request",
        headers: Iterable[tuple[str, str]],
        answer: "httpx2.Response",
        world: str = "",
    ) -> "Exchange":
        """The exchange of a request that was identified and went out with these headers."""
        return Exchange(
            at=at,
            provider=found.provider,
            operation=found.operation,
            route=found.route,
            method=request.method,
            path=found.path,
            query=request.raw_query.decode("latin-1"),
            headers=tuple((name.lower(), text) for name, text in headers),
            body=request.body,
            status=answer.status_code,
            answer_headers=tuple((name.lower(), text) for name, text in answer.headers.multi_items()),
            answer=answer.content,
            world=world,
        )
