"""The parts of one world by their short names, for whatever stands for that world in a test."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mfa_emulator.core.faults import Faults
    from mfa_emulator.core.http.outbound import Outbound
    from mfa_emulator.core.inbox import Inbox
    from mfa_emulator.core.journal import Journal
    from mfa_emulator.core.otp.authenticator import Authenticator
    from mfa_emulator.core.time.clock import Clock
    from mfa_emulator.core.world import World


class Shortcuts:
    """A world's parts; each provider's Python API is there too, by the provider's name."""

    world: "World"
    """The world itself: ``.ids`` to pin codes, ``.seed``, ``.snapshot``, ``.restore``, ``.reset``."""

    @property
    def clock(self) -> "Clock":
        """The world's clock: ``advance("31s")``, ``travel``, ``freeze``, ``resume``, ``now()``."""
        return self.world.clock

    @property
    def inbox(self) -> "Inbox":
        """Every message that the vendors sent: ``latest(to=…)``, ``messages(…)``, ``wait_for(to=…)``."""
        return self.world.inbox

    @property
    def faults(self) -> "Faults":
        """What is to go wrong: ``add(operation="…", status=503)``."""
        return self.world.faults

    @property
    def requests(self) -> "Journal":
        """The exchanges so far: ``find(operation=…, status=…)``."""
        return self.world.journal

    @property
    def outbound(self) -> "Outbound":
        """The webhooks that vendors sent: ``drain()`` waits until all are out and lists them."""
        return self.world.outbound

    @property
    def authenticators(self) -> "list[Authenticator]":
        """The authenticator apps of all users: one for every TOTP factor of every provider."""
        return self.world.authenticators()

    def authenticator(self, source: str | Mapping[str, Any]) -> "Authenticator":
        """An authenticator app on the world's clock, from a secret, an ``otpauth://`` URI or a vendor's answer."""
        return self.world.authenticator(source)

    def __getattr__(self, name: str) -> Any:
        """A provider's Python API by the provider's name."""
        world = self.__dict__.get("world")
        if world is None or name not in world.providers:
            raise AttributeError(f"{type(self).__name__.lower()} has no {name!r}")
        return getattr(world, name)
