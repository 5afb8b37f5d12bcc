"""Long work in slices, so that nobody stands still for it: all at once, or aside in a thread that gives way."""

import asyncio
import threading
from collections.abc import Generator
from contextlib import suppress
from typing import Any, TypeAlias, TypeVar

from mfa_emulator.core.time import realtime

T = TypeVar("T")

Work: TypeAlias = Generator[None, None, T]
"""Work that yields after each slice of a millisecond at most, and returns its outcome."""

SLICE = 0.001
"""Seconds of work before a rest."""
REST = 0.0005


def at_once(work: Work[T]) -> T:
    """The outcome of the work, done without a rest in the calling thread."""
    while True:
        try:
            next(work)
        except StopIteration as done:
            outcome: T = done.value
            return outcome


def paced(work: Work[T]) -> T:
    """The outcome of the work, done in the calling thread with a rest after each slice."""
    rested = realtime.monotonic()
    while True:
        try:
            next(work)
        except StopIteration as done:
            outcome: T = done.value
            return outcome
        if realtime.monotonic() - rested > SLICE:
            realtime.pause(REST)
            rested = realtime.monotonic()


class Aside:
    """A place beside event loops for long work, one piece of work after the other.

    A thread alone does not help the others: it lets go of the interpreter only when it is made to, which takes 5 ms
    each time that somebody wants it, and a request wants it several times. So it rests after each slice.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()

    async def outcome(self, work: Work[T]) -> T:
        """The outcome of the work, done in a thread. When nobody waits for it any more the work ends halfway."""
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[T] = loop.create_future()
        threading.Thread(target=self._do, args=(work, loop, outcome), name="mfa-aside", daemon=True).start()
        return await outcome

    def _do(self, work: Work[Any], loop: asyncio.AbstractEventLoop, outcome: asyncio.Future[Any]) -> None:
        with self._turn:
            try:
                done = paced(_while_wanted(work, outcome))
            except BaseException as error:
                done = error
            finally:
                work.close()
        with suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(_settle, outcome, done)


def _while_wanted(work: Work[T], outcome: asyncio.Future[T]) -> Work[T | None]:
    while not outcome.cancelled():
        try:
            next(work)
        except StopIteration as done:
            wanted: T = done.value
            return wanted
        yield
    return None


def _settle(outcome: asyncio.Future[Any], done: Any) -> None:
    if outcome.done():
        return
    if isinstance(done, BaseException):
        outcome.set_exception(done)
    else:
        outcome.set_result(done)
