"""A bell that wakes threads and event loops alike."""

import asyncio
import threading
from contextlib import suppress


class Bell:
    """Wakes all threads and coroutines that wait, from any thread."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._futures: set[asyncio.Future[None]] = set()
        self._rings = 0

    @property
    def rings(self) -> int:
        """The number of rings: read before looking, passed to a wait so that no ring between is missed."""
        return self._rings

    def ring(self) -> None:
        """Wake all who wait now."""
        with self._condition:
            self._rings += 1
            self._condition.notify_all()
            waiting, self._futures = self._futures, set()
        for future in waiting:
            with suppress(RuntimeError):  # its loop was closed while it waited
                future.get_loop().call_soon_threadsafe(_finish, future)

    def wait(self, seen: int, timeout: float | None) -> bool:
        """Block until it has rung since `seen`, at most `timeout` real seconds (None: for ever); whether it rang."""
        with self._condition:
            return self._condition.wait_for(lambda: self._rings != seen, timeout)

    async def wait_async(self, seen: int, timeout: float | None) -> bool:
        """As `wait`, for a coroutine."""
        future = asyncio.get_running_loop().create_future()
        with self._condition:
            if self._rings != seen:
                return True
            self._futures.add(future)
        try:
            await asyncio.wait_for(future, timeout)
        except TimeoutError:
            return False
        finally:
            with self._condition:
                self._futures.discard(future)
        return True


def _finish(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
