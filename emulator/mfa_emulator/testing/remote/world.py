"""A world of a running emulator."""

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from mfa_emulator.core.http.json import Json
from mfa_emulator.core.ids import Ids
from mfa_emulator.core.options import Options
from mfa_emulator.core.otp import uris
from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.core.otp.totp import Totp
from mfa_emulator.core.providers import Providers
from mfa_emulator.core.store.expiry import Ending
from mfa_emulator.core.store.snapshot import Snapshot
from mfa_emulator.core.store.state import State
from mfa_emulator.core.time import durations
from mfa_emulator.core.time.clock import Clock
from mfa_emulator.core.time.durations import Instant
from mfa_emulator.core.world import World
from mfa_emulator.core.worlds import Worlds
from mfa_emulator.testing.remote.absent import without
from mfa_emulator.testing.remote.clock import RemoteClock
from mfa_emulator.testing.remote.connection import Connection
from mfa_emulator.testing.remote.faults import RemoteFaults
from mfa_emulator.testing.remote.helpers import Helpers
from mfa_emulator.testing.remote.inbox import RemoteInbox
from mfa_emulator.testing.remote.journal import RemoteJournal
from mfa_emulator.testing.remote.outbound import RemoteOutbound

if TYPE_CHECKING:
    from mfa_emulator.core.handles import Person

_OF_SERVER = "state is in the server; use the helpers of the vendors"
_OF_CALLS = "it is for those who answer calls, which the server does"


class App(msgspec.Struct):
    """A TOTP factor as the control API shows it."""

    uri: str


class Event(msgspec.Struct):
    """The end of a record as the control API shows it."""

    at: str
    what: str
    provider: str
    subject: str

    def ending(self) -> Ending:
        """The ending."""
        return Ending(durations.instant(self.at), self.what, self.provider, self.subject)


class Timeline(msgspec.Struct):
    """The endings that lie ahead, the nearest first."""

    events: list[Event]


@without(
    dict.fromkeys(
        ("draw", "alphanumeric", "hex", "digits", "number", "url_safe", "base32_secret", "uuid", "code", "first"),
        "the server draws what vendors issue",
    )
    | dict.fromkeys(("marks", "apart", "begin", "dump", "load"), _OF_CALLS)
    | {"pinned": "read the message instead"}
)
class RemoteIds(Ids):
    """Codes that are pinned, of a world elsewhere."""

    def __init__(self, connection: Connection) -> None:
        # Nothing is drawn in this process.
        self._connection = connection

    def pin(self, recipient: str, code: str | None) -> None:
        """Give `recipient` this code from now on; a pin cannot be taken away again here."""
        if code is not None and not (isinstance(code, str) and code):
            raise ValueError(f"a code is a text such as '123456', not {code!r}")
        if code is None:
            raise RuntimeError("a world of a running server (--mfa-url) keeps its pins: pin another code")
        self._connection.post("/seed", dict[str, Json], {"codes": {recipient: code}})


@without(
    dict.fromkeys(("states", "state_of", "settings", "settings_of", "limits"), _OF_SERVER)
    | dict.fromkeys(("workshop", "broadcasts", "tokens", "held", "configured"), _OF_CALLS)
    | dict.fromkeys(("snapshot", "adopt", "document", "ready", "reading"), "use mfa.checkpoint()")
    | dict.fromkeys(("read_folder", "write_folder"), "use `mfa-emulator export`, or --import of the server")
    | {"seeding": "use seed(…)", "sowing": "use seed(…)", "resetting": "use reset()"}
    | {"close": "the world ends with its test", "options": "they are the server's, but for those of the marker"}
)
class RemoteWorld(World):
    """A world of a running emulator, by the control API."""

    def __init__(self, name: str, providers: Providers, connection: Connection) -> None:
        # Nothing of a world of this process is made but for its parts.
        self.name = name
        self.providers = providers
        self.lock: threading.RLock = threading.RLock()
        self.connection = connection
        self.clock: RemoteClock = RemoteClock(connection)
        self.ids: RemoteIds = RemoteIds(connection)
        self.faults: RemoteFaults = RemoteFaults(connection)
        self.inbox: RemoteInbox = RemoteInbox(connection, self.ids)
        self.journal: RemoteJournal = RemoteJournal(connection)
        self.outbound: RemoteOutbound = RemoteOutbound(connection)
        packages = {provider.new_state.__module__.partition(".")[0] for provider in providers.values()}
        self._helpers = Helpers(connection, self.clock, tuple({"mfa_emulator", *packages}))

    def api_of(self, name: str) -> object:
        """The Python API of a vendor, whose helpers are called in the server."""
        provider = self.providers[name]
        kind = provider.api if isinstance(provider.api, type) else type(provider.api(Worlds((), Options()).default))
        return self._helpers.of_vendor(provider.name, kind)

    def authenticators(self) -> list[Authenticator]:
        """The authenticator apps of all users: one for every TOTP factor of every provider."""
        found = self.connection.pages("/authenticators", "authenticators", App)
        return [Authenticator(*_app(app.uri, self.clock)) for app in found]

    def people(self) -> "list[Person]":
        """The people of every vendor, with their factors."""
        found: list[Person] = []
        for name in self.providers:
            users = self._helpers.ask(name, "users")
            found += users if isinstance(users, list) else []
        return found

    def timeline(self, until: Instant | None = None, limit: int = 100) -> list[Ending]:
        """The records of all vendors that end next, the nearest first, and none that end after `until`."""
        last = None if until is None else durations.as_datetime(durations.instant(until)).isoformat()
        wanted = {"until": last, "limit": limit}
        return [event.ending() for event in self.connection.get("/timeline", Timeline, wanted).events]

    def seed(self, document: Mapping[str, Json]) -> None:
        """Put in a seed document. Raises ValueError, and changes nothing, when any part of it does not fit."""
        self.connection.post("/seed", dict[str, Json], document)

    def reset(self, options: Options | None = None) -> Mapping[str, State]:
        """Begin again: seeds loaded, clock as at the start, everything else gone."""
        if options is not None:
            raise RuntimeError("a world of a running server (--mfa-url) keeps its options: give them by the marker")
        self.connection.post("/reset", dict[str, Json])
        self.clock.begun_again()
        return {}

    def written(self) -> bytes:
        """The world as it is now, as a document to `restore`."""
        return self.connection.ask("GET", "/snapshot")

    def restore(self, snapshot: Snapshot | bytes) -> None:
        """Go back to a document of a world. Raises ValueError, and changes nothing, when it does not fit."""
        if isinstance(snapshot, Snapshot):
            raise RuntimeError("a snapshot of this process means nothing to a running server (--mfa-url): give bytes")
        self.connection.ask("PUT", "/snapshot", snapshot)
        self.clock.changed.ring()


def _app(uri: str, clock: Clock) -> tuple[Totp, Clock, str]:
    totp, label = uris.read(uri)
    return totp, clock, label.partition(":")[2] or label
