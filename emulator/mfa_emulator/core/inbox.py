"""Every code and message that the emulated vendors send, kept where a test can read it."""

from collections import deque
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from itertools import islice
from typing import Literal, TypeAlias

import msgspec

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.ids import Ids
from mfa_emulator.core.reading.inbox_reading import InboxReading
from mfa_emulator.core.time.bell import Bell
from mfa_emulator.core.time.clock import Clock
from mfa_emulator.core.time.durations import Micros, rfc3339

Channel: TypeAlias = Literal["sms", "call", "email", "whatsapp", "push"]
Status: TypeAlias = Literal["delivered", "delayed", "held", "failed", "lost"]


class Message(msgspec.Struct, frozen=True, gc=False):
    """One message to a user. `created_at` is in microseconds since the epoch; `context` is what the vendor ties
    to it (session, link, template ...)."""

    id: str
    provider: str
    channel: Channel
    to: str
    sender: str
    body: str
    code: str
    created_at: Micros
    status: Status = "delivered"
    context: dict[str, str] = {}
    due_at: int = 0
    """The instant at which a delayed message arrives."""
    number: int = 0
    """Position in the inbox: messages are numbered as they are delivered."""

    def __str__(self) -> str:
        fate = "" if self.status == "delivered" else f"{self.status} "
        code = f", code {self.code}" if self.code else ""
        return f"{rfc3339(self.created_at)} {fate}{self.channel} to {self.to} by {self.provider}{code}"

    def view(self) -> JsonObject:
        """The message as the control API shows it."""
        data: JsonObject = msgspec.structs.asdict(self)
        del data["due_at"]
        return data | {"created_at": rfc3339(self.created_at)}


class Contents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An inbox in a snapshot."""

    count: int
    messages: list[Message]


class Fate(msgspec.Struct, frozen=True):
    """The fate of a message by a fault: `delayed` by `delay` microseconds, `held` until released, `failed`, `lost`."""

    status: Status
    delay: int = 0


FateOf: TypeAlias = Callable[[str, Channel, str], Fate | None]
"""Vendor, channel and recipient of a message -> its fate by a fault."""


class Inbox(InboxReading):
    """Messages in the order of their delivery, read like a list: ``inbox[-1].code``.

    The oldest make room when there are more than `capacity`.
    """

    def __init__(self, clock: Clock, ids: Ids, fate_of: FateOf | None = None, capacity: int = 10_000) -> None:
        self.arrived: Bell = Bell()
        """Rings when a message arrives, for its recipient alone, and for all when the clock is moved: a delayed one may
        arrive sooner than thought."""
        self.arrived.follow(clock.changed)
        self.fault: ContextVar[Fate | None] = ContextVar("fault", default=None)
        """The fate of the messages of the call that this task or thread is in; the pipeline sets it."""
        self._clock = clock
        self._ids = ids
        self._fate_of = fate_of
        self._capacity = capacity
        self.begin()

    def begin(self) -> None:
        """Start over with an empty inbox."""
        with self._clock.lock:
            self._delivered: deque[Message] = deque()
            self._to: dict[str, deque[Message]] = {}
            self._waiting: dict[str, Message] = {}  # delayed, held, failed and lost ones, by id
            self._due: dict[int, dict[str, None]] = {}  # ids of delayed ones by the instant when they arrive
            self._count = 0
        self.arrived.ring()

    def send(
        self,
        *,
        provider: str,
        channel: Channel,
        to: str,
        body: str,
        code: str = "",
        sender: str = "",
        context: dict[str, str] | None = None,
    ) -> Message:
        """Deliver a message, unless a fault delays, holds, fails or loses it."""
        fault = self.fault.get() or (self._fate_of(provider, channel, to) if self._fate_of else None)
        now = self._clock.micros()
        with self._clock.lock:
            message = Message(
                id=self._ids.hex(16),
                provider=provider,
                channel=channel,
                to=to,
                sender=sender,
                body=body,
                code=code,
                created_at=now,
                status=fault.status if fault else "delivered",
                due_at=now + fault.delay if fault and fault.status == "delayed" else 0,
                context=context or {},
            )
            return self._park(message) if fault else self._deliver(message)

    def release(self, message_id: str) -> Message | None:
        """Deliver a message that is held or delayed; None when there is no such one."""
        with self._clock.lock:
            message = self._waiting.get(message_id)
            return self._arrive(message_id) if message and message.status in ("held", "delayed") else None

    def newest(
        self, to: str | None = None, channel: Channel | None = None, provider: str | None = None, after: int = 0
    ) -> Message | None:
        """The newest delivered message that fits, or None."""
        self._clock.catch_up()
        with self._clock.lock:
            for message in reversed(self._of(to)):
                if message.number <= after:
                    return None
                if _fits(message, channel, provider):
                    return message
        return None

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
        self._clock.catch_up()
        with self._clock.lock:
            fitting = (m for m in self._of(to) if m.number > after and _fits(m, channel, provider))
            return list(islice(fitting, limit))

    def undelivered(self) -> list[Message]:
        """Messages that a fault keeps from their recipients."""
        return list(self._waiting.values())

    def clear(self) -> None:
        """Forget all messages, those under way included; numbers go on."""
        with self._clock.lock:
            self._delivered.clear()
            self._to.clear()
            self._waiting.clear()
            for due in self._due.values():
                due.clear()

    def __len__(self) -> int:
        return len(self._delivered)

    def __iter__(self) -> Iterator[Message]:
        return iter(list(self._delivered))

    @property
    def cursor(self) -> int:
        """The number of the newest message."""
        return self._count

    def dump(self) -> JsonObject:
        """All messages as plain JSON data."""
        with self._clock.lock:
            contents = Contents(self._count, [*self._delivered, *self._waiting.values()])
        dumped: JsonObject = msgspec.to_builtins(contents)
        return dumped

    def load(self, data: JsonObject) -> None:
        """Take over a `dump`, dropping what is here. Raises ValueError, and changes nothing, on any other data."""
        contents = msgspec.convert(data, Contents)
        with self._clock.lock:
            self.begin()
            self._count = contents.count
            for message in contents.messages:
                if message.status == "delivered":
                    self._keep(message)
                else:
                    self._park(message)

    def _all(self) -> list[Message]:
        return list(self)

    def _of(self, to: str | None) -> "deque[Message] | tuple[()]":
        return self._delivered if to is None else self._to.get(to, ())

    def _park(self, message: Message) -> Message:
        self._waiting[message.id] = message
        if len(self._waiting) > self._capacity:
            self._take(next(iter(self._waiting)))
        if message.status == "delayed":
            self._expect(message)
        return message

    def _expect(self, message: Message) -> None:
        """Have the clock ask for the message: once for all that fall due together, however many they are."""
        due = self._due.get(message.due_at)
        if due is not None:
            due[message.id] = None
        else:
            self._due[message.due_at] = {message.id: None}
            self._clock.call_at(message.due_at, lambda: self._fall_due(message.due_at))

    def _fall_due(self, at: int) -> None:
        for message_id in list(self._due.get(at, ())):
            self._arrive(message_id)
        self._due.pop(at, None)

    def _arrive(self, message_id: str) -> Message | None:
        message = self._take(message_id)
        return self._deliver(msgspec.structs.replace(message, status="delivered")) if message else None

    def _take(self, message_id: str) -> Message | None:
        """Take a message out of those that wait."""
        message = self._waiting.pop(message_id, None)
        if message is not None and message.status == "delayed":
            self._due.get(message.due_at, {}).pop(message_id, None)
        return message

    def _deliver(self, message: Message) -> Message:
        self._count += 1
        message = msgspec.structs.replace(message, number=self._count)
        self._keep(message)
        self.arrived.ring(message.to)
        return message

    def _keep(self, message: Message) -> None:
        self._delivered.append(message)
        self._to.setdefault(message.to, deque()).append(message)
        if len(self._delivered) > self._capacity:
            oldest = self._delivered.popleft()
            of_recipient = self._to[oldest.to]
            of_recipient.popleft()
            if not of_recipient:
                del self._to[oldest.to]

    def patience(self, remaining: float) -> float:
        """Real seconds, `remaining` at most, after which to look again although nobody rang."""
        due = self._clock.next_due()
        until = None if due is None else self._clock.real_seconds_until(due)
        # A delayed message falls due without anybody ringing: look again then.
        return remaining if until is None else min(remaining, max(until, 0.001))


def _fits(message: Message, channel: Channel | None, provider: str | None) -> bool:
    return (channel is None or message.channel == channel) and (provider is None or message.provider == provider)
