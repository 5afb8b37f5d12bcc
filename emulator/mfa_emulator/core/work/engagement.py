"""The engagement of a world: a thread has its lock for long, and requests wait elsewhere than at the lock."""

from collections.abc import Iterator
from contextlib import contextmanager

from mfa_emulator.core.time.bell import Bell


class Engagement:
    """Counts the threads that have a world's lock for long, or are about to.

    An event loop that waited at the lock would serve no other world meanwhile.
    """

    def __init__(self) -> None:
        self.count: int = 0
        self._ended: Bell = Bell()

    @contextmanager
    def begun(self) -> Iterator[None]:
        """Have requests wait while the block runs."""
        self.count += 1
        try:
            yield
        finally:
            self.count -= 1
            self._ended.ring()

    async def over(self) -> None:
        """Wait until no thread has the lock for long."""
        while True:
            seen = self._ended.rings
            if not self.count:
                return
            await self._ended.wait_async(seen, None)
