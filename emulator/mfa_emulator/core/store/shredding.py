"""Frees many records in small pieces, so that no event loop stands still for it."""

import asyncio
from collections.abc import Iterator


def shred_later(pieces: Iterator[None], loop: asyncio.AbstractEventLoop | None = None) -> None:
    """Take the pieces one by one on `loop`, or on the one that this runs in.

    Without a loop there is nobody to hold up: what nobody uses any more is freed at once, as ever.
    """
    if loop is None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
    running = loop

    def step() -> None:
        if next(pieces, pieces) is not pieces:
            running.call_soon(step)

    running.call_soon_threadsafe(step)
