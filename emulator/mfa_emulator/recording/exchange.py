"""An exchange as it went over the wire, with all secrets in it: it stays in memory, and never reaches a file."""

from typing import TypeAlias

import msgspec

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
