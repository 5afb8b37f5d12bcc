"""Value of the fixture `mfa`: one test's world."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mfa_emulator.core.parts import Shortcuts

if TYPE_CHECKING:
    from mfa_emulator import Emulator, World


class Mfa(Shortcuts):
    """The emulator's default world, reset for this test.

    Each provider's Python API is there by the provider's name. A server is started when `url` or `env` is first
    asked for, and then serves all tests of the session.
    """

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        """The emulator that the world belongs to; ``.app`` is its ASGI application."""
        self.world: World = emulator.world

    def __repr__(self) -> str:
        return f"<mfa: world {self.world.name} at {self.clock.now():%Y-%m-%dT%H:%M:%SZ}, {len(self.inbox)} messages>"

    @property
    def url(self) -> str:
        """The base URL of the live server."""
        return self.emulator.start()

    @property
    def env(self) -> dict[str, str]:
        """The environment variables that point the vendors' SDKs at the live server."""
        return self.emulator.worlds.env(self.world, self.url)

    @contextmanager
    def checkpoint(self) -> Iterator[None]:
        """Take the world back, at the end of the block, to what it was at its beginning: users, time, messages."""
        snapshot = self.world.snapshot()
        try:
            yield
        finally:
            self.world.restore(snapshot)
