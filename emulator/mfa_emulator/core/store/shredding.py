"""Frees many records in small pieces, so that no event loop stands still for it."""

import asyncio
from collections.abc import Iterator
from typing import TypeVar

from mfa_emulator.core.http.json import Json
from mfa_emulator.core.store.slices import Work

K = TypeVar("K")
V = TypeVar("V")

_PIECE = 1000
"""Things that are freed at a time, in far less than a millisecond."""


def emptied(mapping: dict[K, V]) -> Iterator[None]:
    """Empty a mapping that nobody uses any more piece by piece, and large ones in it."""
    while mapping:
        for _ in range(min(_PIECE, len(mapping))):
            _, inner = mapping.popitem()
            if isinstance(inner, dict) and len(inner) > _PIECE:
                yield from emptied(inner)
        yield


def rows_within(document: Json, levels: int = 5) -> list[Json]:
    """The items of all long lists and mappings of a document, which are not looked for below so many levels."""
    if not isinstance(document, list | dict):
        return []
    inner = document if isinstance(document, list) else [*document.values()]
    if len(inner) > _PIECE:
        return [*inner]
    found: list[Json] = []
    for one in inner if levels else ():
        found += rows_within(one, levels - 1)
    return found


def let_go(rows: list[Json]) -> Work[None]:
    """The work of letting go of rows; those that nobody else has are freed."""
    while rows:
        del rows[-_PIECE:]
        yield


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
