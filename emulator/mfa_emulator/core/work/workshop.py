"""Workshop: a few threads for computations that take long, whichever world needs them."""

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TypeVar

T = TypeVar("T")

THREADS = 2
"""Computations at once, at most: further ones wait for their turn. Each may take 64 MiB, and one core."""


class Needed(Exception):
    """The word of a handler that it needs a computation first. Nothing has changed when it is raised.

    The pipeline lets go of the world's lock, has it computed, and calls the handler again, which finds the outcome
    under `key` and reads everything else anew.
    """

    def __init__(self, key: Hashable, compute: Callable[[], object]) -> None:
        super().__init__("something is still to be computed")
        self.key = key
        self.compute = compute


class Workshop:
    """Threads that are made when something is to be computed first, and end when nobody holds the workshop."""

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(THREADS, thread_name_prefix="mfa-emulator-work")

    async def outcome(self, compute: Callable[[], T]) -> T:
        """The outcome of `compute`, or its error, from a thread of the workshop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, compute)
