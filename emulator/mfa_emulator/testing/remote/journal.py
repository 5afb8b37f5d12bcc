"""The requests of a world elsewhere."""

from collections.abc import Iterator

import msgspec

from mfa_emulator.core.http.json import Json
from mfa_emulator.core.journal import Exchange, Journal, Line
from mfa_emulator.core.time import durations
from mfa_emulator.testing.remote.absent import without
from mfa_emulator.testing.remote.connection import Connection, NotThere

_OF_SERVER = "the server keeps it"


class Told(Line, frozen=True):
    """An exchange as the control API shows it, secrets masked."""

    request: Json = None
    response: Json = None
    traceback: str = ""

    def exchange(self) -> Exchange:
        """The exchange, whose bodies have their secrets masked."""
        return Exchange(
            number=self.number,
            at=durations.instant(self.at),
            provider=self.provider,
            operation=self.operation,
            method=self.method,
            target=self.path,
            request=_body(self.request),
            status=self.status,
            response=_body(self.response),
            reason=self.reason,
            took=self.took_us,
            traceback=self.traceback,
            secrets=frozenset(),  # masked already
        )


@without(
    {
        "add": "the server adds what it is asked",
        "add_stranger": "the server adds what it is asked",
        "begin": "reset the world",
        "take_crashes": "the server keeps them",
        "give_room": "set limits.journal by the marker's settings=",
    }
)
class RemoteJournal(Journal):
    """Read by the control API."""

    def __init__(self, connection: Connection) -> None:
        # Nothing of a journal of this process is made.
        self._connection = connection

    def __len__(self) -> int:
        return len(self.find())

    def __iter__(self) -> Iterator[Exchange]:
        return iter(self.find())

    @property
    def crashes(self) -> list[Exchange]:
        """Exchanges that ended in an error of the emulator's own."""
        return [one for one in self.find(status=500) if one.traceback]

    @property
    def cursor(self) -> int:
        """The number of the newest exchange."""
        return max((exchange.number for exchange in self), default=0)

    def get(self, number: int) -> Exchange | None:
        """The exchange of that number, while it is kept."""
        try:
            return self._connection.get(f"/requests/{number}", Told).exchange()
        except NotThere:
            return None

    def since(self, number: int, most: int) -> list[Exchange]:
        """The newest exchanges after that number, oldest first: at most so many."""
        return self.find(after=number)[-most:] if most > 0 else []

    def find(
        self,
        *,
        provider: str | None = None,
        operation: str | None = None,
        status: int | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> list[Exchange]:
        """Exchanges that fit, oldest first; with `limit` the newest of them."""
        wanted = {"provider": provider, "operation": operation, "status": status, "after": after}
        found = [told.exchange() for told in self._connection.pages("/requests", "requests", Told, wanted)]
        return found if limit is None else found[-limit:] if limit else []


def _body(shown: Json) -> bytes | int:
    """A body whose view is what was shown."""
    if isinstance(shown, str) and shown.startswith("(") and shown.endswith(" bytes)"):
        return int(shown[1 : -len(" bytes)")])
    return b"" if shown is None else msgspec.json.encode(shown)
