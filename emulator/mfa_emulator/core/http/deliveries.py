"""Deliveries: calls to the outside, and what came of them."""

from sys import getsizeof
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

import msgspec

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.time.durations import rfc3339

_REST = 1000
"""Bytes that a delivery takes beside its body and texts, about."""
Status: TypeAlias = Literal["queued", "delivered", "failed", "refused"]


class Attempt(msgspec.Struct, frozen=True):
    """One try: the answer's HTTP status, or 0 and why there was none. `at` in microseconds of the world's clock."""

    at: int
    status: int
    error: str = ""
    answer: str = ""
    """The body of an answer that was read for what it says."""

    def view(self) -> JsonObject:
        """The try as the control API shows it."""
        shown: JsonObject = {"at": rfc3339(self.at), "status": self.status, "error": self.error}
        return {**shown, "answer": self.answer} if self.answer else shown


class Delivery(msgspec.Struct, frozen=True):
    """One call to the outside and its outcome. `refused`: its host is not allowed, nothing was sent."""

    id: int
    provider: str
    event: str
    url: str
    headers: dict[str, str]
    body: bytes
    created_at: int
    expect: int
    retries: int
    status: Status = "queued"
    attempts: tuple[Attempt, ...] = ()
    reason: str = ""

    @property
    def size(self) -> int:
        """Bytes of memory that it takes, about."""
        texts = [self.url, self.event, self.reason, *self.headers, *self.headers.values()]
        for attempt in self.attempts:
            texts += attempt.error, attempt.answer
        return _REST + len(self.body) + sum(map(getsizeof, texts))

    def after(self, attempts: tuple[Attempt, ...]) -> "Delivery":
        """The delivery after its last try."""
        last = attempts[-1]
        if last.status == self.expect:
            return msgspec.structs.replace(self, status="delivered", attempts=attempts)
        reason = last.error or f"answered {last.status}, {self.expect} is expected"
        return msgspec.structs.replace(self, status="failed", attempts=attempts, reason=reason)

    def view(self) -> JsonObject:
        """The delivery as the control API shows it."""
        return {
            **msgspec.structs.asdict(self),
            "body": self.body.decode("utf-8", "replace"),
            "created_at": rfc3339(self.created_at),
            "attempts": [attempt.view() for attempt in self.attempts],
        }


def receiver_of(url: str) -> str:
    """Host and port: the one who gets what is sent there."""
    return urlsplit(url).netloc.lower()


def host_of(url: str) -> str:
    """The host alone; empty for what is no URL."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
