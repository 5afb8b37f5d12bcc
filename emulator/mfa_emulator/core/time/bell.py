"""A bell that wakes threads and event loops alike."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TypeAlias

_Wake: TypeAlias = Callable[[], None]
"""Wakes one who waits; may be called from any thread."""


class Bell:
    """Wakes those who wait, from whichever thread it is rung.

    A ring may have a topic (a recipient, say): then it wakes those who wait for this topic and those who wait for
    any, and costs nothing for the others, however many they are.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str | None, dict[_Wake, None]] = {}
        self._followers: list[Bell] = []
        self._rings = 0

    @property
    def rings(self) -> int:
        """The number of rings: read before looking, passed to a wait so that no ring between is missed."""
        return self._rings

    def follow(self, other: "Bell") -> None:
        """Ring whenever the other one rings, for all topics."""
        other._followers.append(self)

    def ring(self, topic: str | None = None) -> None:
        """Wake those who wait now: for the topic, or all of them."""
        with self._lock:
            self._rings += 1
            woken = self._woken(topic) if self._waiting else ()
        for waiting in woken:
            _wake(waiting)
        for follower in self._followers:
            follower.ring(topic)

    def _woken(self, topic: str | None) -> "list[dict[_Wake, None]]":
        """Those who wait for it, who wait no more."""
        if topic is None:
            woken, self._waiting = list(self._waiting.values()), {}
            return woken
        return [self._waiting.pop(one, {}) for one in (topic, None)]

    def wait(self, seen: int, timeout: float | None, topic: str | None = None) -> bool:
        """Block until it has rung for the topic (None: any), at most `timeout` real seconds (None: for ever).

        Does not block when it has rung, whatever for, since `seen`. Tells whether it rang.
        """
        event = threading.Event()
        if not self._await(seen, topic, event.set):
            return True
        try:
            return event.wait(timeout)
        finally:
            self._forget(topic, event.set)

    async def wait_async(self, seen: int, timeout: float | None, topic: str | None = None) -> bool:
        """As `wait`, for a coroutine."""
        loop = asyncio.get_running_loop()
        future = loop.create_future()

        def wake() -> None:
            loop.call_soon_threadsafe(_finish, future)

        if not self._await(seen, topic, wake):
            return True
        try:
            await asyncio.wait_for(future, timeout)
        except TimeoutError:
            return False
        finally:
            self._forget(topic, wake)
        return True

    def _await(self, seen: int, topic: str | None, wake: _Wake) -> bool:
        """Take note of one who waits, unless it has rung since."""
        with self._lock:
            if self._rings != seen:
                return False
            self._waiting.setdefault(topic, {})[wake] = None
            return True

    def _forget(self, topic: str | None, wake: _Wake) -> None:
        with self._lock:
            waiting = self._waiting.get(topic)
            if waiting is not None:
                waiting.pop(wake, None)
                if not waiting:
                    del self._waiting[topic]


def _wake(all_of: Iterable[_Wake]) -> None:
    for wake in all_of:
        with suppress(RuntimeError):  # its loop was closed while it waited
            wake()


def _finish(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
