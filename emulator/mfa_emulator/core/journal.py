"""The last exchanges of a world: each request, its answer, and the reason of a refusal."""

import re
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from sys import getsizeof
from urllib.parse import unquote_plus

import msgspec

from mfa_emulator.core.http import urlencoded
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.http.messages import Reply, Request
from mfa_emulator.core.reading.filter_names import Known, check_names
from mfa_emulator.core.reading.listing import Listing
from mfa_emulator.core.time.durations import rfc3339

_SOUNDS_SECRET = re.compile(
    r"pass|secret|token|credential|code|otp|answer|authorization|signature|key$|salt|hash", re.I
)
_PAIR = re.compile(r"([?&])([^=&]*)=([^&]+)")
_MASK = "***"

LONGEST_BODY = 64 * 1024
"""Longer bodies (batch imports) are not kept, only their size."""
LONGEST_TARGET = 8 * 1024
LONGEST_REASON = 8 * 1024
LONGEST_TRACEBACK = 64 * 1024
STRANGERS = 100
"""Exchanges that are kept of those that reached no vendor."""
"""Characters of these texts that are kept; of a traceback the last ones."""

_USUAL = 8 * 1024
"""Bytes of an exchange whose parts need not be looked at one by one."""
_REST = 500
"""Bytes that an exchange takes beside its bodies and texts, about."""


class Line(msgspec.Struct, frozen=True, gc=False):
    """An exchange in a line, as lists and events show it: a struct, which is encoded faster than an object."""

    number: int
    at: str
    provider: str
    operation: str
    method: str
    path: str
    status: int
    reason: str
    took_us: int


class Exchange(msgspec.Struct, frozen=True, gc=False):
    """One request and its answer. `at` is the world's time and `took` the real time, both in microseconds."""

    number: int
    at: int
    provider: str
    operation: str
    method: str
    target: str
    request: bytes | int
    """The body, or the size of one too long to keep."""
    status: int
    response: bytes | int
    reason: str
    took: int
    traceback: str = ""
    secrets: frozenset[str] | None = None
    """Names of fields that are masked; None: of each that sounds like a secret's."""
    size: int = 0
    """Bytes of memory that it takes, at most."""

    def __str__(self) -> str:
        operation = f" {self.operation}" if self.operation else ""
        line = f"{rfc3339(self.at)} {self.method} {self.summary()['path']} {self.status or 'no answer'}{operation}"
        return f"{line}: {self.reason}" if self.reason else line

    def summary(self) -> JsonObject:
        """The exchange in a line, without the bodies."""
        return msgspec.structs.asdict(line_of(self))

    def view(self) -> JsonObject:
        """The exchange for people and the control API, with secrets masked."""
        return {
            **self.summary(),
            "request": self._shown(self.request),
            "response": self._shown(self.response),
            **({"traceback": self.traceback} if self.traceback else {}),
        }

    def _shown(self, body: bytes | int) -> Json:
        if isinstance(body, int):
            return f"({body} bytes)"
        if not body:
            return None
        try:
            return self._masked(msgspec.json.decode(body))
        except (ValueError, RecursionError):
            pass
        text = body.decode("utf-8", "replace")
        pairs = urlencoded.pairs(text) if "=" in text and not text.startswith("<") else []
        return self._masked(dict(pairs)) if pairs else f"({len(body)} bytes)"

    def _masked(self, value: Json, name: str = "") -> Json:
        """The value with every text and number masked whose name is a secret's."""
        if isinstance(value, dict):
            return {name: self._masked(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [self._masked(item, name) for item in value]
        # A number called "code" is the code of an error; codes that people type are texts.
        hides = isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool) and name != "code")
        return _MASK if hides and value and _is_secret(name, self.secrets) else value


def line_of(one: Exchange) -> Line:
    """The exchange in a line, to be encoded."""
    path = _masked_target(one.target, one.secrets) if "?" in one.target else one.target
    call = (one.number, rfc3339(one.at), one.provider, one.operation, one.method)
    return Line(*call, path, one.status, one.reason, one.took)


@lru_cache(maxsize=256)  # most requests have the target of another one
def _masked_target(target: str, secrets: frozenset[str] | None) -> str:
    def masked(pair: re.Match[str]) -> str:
        before, name, value = pair.groups()
        return f"{before}{name}={_MASK if _is_secret(unquote_plus(name), secrets) else value}"

    return _PAIR.sub(masked, target)


def _is_secret(name: str, secrets: frozenset[str] | None) -> bool:
    return bool(_SOUNDS_SECRET.search(name)) if secrets is None else name in secrets


class Journal(Listing[Exchange]):
    """The last exchanges, newest last, read like a list: ``requests[-1].reason``.

    There are `capacity` of them at most, and no more than have room. Requests that reached no vendor have a place of
    their own, where they push out nothing but each other: a page from elsewhere can send any number.
    """

    def __init__(self, providers: Known = None, capacity: int = 1000, room: int = 8 * 2**20) -> None:
        self._providers = providers
        self._capacity = capacity
        self._room = room
        self.begin()

    def give_room(self, room: int) -> None:
        """Let exchanges take so many bytes of memory, and as many those that ended in an error of our own."""
        self._room = room

    def begin(self) -> None:
        """Start over without exchanges."""
        self._ring: deque[Exchange] = deque(maxlen=self._capacity)
        self._strangers: deque[Exchange] = deque(maxlen=STRANGERS)
        self._taken = 0  # bytes, with those of the ones that have left the ring since they were counted
        self._count = 0
        self._crashes: deque[Exchange] = deque(maxlen=100)

    def add(
        self,
        at: int,
        provider: str,
        request: Request,
        reply: Reply,
        took: int,
        secrets: frozenset[str] | None = None,
    ) -> None:
        """Keep an exchange; it gets the next number."""
        self._count += 1
        asked, answered, target, reason = request.body, reply.body, request.target, reply.reason
        size = _REST + len(asked) + len(answered) + 4 * (len(target) + len(reason))
        if size > _USUAL or reply.traceback:
            self._keep(self._cut(at, provider, request, reply, took, secrets))
            return
        self._ring.append(
            Exchange(
                self._count,
                at,
                provider,
                request.operation,
                request.method,
                target,
                asked,
                reply.status,
                answered,
                reason,
                took,
                "",
                secrets,
                size,
            )
        )
        self._taken += size
        if self._taken > self._room:
            self._make_room()

    def add_stranger(self, at: int, provider: str, request: Request, reply: Reply) -> None:
        """Keep a request that reached no vendor; `provider` is the one that it was meant for, or empty."""
        self._count += 1
        self._strangers.append(self._cut(at, provider, request, reply, 0, None))
        while sum(exchange.size for exchange in self._strangers) > self._room // 8:
            self._strangers.popleft()

    def _cut(
        self, at: int, provider: str, request: Request, reply: Reply, took: int, secrets: frozenset[str] | None
    ) -> Exchange:
        """An exchange of which no part is longer than it may be."""
        asked: bytes | int = request.body if len(request.body) <= LONGEST_BODY else len(request.body)
        answered: bytes | int = reply.body if len(reply.body) <= LONGEST_BODY else len(reply.body)
        target, reason = request.target[:LONGEST_TARGET], reply.reason[:LONGEST_REASON]
        trace = reply.traceback[-LONGEST_TRACEBACK:]
        bodies = sum(len(body) for body in (asked, answered) if isinstance(body, bytes))
        return Exchange(
            self._count,
            at,
            provider,
            request.operation,
            request.method,
            target,
            asked,
            reply.status,
            answered,
            reason,
            took,
            trace,
            secrets,
            _REST + bodies + sum(map(getsizeof, (target, reason, trace))),
        )

    def _keep(self, exchange: Exchange) -> None:
        self._ring.append(exchange)
        self._taken += exchange.size
        if self._taken > self._room:
            self._make_room()
        if exchange.traceback:
            self._crashes.append(exchange)
            while sum(crash.size for crash in self._crashes) > self._room:
                self._crashes.popleft()

    def _make_room(self) -> None:
        """Drop the oldest until there is room for more than one, for to count all takes longer than to keep one."""
        self._taken = sum(exchange.size for exchange in self._ring)
        if self._taken > self._room:
            while self._taken > self._room * 7 // 8:
                self._taken -= self._ring.popleft().size

    @property
    def crashes(self) -> list[Exchange]:
        """Exchanges that ended in an error of the emulator's own; the pytest plugin fails the test for them."""
        return list(self._crashes)

    def take_crashes(self) -> list[Exchange]:
        """The same, which are forgotten."""
        return [self._crashes.popleft() for _ in range(len(self._crashes))]

    def __len__(self) -> int:
        return len(self._ring) + len(self._strangers)

    def __iter__(self) -> Iterator[Exchange]:
        both = [*self._ring, *self._strangers]
        return iter(sorted(both, key=lambda one: one.number) if self._strangers else both)

    def get(self, number: int) -> Exchange | None:
        """The exchange of that number, while it is kept."""
        return next((exchange for exchange in self if exchange.number == number), None)

    def _all(self) -> list[Exchange]:
        return list(self)

    @property
    def cursor(self) -> int:
        """The number of the newest exchange."""
        return self._count

    def since(self, number: int, most: int) -> list[Exchange]:
        """The newest exchanges after that number, oldest first. It looks at no more than these."""
        fresh = max(0, min(self._count - number, most))
        newest = [*islice(reversed(self._ring), fresh), *self._strangers] if fresh else []
        return sorted((one for one in newest if one.number > number), key=lambda one: one.number)[-most:]

    def find(
        self,
        *,
        provider: str | None = None,
        operation: str | None = None,
        status: int | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> list[Exchange]:
        """Exchanges that fit, oldest first; with `limit` the newest. Raises ValueError for a name that nothing has."""
        found = [one for one in self if one.number > after and status in (None, one.status)]
        found = [one for one in found if provider in (None, one.provider) and operation in (None, one.operation)]
        if not found:
            check_names(self._providers, provider, operation)
        return found if limit is None else found[-limit:] if limit else []
