"""Calls to the outside of a world elsewhere."""

from collections.abc import Iterator

import msgspec

from mfa_emulator.core.http.deliveries import Attempt, Delivery, Status
from mfa_emulator.core.http.outbound import Outbound
from mfa_emulator.core.time import durations
from mfa_emulator.testing.remote.absent import without
from mfa_emulator.testing.remote.connection import Connection, NotThere

_OF_SERVER = "the server calls out"


class ToldAttempt(msgspec.Struct):
    """One try as the control API shows it."""

    at: str
    status: int
    error: str = ""
    answer: str = ""

    def attempt(self) -> Attempt:
        """The try."""
        return Attempt(durations.instant(self.at), self.status, self.error, self.answer)


class Told(msgspec.Struct):
    """A delivery as the control API shows it."""

    id: int
    provider: str
    event: str
    url: str
    headers: dict[str, str]
    body: str
    created_at: str
    expect: int
    retries: int
    status: Status
    attempts: list[ToldAttempt]
    reason: str

    def delivery(self) -> Delivery:
        """The delivery."""
        return Delivery(
            id=self.id,
            provider=self.provider,
            event=self.event,
            url=self.url,
            headers=self.headers,
            body=self.body.encode(),
            created_at=durations.instant(self.created_at),
            expect=self.expect,
            retries=self.retries,
            status=self.status,
            attempts=tuple(one.attempt() for one in self.attempts),
            reason=self.reason,
        )


@without(
    {
        "begin": "reset the world",
        "send": _OF_SERVER,
        "ask": _OF_SERVER,
        "settled": "use drain()",
        "allow": "give the marker's outbound_hosts=",
        "allows": "give the marker's outbound_hosts=",
        "give_room": "set limits.deliveries by the marker's settings=",
        "drain_async": "await asyncio.to_thread(mfa.outbound.drain)",
    }
)
class RemoteOutbound(Outbound):
    """Read by the control API."""

    def __init__(self, connection: Connection) -> None:
        # Nothing of deliveries of this process is made.
        self._connection = connection

    def drain(self, timeout: float = 10.0) -> list[Delivery]:
        """Wait until nothing is queued and return all deliveries. Raises TimeoutError after so many real seconds."""
        found = self._all(timeout)
        queued = sum(delivery.status == "queued" for delivery in found)
        if queued:
            raise TimeoutError(f"{queued} deliveries are still under way after {timeout:g} s")
        return found

    def replay(self, delivery_id: int) -> Delivery | None:
        """Send a delivery once more, as a new one; None when there is none of that id."""
        try:
            return self._connection.post(f"/deliveries/{delivery_id}/replay", Told).delivery()
        except NotThere:
            return None

    def __iter__(self) -> Iterator[Delivery]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self, wait: float = 0) -> list[Delivery]:
        return [told.delivery() for told in self._connection.pages("/deliveries", "deliveries", Told, wait=wait)]
