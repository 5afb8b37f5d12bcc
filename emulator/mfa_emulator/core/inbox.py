"""Every code and message that the emulated vendors send, kept where a test can read it."""

from collections import deque
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from itertools import islice
from typing import TypeAlias

import msgspec

from mfa_emulator.core.ids import Ids
from mfa_emulator.core.message import Channel, Contents, Fate, Message
from mfa_emulator.core.reading.filter_names import Known, check_names
from mfa_emulator.core.reading.inbox_reading import InboxReading
from mfa_emulator.core.store.kept import Kept
from mfa_emulator.core.store.slices import Work, at_once
from mfa_emulator.core.time.bell import Bell
from mfa_emulator.core.time.clock import Clock
from mfa_emulator.core.time.due_times import DueTimes
from mfa_emulator.core.work.engagement import Engagement

FateOf: TypeAlias = Callable[[str, Channel, str], Fate | None]
"""Vendor, channel and recipient of a message -> its fate by a fault."""


class Inbox(InboxReading):
    """Messages in the order of their delivery, read like a list: ``inbox[-1].code``.

    The oldest make room when there are more than `capacity`. Neither those that were delivered nor those that were not
    take more than `room` bytes of memory.
    """

    def __init__(
        self,
        clock: Clock,
        ids: Ids,
        fate_of: FateOf | None = None,
        providers: Known = None,
        capacity: int = 10_000,
        room: int = 16 * 2**20,
        engagement: Engagement | None = None,
    ) -> None:
        self.arrived: Bell = Bell()
        """Rings when a message arrives, for its recipient alone, and for all when the clock is moved: a delayed one may
        arrive sooner than thought."""
        self.arrived.follow(clock.changed)
        self.fault: ContextVar[Fate | None] = ContextVar("fault", default=None)
        """The fate of the messages of the call that this task or thread is in; the pipeline sets it."""
        self._clock = clock
        self._ids = ids
        self._fate_of = fate_of
        self._providers = providers
        self._capacity = capacity
        self._engagement = engagement or Engagement()
        self._open = True
        self._waiting: Kept[str, Message] = Kept(capacity, room)
        self._due = DueTimes(clock, self._arrive)
        self._room = room
        self.begin()

    def begin(self) -> None:
        """Start over with an empty inbox."""
        with self._clock.lock:
            self._delivered: deque[Message] = deque()
            self._to: dict[str, deque[Message]] = {}
            self._size = 0
            self._waiting.clear()  # delayed, held, failed and lost ones, by id
            self._due.clear(begin=True)
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
            if fault is None:
                self._count += 1
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
                number=0 if fault else self._count,
            )
            return self._park(message) if fault else self._put_in(message)

    def pin(self, to: str, code: str | None) -> None:
        """Give this recipient the code from now on; None takes the pin away. Raises ValueError for what is no code."""
        self._ids.pin(to, code)

    def release(self, message_id: str) -> Message | None:
        """Deliver a message that is held or delayed; None when there is no such one."""
        with self._clock.lock:
            message = self._waiting.get(message_id)
            return self._arrive(message_id) if message and message.status in ("held", "delayed") else None

    def fail(self, message_id: str) -> Message | None:
        """Let a message that is held or delayed never arrive; None when there is no such one."""
        with self._clock.lock:
            message = self._waiting.get(message_id)
            if message is None or message.status not in ("held", "delayed"):
                return None
            self._take(message_id)
            return self._park(msgspec.structs.replace(message, status="failed", due_at=0))

    def newest(
        self, to: str | None = None, channel: Channel | None = None, provider: str | None = None, after: int = 0
    ) -> Message | None:
        """The newest delivered message that fits, or None. Raises ValueError for a name that no provider has."""
        check_names(self._providers, provider, channel=channel)
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
        """Delivered messages that fit, oldest first. Raises ValueError for a name that no provider has."""
        check_names(self._providers, provider, channel=channel)
        self._clock.catch_up()
        with self._clock.lock:
            fitting = (m for m in self._of(to) if m.number > after and _fits(m, channel, provider))
            return list(islice(fitting, limit))

    def undelivered(self) -> list[Message]:
        """Messages that a fault keeps from their recipients."""
        return list(self._waiting)

    def clear(self) -> None:
        """Forget all messages, those under way included; numbers go on."""
        with self._clock.lock:
            self._delivered.clear()
            self._to.clear()
            self._waiting.clear()
            self._due.clear()
            self._size = 0

    def give_room(self, room: int) -> None:
        """Let messages take so many bytes of memory, and those that are not delivered as many."""
        self._room = self._waiting.room = room

    def end(self) -> None:
        """Forget all messages, and let nobody wait any more."""
        self._open = False
        self.begin()

    def __len__(self) -> int:
        return len(self._delivered)

    def __iter__(self) -> Iterator[Message]:
        return iter(list(self._delivered))

    @property
    def cursor(self) -> int:
        """The number of the newest message."""
        return self._count

    def contents(self) -> Contents:
        """All messages, to be put back by `take`."""
        with self._clock.lock:
            return Contents(self._count, [*self._delivered, *self._waiting])

    def take(self, contents: Contents) -> None:
        """Hold these messages, and no more of those that are here."""
        with self._clock.lock:
            at_once(self.taking(contents))

    def taking(self, contents: Contents) -> Work[None]:
        """The work of `take`, for an inbox that nobody else knows."""
        self.begin()
        self._count = contents.count
        for number, message in enumerate(contents.messages):
            if message.status == "delivered":
                self._keep(message)
            else:
                self._park(message)
            if number % 100 == 0:
                yield

    def take_over(self, other: "Inbox") -> None:
        """Hold what another inbox holds, which is used no more."""
        with self._clock.lock:
            self.begin()
            self._count, self._size = other._count, other._size
            self._delivered, self._to = other._delivered, other._to
            for message in other._waiting:
                self._park(message)

    def _all(self) -> list[Message]:
        return list(self)

    def _of(self, to: str | None) -> "deque[Message] | tuple[()]":
        return self._delivered if to is None else self._to.get(to, ())

    def _park(self, message: Message) -> Message:
        self._waiting.put(message.id, message)
        if message.status == "delayed":
            self._due.add(message.id, message.due_at, message.to)
            self.arrived.ring(message.to)  # its recipient waits until then at most
        for dropped in self._waiting.dropped():
            self._unexpect(dropped)
        return message

    def _arrive(self, message_id: str) -> Message | None:
        message = self._take(message_id)
        if message is None:
            return None
        self._count += 1
        return self._put_in(msgspec.structs.replace(message, status="delivered", number=self._count))

    def _take(self, message_id: str) -> Message | None:
        """Take a message out of those that wait."""
        message = self._waiting.pop(message_id)
        if message is not None:
            self._unexpect(message)
        return message

    def _unexpect(self, message: Message) -> None:
        if message.status == "delayed":
            self._due.forget(message.id, message.due_at, message.to)

    def _put_in(self, message: Message) -> Message:
        """Deliver a message that has its number."""
        self._keep(message)
        self.arrived.ring(message.to)
        return message

    def _keep(self, message: Message) -> None:
        self._delivered.append(message)
        self._to.setdefault(message.to, deque()).append(message)
        self._size += message.size
        while len(self._delivered) > self._capacity or self._size > self._room:
            oldest = self._delivered.popleft()
            self._size -= oldest.size
            of_recipient = self._to[oldest.to]
            of_recipient.popleft()
            if not of_recipient:
                del self._to[oldest.to]

    async def _free(self) -> None:
        if self._engagement.count:
            await self._engagement.over()

    @property
    def is_open(self) -> bool:
        """Whether messages may still come."""
        return self._open

    def patience(self, remaining: float, to: str | None) -> float:
        """Real seconds, `remaining` at most, after which to look again although nobody rang."""
        due = self._next_due(to)
        until = None if due is None else self._clock.real_seconds_until(due)
        # A delayed message falls due without anybody ringing: look again then.
        return remaining if until is None else min(remaining, max(until, 0.001))

    def _next_due(self, to: str | None) -> int | None:
        """The next instant at which a message may arrive by itself: one to the recipient, or one of an effect."""
        with self._clock.lock:
            return min(filter(None, (self._due.next(to), self._clock.next_due())), default=None)


def _fits(message: Message, channel: Channel | None, provider: str | None) -> bool:
    return (channel is None or message.channel == channel) and (provider is None or message.provider == provider)
