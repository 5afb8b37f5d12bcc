"""Meanings of heads: for whom a plain request is, found out once for the heads that come again and again."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.http.wire import Headers
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.pipeline import Found
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.remembered import Memory
from mfa_emulator.serving.heads import RememberedFields


class Meaning(NamedTuple):
    """The meaning of a head that gets in, and is for a vendor.

    It hangs on nothing but the head, and on who may call this server: that holds as long as it serves. The world is
    a name, for there may be another one of that name when the head comes again, or none.
    """

    world: str | None
    """The name by prefix or header; None: the world that the request came to."""
    cors: Headers
    """The guard's verdict: the headers by which a page may read the answer."""
    provider: Provider
    found: Found
    request: Request
    """The request without its body; its path is without the prefixes of world and vendor."""


Plain: TypeAlias = tuple[Meaning, int, int, bool]
"""The meaning of a plain request, the bytes of its head, those of the body behind it, and whether the connection lasts
after the answer."""

Understand: TypeAlias = Callable[[Request], Meaning | None]
"""The meaning of a request whose body is still missing; None: the application is to answer it."""


class Meanings(Memory[bytes, Plain | None]):
    """Plain requests by the bytes of their heads: `meanings[head]`, None for a head of another kind.

    Heads with ids in their path are left out: of those there are as many as there are users, and hardly one comes
    again. Their header lines are remembered still.
    """

    LONGEST = 4 * 1024
    MOST = 256 * 1024

    def __init__(self, understand: Understand) -> None:
        super().__init__()
        self._understand = understand
        self._fields = RememberedFields()

    def of(self, data: bytes) -> Plain | None:
        """The plain request that begins with the data; None where its head is not whole, or is of another kind."""
        return self[data[: data.find(b"\r\n\r\n") + 4]]

    def __missing__(self, head: bytes) -> Plain | None:
        fields = self._fields.head(head)
        if fields is None:
            return None
        method, path, query, headers, size, length, lasts = fields
        meaning = self._understand(Request.read(method, path, query, headers))
        if meaning is None:
            return None
        plain = meaning, size, length, lasts
        if isinstance(meaning.found, Operation) and meaning.provider.configured.issuperset(meaning.request.params):
            self.keep(head, plain)
        return plain
