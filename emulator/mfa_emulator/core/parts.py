"""Parts of one world by their short names, for all that stands for that world in a test."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from mfa_emulator.core.descriptions.suggestions import unknown

if TYPE_CHECKING:
    from mfa_emulator.core.faults.faults import Faults
    from mfa_emulator.core.http.json import Json
    from mfa_emulator.core.http.outbound import Outbound
    from mfa_emulator.core.inbox import Inbox
    from mfa_emulator.core.journal import Journal
    from mfa_emulator.core.otp.authenticator import Authenticator
    from mfa_emulator.core.time.clock import Clock
    from mfa_emulator.core.world import World
    from mfa_emulator.providers.attributes import BuiltIn
else:
    BuiltIn = object  # the attributes of the built-in vendors exist for type checkers and editors

T = TypeVar("T")


class Vendors(BuiltIn):
    """Each vendor's Python API as an attribute by the vendor's name, made when it is asked for."""

    def vendor(self, name: str, kind: type[T]) -> "T":
        """The Python API of a vendor, from outside perhaps, with its type: ``mfa.vendor("okta", Okta)``.

        Raises ValueError when there is no vendor of that name, TypeError when its API is of another type.
        """
        world = self._world_of_vendors()
        if name not in world.providers:
            raise ValueError(unknown("vendor", name, world.providers))
        api = world.api_of(name)
        if not isinstance(api, kind):
            raise TypeError(f"the Python API of {name} is of type {type(api).__name__}, not {kind.__name__}")
        return api

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._world_of_vendors().providers})

    def api_of(self, name: str) -> object:
        """The Python API of the vendor of that name, there for it is asked for as an attribute."""
        world = self._world_of_vendors()
        return world.providers[name].api(world)

    def _world_of_vendors(self) -> "World":
        raise NotImplementedError

    # Hidden from type checkers, which would take every name for that of a vendor.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            kind = type(self).__name__.removeprefix("Remote").lower()
            if name.startswith("_") or name in ("world", "providers"):  # not set yet, or asked for by Python itself
                raise AttributeError(f"{kind} has no attribute {name!r}")
            world = self._world_of_vendors()
            if name not in world.providers:
                public = (one for one in dir(self) if not one.startswith("_"))
                # Without the object newer Pythons do not add a suggestion of their own to ours.
                raise AttributeError(f"{kind} has {unknown('attribute', name, public)}", name=name, obj=None)
            return world.api_of(name)


class Shortcuts(Vendors):
    """A world's parts; each provider's Python API is there too, by the provider's name."""

    @property
    def world(self) -> "World":
        """The world itself: ``.ids`` to pin codes, ``.seed``, ``.snapshot``, ``.restore``, ``.reset``."""
        raise NotImplementedError

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
        """Faults to come: ``add(operation="…", status=503)``."""
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

    def report(self) -> str:
        """Text of what happened in the world: its time, the last messages, refused requests with the reason, faults."""
        from mfa_emulator.core.reading import report  # here, for it is wanted when a test fails

        return report.text(self.world)

    def authenticator(self, source: "str | Mapping[str, Json]") -> "Authenticator":
        """An authenticator app on the world's clock, from a secret, an ``otpauth://`` URI or a vendor's answer."""
        return self.world.authenticator(source)

    def _world_of_vendors(self) -> "World":
        return self.world
