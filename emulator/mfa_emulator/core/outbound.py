"""Calls to the outside: webhooks, in order, after the answer that caused them, to allowed hosts only."""

import asyncio
import threading
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from ipaddress import ip_address
from typing import Any, Literal, TypeAlias
from urllib.parse import urlsplit

import msgspec

from mfa_emulator.core import realtime
from mfa_emulator.core.clock import Clock
from mfa_emulator.core.durations import rfc3339
from mfa_emulator.core.signal import Signal

Status: TypeAlias = Literal["queued", "delivered", "failed", "refused"]


class Attempt(msgspec.Struct, frozen=True):
    """One try: the answer's HTTP status, or 0 and why there was none. `at` in microseconds of the world's clock."""

    at: int
    status: int
    error: str = ""


class Delivery(msgspec.Struct, frozen=True):
    """One call to the outside and what came of it. `refused`: its host is not allowed, nothing was sent."""

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

    def view(self) -> dict[str, Any]:
        """The delivery as the control API shows it."""
        return {
            **msgspec.structs.asdict(self),
            "body": self.body.decode("utf-8", "replace"),
            "created_at": rfc3339(self.created_at),
            "attempts": [
                {"at": rfc3339(attempt.at), "status": attempt.status, "error": attempt.error}
                for attempt in self.attempts
            ],
        }


class Outbound:
    """The deliveries of one world, the last `capacity` of them. A thread sends them while there are any."""

    TIMEOUT = 10.0
    """Real seconds that a receiver has to answer."""

    def __init__(self, clock: Clock, hosts: Collection[str] = (), capacity: int = 1000) -> None:
        self.settled = Signal()
        """Rings whenever a delivery is done with."""
        self._clock = clock
        self._hosts = frozenset(host.lower() for host in hosts)
        self._lock = threading.Lock()
        self._capacity = capacity
        self.begin()

    def begin(self) -> None:
        """Forget all deliveries; what is queued is not sent any more."""
        with self._lock:
            self._known: dict[int, Delivery] = {}
            self._queue: deque[int] = deque()
            self._working = False
            self._count = 0
            self._era = object()  # a thread of an earlier time stops when it sees another one
        self.settled.ring()

    def send(
        self,
        *,
        provider: str,
        event: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        expect: int = 200,
        retries: int = 0,
    ) -> Delivery:
        """POST `body` to `url` once the current answer is out; another status than `expect` is a failure."""
        with self._lock:
            self._count += 1
            delivery = Delivery(
                self._count, provider, event, url, dict(headers), body, self._clock.micros(), expect, retries
            )
            if not self.allows(url):
                why = f"{_host(url) or url!r} is not loopback: allow it as an outbound host"
                delivery = msgspec.structs.replace(delivery, status="refused", reason=why)
            self._keep(delivery)
        if delivery.status == "queued":
            self._after_answer()
        return delivery

    def replay(self, delivery_id: int) -> Delivery | None:
        """Send a delivery once more, as a new one; None when there is none of that id."""
        old = self._known.get(delivery_id)
        if old is None:
            return None
        return self.send(
            provider=old.provider,
            event=old.event,
            url=old.url,
            headers=old.headers,
            body=old.body,
            expect=old.expect,
            retries=old.retries,
        )

    def allows(self, url: str) -> bool:
        """Whether the URL's host is this machine, or one that was allowed."""
        host = _host(url)
        if host in self._hosts or host == "localhost" or host.endswith(".localhost"):
            return True
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return False

    def drain(self, timeout: float = 10.0) -> list[Delivery]:
        """Wait until nothing is queued and return all deliveries. Raises TimeoutError after so many real seconds."""
        deadline = realtime.monotonic() + timeout
        self._start()
        while True:
            seen = self.settled.rings
            if not self._queue:
                return list(self)
            self.settled.wait(seen, self._remaining(deadline, timeout))

    async def drain_async(self, timeout: float = 10.0) -> list[Delivery]:
        """As `drain`, for a coroutine."""
        deadline = realtime.monotonic() + timeout
        self._start()
        while True:
            seen = self.settled.rings
            if not self._queue:
                return list(self)
            await self.settled.wait_async(seen, self._remaining(deadline, timeout))

    def __iter__(self) -> Iterator[Delivery]:
        return iter(list(self._known.values()))

    def __len__(self) -> int:
        return len(self._known)

    def _remaining(self, deadline: float, timeout: float) -> float:
        remaining = deadline - realtime.monotonic()
        if remaining <= 0:
            raise TimeoutError(f"{len(self._queue)} deliveries are still under way after {timeout:g} s")
        return remaining

    def _keep(self, delivery: Delivery) -> None:
        self._known[delivery.id] = delivery
        if delivery.status == "queued":
            self._queue.append(delivery.id)
        while len(self._known) > self._capacity and next(iter(self._known)) not in self._queue:
            del self._known[next(iter(self._known))]

    def _after_answer(self) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # no answer is being made in this thread
            self._start()
        else:
            # The answer is written before the loop takes its next turn.
            loop.call_soon(self._start)

    def _start(self) -> None:
        with self._lock:
            if self._working or not self._queue:
                return
            self._working = True
        threading.Thread(target=self._work, args=(self._era,), name="mfa-outbound", daemon=True).start()

    def _work(self, era: object) -> None:
        while True:
            with self._lock:
                if self._era is not era:
                    return
                if not self._queue:
                    self._working = False
                    return
                delivery = self._known[self._queue[0]]
            done = self._deliver(delivery)
            with self._lock:
                if self._era is not era:
                    return
                self._known[done.id] = done
                self._queue.popleft()
            self.settled.ring()

    def _deliver(self, delivery: Delivery) -> Delivery:
        attempts: list[Attempt] = []
        for _ in range(delivery.retries + 1):
            attempts.append(self._attempt(delivery))
            if attempts[-1].status == delivery.expect:
                return msgspec.structs.replace(delivery, status="delivered", attempts=tuple(attempts))
        last = attempts[-1]
        reason = last.error or f"answered {last.status}, {delivery.expect} is expected"
        return msgspec.structs.replace(delivery, status="failed", attempts=tuple(attempts), reason=reason)

    def _attempt(self, delivery: Delivery) -> Attempt:
        from http.client import HTTPException

        try:
            status, error = self._post(delivery), ""
        except (OSError, HTTPException, ValueError) as problem:
            status, error = 0, f"{type(problem).__name__}: {problem}"
        return Attempt(self._clock.micros(), status, error)

    def _post(self, delivery: Delivery) -> int:
        from http.client import HTTPConnection, HTTPSConnection

        parts = urlsplit(delivery.url)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=self.TIMEOUT)
        try:
            target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
            connection.request("POST", target, delivery.body, delivery.headers)
            response = connection.getresponse()
            response.read()
            return response.status
        finally:
            connection.close()


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
