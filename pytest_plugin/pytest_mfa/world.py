"""What the fixture `mfa` gives: one test's world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mfa_emulator import Authenticator, Clock, Emulator
    from mfa_emulator.core.faults import Faults
    from mfa_emulator.core.inbox import Inbox
    from mfa_emulator.core.journal import Journal
    from mfa_emulator.core.outbound import Outbound


class Mfa:
    """The emulator's default world, begun anew for this test.

    Each provider's Python API is there by the provider's name. A server is started when `url` or `env` is first
    asked for, and then serves all tests of the session.
    """

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        """The emulator that the world belongs to; ``.app`` is its ASGI application."""
        self.world = emulator.world
        """The world itself: ``.ids`` to pin codes, ``.seed``, ``.snapshot``, ``.restore``, ``.reset``."""

    def __repr__(self) -> str:
        return f"<mfa: world {self.world.name} at {self.clock.now():%Y-%m-%dT%H:%M:%SZ}, {len(self.inbox)} messages>"

    @property
    def url(self) -> str:
        """The base URL of the live server."""
        return self.emulator.start()

    @property
    def env(self) -> dict[str, str]:
        """The environment variables that point the vendors' SDKs at the live server."""
        return self.emulator.env_of(self.world, self.url)

    @property
    def clock(self) -> Clock:
        """The world's clock: ``advance("31s")``, ``travel``, ``freeze``, ``resume``, ``now()``."""
        return self.world.clock

    @property
    def inbox(self) -> Inbox:
        """Every message that the vendors sent: ``latest(to=…)``, ``messages(…)``, ``wait_for(to=…)``."""
        return self.world.inbox

    @property
    def faults(self) -> Faults:
        """What is to go wrong: ``add(operation="…", status=503)``."""
        return self.world.faults

    @property
    def requests(self) -> Journal:
        """The exchanges so far: ``find(operation=…, status=…)``."""
        return self.world.journal

    @property
    def outbound(self) -> Outbound:
        """The webhooks that vendors sent: ``drain()`` waits until all are out and lists them."""
        return self.world.outbound

    @property
    def authenticators(self) -> list[Authenticator]:
        """The authenticator apps of all users: one for every TOTP factor of every provider."""
        return self.world.authenticators()

    def authenticator(self, source: str | Mapping[str, Any]) -> Authenticator:
        """An authenticator app on the world's clock, from a secret, an ``otpauth://`` URI or a vendor's answer."""
        return self.world.authenticator(source)

    @contextmanager
    def checkpoint(self) -> Iterator[None]:
        """Take the world back, at the end of the block, to what it was at its beginning: users, time, messages."""
        snapshot = self.world.snapshot()
        try:
            yield
        finally:
            self.world.restore(snapshot)

    def __getattr__(self, name: str) -> Any:
        """A provider's Python API by the provider's name."""
        world = self.__dict__.get("world")
        if world is None or name not in world.providers:
            raise AttributeError(f"mfa has no {name!r}")
        return getattr(world, name)
