"""Calls to the outside, to allowed hosts: webhooks after the answer that caused them, questions before it."""

import asyncio
import threading
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from mfa_emulator.core.http.deliveries import Attempt, Delivery, host_of, receiver_of
from mfa_emulator.core.identifiers import is_loopback
from mfa_emulator.core.store.kept import Kept
from mfa_emulator.core.time import realtime
from mfa_emulator.core.time.bell import Bell
from mfa_emulator.core.time.clock import Clock

if TYPE_CHECKING:
    from mfa_emulator.core.http.posting import Answer, Post

KEPT = 1024 * 1024
"""Bytes of an answer that is read for what it says."""


class _Lane:
    """The queue of one receiver, which a thread of its own sends in order: no receiver waits for another one."""

    def __init__(self) -> None:
        self.queue: deque[Delivery] = deque()
        self.working = False
        self.gone = False
        """The deliveries are forgotten: the thread stops."""
        self.post: Post | None = None


class Outbound:
    """The deliveries of one world: the last `capacity` that are done with, and those that are queued.

    At most `capacity` are queued in all, and half as many for one receiver: a further one fails at once. Neither those
    that are done with nor those that are queued take more than `room` bytes of memory. Each try ends after `timeout`
    real seconds.
    """

    def __init__(
        self,
        clock: Clock,
        hosts: Collection[str] = (),
        *,
        capacity: int = 1000,
        room: int = 8 * 2**20,
        timeout: float = 10.0,
    ) -> None:
        self.settled: Bell = Bell()
        """Rings whenever a delivery is done with."""
        self._clock = clock
        self.allow(hosts)
        self._lock = threading.Lock()
        self._capacity = capacity
        self._queued: Kept[int, Delivery] = Kept(capacity, room)
        self._done: Kept[int, Delivery] = Kept(capacity, room)
        self._timeout = timeout
        self._lanes: dict[str, _Lane] = {}
        self._asking: set[Post] = set()
        self.begin()

    def allow(self, hosts: Collection[str]) -> None:
        """Let deliveries go to these hosts, and to no others but this machine."""
        self._hosts = frozenset(host.lower() for host in hosts)

    def give_room(self, room: int) -> None:
        """Let deliveries that are done with take so many bytes of memory, and those that are queued as many."""
        self._queued.room = self._done.room = room

    def begin(self) -> None:
        """Forget all deliveries; what is queued is not sent any more, and calls under way are cut."""
        with self._lock:
            forgotten, self._lanes = list(self._lanes.values()), {}
            for lane in forgotten:
                lane.gone = True
            posts = [*self._asking, *(lane.post for lane in forgotten if lane.post is not None)]
            self._asking = set()
            self._queued.clear()
            self._done.clear()
            self._count = 0
        for post in posts:
            post.cut()
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
            delivery = self._new(provider, event, url, headers, body, expect, retries)
            if delivery.status == "queued":
                self._lanes.setdefault(receiver_of(url), _Lane()).queue.append(delivery)
        if delivery.status == "queued":
            self._after_answer(receiver_of(url))
        return delivery

    async def ask(
        self, *, provider: str, event: str, url: str, headers: Mapping[str, str], body: bytes, timeout: float
    ) -> Attempt:
        """POST `body` to `url` at once, and wait for what is answered, at most `timeout` real seconds.

        Questions wait neither for each other nor for what is queued. Status 0: there is no answer, and `error` says
        why. Nobody may hold the lock of the world meanwhile.
        """
        from mfa_emulator.core.http.posting import Post, tried_elsewhere  # few worlds call out

        with self._lock:
            delivery = self._new(provider, event, url, headers, body, expect=200, retries=0)
            if delivery.status != "queued":
                return Attempt(self._clock.micros(), 0, delivery.reason)
            post = Post(url, headers, body, timeout, KEPT)
            self._asking.add(post)
        attempt = Attempt(self._clock.micros(), 0, "nobody waited for the answer")
        try:
            attempt = self._tried(await tried_elsewhere(post))
        finally:
            post.cut()
            with self._lock:
                self._asking.discard(post)
                if delivery.id in self._queued:  # else all was forgotten meanwhile
                    self._keep(delivery.after((attempt,)))
            self.settled.ring()
        return attempt

    def replay(self, delivery_id: int) -> Delivery | None:
        """Send a delivery once more, as a new one; None when there is none of that id."""
        old = self._queued.get(delivery_id) or self._done.get(delivery_id)
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
        host = host_of(url)
        return host in self._hosts or is_loopback(host)

    def drain(self, timeout: float = 10.0) -> list[Delivery]:
        """Wait until nothing is queued and return all deliveries. Raises TimeoutError after so many real seconds."""
        deadline = realtime.monotonic() + timeout
        self._start_all()
        while True:
            seen = self.settled.rings
            if not self._queued:
                return list(self)
            self.settled.wait(seen, self._remaining(deadline, timeout))

    async def drain_async(self, timeout: float = 10.0) -> list[Delivery]:
        """As `drain`, for a coroutine."""
        deadline = realtime.monotonic() + timeout
        self._start_all()
        while True:
            seen = self.settled.rings
            if not self._queued:
                return list(self)
            await self.settled.wait_async(seen, self._remaining(deadline, timeout))

    def __iter__(self) -> Iterator[Delivery]:
        with self._lock:
            known = [*self._done, *self._queued]
        return iter(sorted(known, key=lambda delivery: delivery.id))

    def __len__(self) -> int:
        return len(self._done) + len(self._queued)

    def _remaining(self, deadline: float, timeout: float) -> float:
        remaining = deadline - realtime.monotonic()
        if remaining <= 0:
            raise TimeoutError(f"{len(self._queued)} deliveries are still under way after {timeout:g} s")
        return remaining

    def _new(
        self,
        provider: str,
        event: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        expect: int,
        retries: int,
    ) -> Delivery:
        """A delivery, queued, or done with where it may not go out."""
        self._count += 1
        now = self._clock.micros()
        delivery = self._judged(Delivery(self._count, provider, event, url, dict(headers), body, now, expect, retries))
        if delivery.status == "queued":
            self._queued.put(delivery.id, delivery)
        else:
            self._keep(delivery)
        return delivery

    def _judged(self, delivery: Delivery) -> Delivery:
        """The delivery, refused if its host is not allowed, failed if there is no room for it."""
        if not self.allows(delivery.url):
            why = f"{host_of(delivery.url) or delivery.url!r} is not loopback: allow it as an outbound host"
            return msgspec.structs.replace(delivery, status="refused", reason=why)
        receiver = receiver_of(delivery.url)
        lane = self._lanes.get(receiver)
        if lane is not None and len(lane.queue) >= self._capacity // 2:
            why = f"{receiver} is too slow: {len(lane.queue)} deliveries to it are queued already"
        elif not self._queued.has_room(delivery):
            why = f"receivers are too slow: {len(self._queued)} deliveries are queued already"
        else:
            return delivery
        return msgspec.structs.replace(delivery, status="failed", reason=why)

    def _keep(self, delivery: Delivery) -> None:
        """Keep a delivery that is done with, and is queued no more."""
        self._queued.pop(delivery.id)
        self._done.put(delivery.id, delivery)
        for _ in self._done.dropped():
            pass

    def _after_answer(self, receiver: str) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # no answer is being made in this thread
            self._start(receiver)
        else:
            # The answer is written before the loop takes its next turn.
            loop.call_soon(self._start, receiver)

    def _start_all(self) -> None:
        with self._lock:
            receivers = list(self._lanes)
        for receiver in receivers:
            self._start(receiver)

    def _start(self, receiver: str) -> None:
        with self._lock:
            lane = self._lanes.get(receiver)
            if lane is None or lane.working:
                return
            lane.working = True
        threading.Thread(target=self._work, args=(receiver, lane), name="mfa-outbound", daemon=True).start()

    def _work(self, receiver: str, lane: _Lane) -> None:
        while True:
            with self._lock:
                if lane.gone:
                    return
                if not lane.queue:
                    del self._lanes[receiver]
                    return
                delivery = lane.queue[0]
            done = self._deliver(lane, delivery)
            with self._lock:
                if lane.gone:
                    return
                lane.queue.popleft()
                self._keep(done)
            self.settled.ring()

    def _deliver(self, lane: _Lane, delivery: Delivery) -> Delivery:
        attempts: list[Attempt] = []
        while not attempts or (len(attempts) <= delivery.retries and not lane.gone):
            attempts.append(self._attempt(lane, delivery))
            if attempts[-1].status == delivery.expect:
                break
        return delivery.after(tuple(attempts))

    def _attempt(self, lane: _Lane, delivery: Delivery) -> Attempt:
        from mfa_emulator.core.http.posting import Post, tried  # few worlds send webhooks

        lane.post = post = Post(delivery.url, delivery.headers, delivery.body, self._timeout)
        if lane.gone:  # just now, and nobody else will cut it
            post.cut()
        return self._tried(tried(post))

    def _tried(self, outcome: "Answer | str") -> Attempt:
        if isinstance(outcome, str):
            return Attempt(self._clock.micros(), 0, outcome)
        return Attempt(self._clock.micros(), outcome.status, answer=outcome.body.decode("utf-8", "replace"))
