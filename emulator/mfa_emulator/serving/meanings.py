"""Meanings of heads: for whom a plain request is, found out once for the heads that come again and again."""

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from mfa_emulator.core import pipeline
from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.http.wire import Headers
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.pipeline import Found
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.remembered import Memory
from mfa_emulator.serving import heads


class Meaning(msgspec.Struct, frozen=True, gc=False):
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


class Destination(msgspec.Struct, frozen=True, gc=False):
    """The world and the vendor that a head is for, as its header lines and the begin of its path say."""

    world: str | None
    cors: Headers
    provider: Provider
    mount: str
    """The prefixes of world and vendor, which are taken off the path."""

    def meaning(self, request: Request) -> Meaning:
        """The meaning of a request to here, whose path is without these prefixes."""
        provider = self.provider
        provider.tidy(request)
        return Meaning(self.world, self.cors, provider, pipeline.find(provider, request), request)


Plain: TypeAlias = tuple[Meaning, int, int, bool]
"""The meaning of a plain request, the bytes of its head, those of the body behind it, and whether the connection lasts
after the answer."""

Lead: TypeAlias = Callable[[Request], Destination | None]
"""The destination of a request, whose path ends where its begin does; None: the application is to answer it."""


class Meanings(Memory[bytes, Plain | None]):
    """Plain requests by the bytes of their heads: `meanings[head]`, None for a head of another kind.

    Heads with ids in their path are left out: of those there are as many as there are users, and hardly one comes
    again. What the rest of such a head says is remembered still.
    """

    LONGEST = 4 * 1024
    MOST = 256 * 1024

    def __init__(self, lead: Lead) -> None:
        super().__init__()
        self._destinations = Destinations(lead)

    def of(self, data: bytes) -> Plain | None:
        """The plain request that begins with the data; None where its head is not whole, or is of another kind."""
        return self[data[: data.find(b"\r\n\r\n") + 4]]

    def __missing__(self, head: bytes) -> Plain | None:
        line = heads.LINE.match(head)
        if line is None or len(head) > heads.LARGEST:
            return None
        begin, method, rest, query, version = line.groups(b"")
        led = self._destinations[b"%b %b" % (begin, head[line.end() :])]
        if led is None:
            return None
        destination, (headers, length, goes_on) = led
        request = Request.read(method.decode(), begin[len(method) + 1 :] + rest, query, headers)
        mount = destination.mount
        if mount:
            request.mount, request.path = mount, request.path[len(mount) :] or "/"
        meaning = destination.meaning(request)
        plain = meaning, len(head), length, goes_on and version == b"1"
        if isinstance(meaning.found, Operation) and meaning.provider.configured.issuperset(request.params):
            self.keep(head, plain)
        return plain


class Destinations(Memory[bytes, "tuple[Destination, heads.Fields] | None"]):
    """Destinations by the verb, the begin of the path and the header lines of a head; None: it is of no plain request,
    or for the application."""

    LONGEST = 8 * 1024
    MOST = 1024 * 1024

    def __init__(self, lead: Lead) -> None:
        super().__init__()
        self._lead = lead
        self._fields = heads.RememberedFields()

    def __missing__(self, head: bytes) -> "tuple[Destination, heads.Fields] | None":
        method, begin, lines = head.split(b" ", 2)
        fields = self._fields[lines]
        if fields is None:
            return None
        destination = self._lead(Request.read(method.decode(), begin, b"", fields.headers))
        if destination is None:
            return None
        self.keep(head, (destination, fields))
        return destination, fields
