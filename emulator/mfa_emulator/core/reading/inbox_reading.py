"""The reading side of an inbox: the newest message, codes, and waiting for a message."""

import asyncio
import sys
from abc import abstractmethod
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, TypeVar, overload

from mfa_emulator.core.printable import printable
from mfa_emulator.core.reading.listing import Listing
from mfa_emulator.core.time import realtime
from mfa_emulator.core.time.bell import Bell

if TYPE_CHECKING:
    from mfa_emulator.core.message import Channel, Message

D = TypeVar("D")

WOULD_BLOCK = "wait_for would hold up the event loop: await wait_for_async(…) with the same arguments"


class InboxReading(Listing["Message"]):
    """Messages as tests read them: ``inbox[-1].code``, ``inbox.latest(to=…)``, ``inbox.wait_for(to=…)``."""

    arrived: Bell

    @abstractmethod
    def newest(
        self, to: str | None = None, channel: "Channel | None" = None, provider: str | None = None, after: int = 0
    ) -> "Message | None":
        """The newest delivered message that fits, or None."""

    @abstractmethod
    def messages(
        self,
        to: str | None = None,
        *,
        channel: "Channel | None" = None,
        provider: str | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> "list[Message]":
        """Delivered messages that fit, oldest first."""

    @abstractmethod
    def undelivered(self) -> "list[Message]":
        """Messages that a fault keeps from their recipients."""

    @property
    @abstractmethod
    def is_open(self) -> bool:
        """Whether messages may still come."""

    @abstractmethod
    def patience(self, remaining: float, to: str | None) -> float:
        """Real seconds, `remaining` at most, after which to look again although nobody rang."""

    @overload
    def latest(
        self, to: str | None = None, *, channel: "Channel | None" = None, provider: str | None = None, after: int = 0
    ) -> "Message": ...

    @overload
    def latest(
        self,
        to: str | None = None,
        *,
        channel: "Channel | None" = None,
        provider: str | None = None,
        after: int = 0,
        default: D,
    ) -> "Message | D": ...

    def latest(
        self,
        to: str | None = None,
        *,
        channel: "Channel | None" = None,
        provider: str | None = None,
        after: int = 0,
        default: object = ...,
    ) -> object:
        """The newest delivered message that fits, else `default`; `after` is the number of a message already seen.

        Without a `default` raises LookupError, whose text lists what did arrive.
        """
        message = self.newest(to, channel, provider, after)
        if message is not None:
            return message
        if default is ...:
            raise LookupError(self.nothing(to, channel, provider))
        return default

    def codes(
        self, to: str | None = None, *, channel: "Channel | None" = None, provider: str | None = None
    ) -> list[str]:
        """The codes of the delivered messages that fit and hold one, oldest first."""
        return [one.code for one in self.messages(to, channel=channel, provider=provider) if one.code]

    def wait_for(
        self,
        to: str | None = None,
        *,
        channel: "Channel | None" = None,
        provider: str | None = None,
        after: int = 0,
        timeout: float = 5.0,
    ) -> "Message":
        """The newest message that fits; if there is none yet, wait up to `timeout` real seconds for it.

        Raises TimeoutError, whose text lists what did arrive. In a coroutine it raises RuntimeError where it would
        have to wait: there it is ``await inbox.wait_for_async(…)``.
        """
        deadline = realtime.monotonic() + timeout
        while True:
            seen = self.arrived.rings
            message = self.newest(to, channel, provider, after)
            if message is not None:
                return message
            remaining = deadline - realtime.monotonic() if self.is_open else 0
            if remaining <= 0:
                raise TimeoutError(self.nothing(to, channel, provider, timeout))
            if in_coroutine():
                raise RuntimeError(WOULD_BLOCK)
            self.arrived.wait(seen, self.patience(remaining, to), to)

    async def wait_for_async(
        self,
        to: str | None = None,
        *,
        channel: "Channel | None" = None,
        provider: str | None = None,
        after: int = 0,
        timeout: float = 5.0,
    ) -> "Message":
        """As `wait_for`, for a coroutine of asyncio or trio."""
        if not _under_asyncio():
            from anyio import to_thread

            again = partial(self.wait_for, to, channel=channel, provider=provider, after=after, timeout=timeout)
            return await to_thread.run_sync(again, abandon_on_cancel=True)
        message = await self.arrival(to, channel=channel, provider=provider, after=after, timeout=timeout)
        if message is None:
            raise TimeoutError(self.nothing(to, channel, provider, timeout))
        return message

    async def arrival(
        self,
        to: str | None = None,
        *,
        channel: "Channel | None" = None,
        provider: str | None = None,
        after: int = 0,
        timeout: float = 5.0,
    ) -> "Message | None":
        """As `wait_for_async`, under asyncio alone, but None when nothing came."""
        deadline = realtime.monotonic() + timeout
        while True:
            await self._free()
            seen = self.arrived.rings
            message = self.newest(to, channel, provider, after)
            remaining = deadline - realtime.monotonic() if self.is_open else 0
            if message is not None or remaining <= 0:
                return message
            await self.arrived.wait_async(seen, self.patience(remaining, to), to)

    async def _free(self) -> None:
        """Wait until a look would hold up nobody."""

    def nothing(
        self, to: str | None, channel: "Channel | None", provider: str | None, timeout: float | None = None
    ) -> str:
        """The words for people who looked for a message that is not there."""
        wanted = {"to": to, "channel": channel, "provider": provider}
        filters = ", ".join(f"{name}={value!r}" for name, value in wanted.items() if value is not None)
        last = [*islice(reversed(self), self.SHOWN)][::-1] + self.undelivered()[-self.SHOWN :]
        listing = "\n".join(f"  {message}" for message in last) or "  nothing arrived at all"
        within = "" if timeout is None else f" within {timeout:g} s"
        return printable(f"no message ({filters or 'any'}){within}; the last ones:\n{listing}")


def in_coroutine() -> bool:
    """Whether a task of asyncio or trio runs here; a running loop alone, as synchronous tools have, does not say so."""
    with suppress(RuntimeError):
        return asyncio.current_task() is not None
    trio = sys.modules.get("trio")
    with suppress(RuntimeError):
        return trio is not None and trio.lowlevel.current_task() is not None
    return False


def _under_asyncio() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
