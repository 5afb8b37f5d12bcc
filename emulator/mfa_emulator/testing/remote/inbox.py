"""The inbox of a world elsewhere."""

import asyncio
from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

import msgspec

from mfa_emulator.core.http.json import Json
from mfa_emulator.core.ids import Ids
from mfa_emulator.core.inbox import Inbox
from mfa_emulator.core.message import Channel, Message, Status
from mfa_emulator.core.reading.inbox_reading import WOULD_BLOCK, in_coroutine
from mfa_emulator.core.time import durations, realtime
from mfa_emulator.testing.remote.absent import without
from mfa_emulator.testing.remote.connection import Connection, NotThere

_VENDORS = "messages are sent by vendors: call one"
_OF_SERVER = "the server keeps it"
_LONGEST_POLL = 60.0
"""Real seconds that one call waits; then it is made again."""


class Told(msgspec.Struct):
    """A message as the control API shows it."""

    id: str
    provider: str
    channel: Channel
    to: str
    sender: str
    body: str
    code: str
    created_at: str
    status: Status
    context: dict[str, str]
    number: int

    def message(self) -> Message:
        """The message."""
        fields = msgspec.structs.asdict(self)
        return Message(**{**fields, "created_at": durations.instant(self.created_at)})


@without(
    {
        "send": _VENDORS,
        "fault": "use mfa.faults",
        "arrived": "use wait_for(…)",
        "begin": "use clear()",
        "end": "the world ends with its test",
        "give_room": "set limits.inbox by the marker's settings=",
        "patience": "use wait_for(…)",
        "contents": _OF_SERVER,
        "take": _OF_SERVER,
        "taking": _OF_SERVER,
        "take_over": _OF_SERVER,
    }
)
class RemoteInbox(Inbox):
    """Read by the control API."""

    is_open = True

    def __init__(self, connection: Connection, ids: Ids) -> None:
        # Nothing of an inbox of this process is made but for its ids, which pin codes.
        self._connection = connection
        self._ids = ids

    def newest(
        self, to: str | None = None, channel: Channel | None = None, provider: str | None = None, after: int = 0
    ) -> Message | None:
        """The newest delivered message that fits, or None."""
        return self._newest(to, channel, provider, after, 0)

    def messages(
        self,
        to: str | None = None,
        *,
        channel: Channel | None = None,
        provider: str | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> list[Message]:
        """Delivered messages that fit, oldest first."""
        wanted = {"to": to, "channel": channel, "provider": provider, "after": after}
        found = [told.message() for told in self._connection.pages("/messages", "messages", Told, wanted)]
        return found[:limit]

    def undelivered(self) -> list[Message]:
        """Messages that a fault keeps from their recipients."""
        return [told.message() for told in self._connection.pages("/messages/undelivered", "messages", Told)]

    def release(self, message_id: str) -> Message | None:
        """Deliver a message that is held or delayed; None when there is no such one."""
        return self._decided(message_id, "release")

    def fail(self, message_id: str) -> Message | None:
        """Let a message that is held or delayed never arrive; None when there is no such one."""
        return self._decided(message_id, "fail")

    def clear(self) -> None:
        """Forget all messages, those under way included; numbers go on."""
        self._connection.delete("/messages", dict[str, Json])

    def pin(self, to: str, code: str | None) -> None:
        """Give this recipient the code from now on; a pin cannot be taken away again here."""
        self._ids.pin(to, code)

    @property
    def cursor(self) -> int:
        """The number of the newest message."""
        newest = self.newest()
        return 0 if newest is None else newest.number

    def wait_for(
        self,
        to: str | None = None,
        *,
        channel: Channel | None = None,
        provider: str | None = None,
        after: int = 0,
        timeout: float = 5.0,
    ) -> Message:
        """The newest message that fits; if there is none yet, wait up to `timeout` real seconds for it.

        Raises TimeoutError, whose text lists what did arrive. In a coroutine it raises RuntimeError where it would
        have to wait: there it is ``await inbox.wait_for_async(…)``.
        """
        wait = 0 if in_coroutine() else timeout
        message = self._waited(to, channel, provider, after, wait)
        if message is None and wait != timeout:
            raise RuntimeError(WOULD_BLOCK)
        if message is None:
            raise TimeoutError(self.nothing(to, channel, provider, timeout))
        return message

    async def arrival(
        self,
        to: str | None = None,
        *,
        channel: Channel | None = None,
        provider: str | None = None,
        after: int = 0,
        timeout: float = 5.0,
    ) -> Message | None:
        """As `wait_for_async`, under asyncio alone, but None when nothing came."""
        return await asyncio.to_thread(partial(self._waited, to, channel, provider, after, timeout))

    def __len__(self) -> int:
        return len(self.messages())

    def __iter__(self) -> Iterator[Message]:
        return iter(self.messages())

    def _waited(
        self, to: str | None, channel: Channel | None, provider: str | None, after: int, timeout: float
    ) -> Message | None:
        deadline = realtime.monotonic() + timeout
        while True:
            remaining = max(deadline - realtime.monotonic(), 0)
            found = self._newest(to, channel, provider, after, min(remaining, _LONGEST_POLL))
            if found is not None or remaining <= _LONGEST_POLL:
                return found

    def _newest(
        self, to: str | None, channel: Channel | None, provider: str | None, after: int, wait: float
    ) -> Message | None:
        wanted = {"to": to, "channel": channel, "provider": provider, "after": after}
        try:
            return self._connection.get("/messages/latest", Told, wanted, wait).message()
        except NotThere:
            return None

    def _decided(self, message_id: str, decision: str) -> Message | None:
        try:
            return self._connection.post(f"/messages/{quote(message_id, safe='')}/{decision}", Told).message()
        except NotThere:
            return None
