"""The inbox: every message that the emulated vendors sent."""

from typing import TypedDict

import msgspec

from mfa_emulator.control.context import Call
from mfa_emulator.control.endpoint import Nothing
from mfa_emulator.control.waiting import seconds
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.pages import USUAL, Cursor, Limit, answer, by_place, fitting, in_turns, most
from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.core.message import Channel, Message
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import check_name
from mfa_emulator.core.world import World


class Wanted(TypedDict, total=False):
    """Keywords of the inbox that say which messages are wanted."""

    to: str | None
    channel: Channel | None
    provider: str | None
    after: int


class Recipient(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Messages to one recipient, of one channel, of one provider: of all unless given."""

    to: str | None = None
    channel: Channel | None = None
    provider: str | None = None

    def filters(self, world: World) -> Wanted:
        """Keywords for the inbox. Raises ValueError for a provider that does not exist."""
        if self.provider is not None:
            check_name(self.provider, world.providers)
        # A bare + in a query is a blank: ?to=+15555550100 is what people write all the same.
        to = f"+{self.to[1:]}" if self.to and self.to.startswith(" ") else self.to
        return {"to": to, "channel": self.channel, "provider": self.provider}


class Filter(Recipient, frozen=True, kw_only=True):
    """Messages after a cursor from an earlier answer; one from before a reset counts as none.

    `wait` is how long to wait for a first one that fits, if there is none yet.
    """

    after: Cursor = 0
    wait: str = "0"

    def filters(self, world: World) -> Wanted:
        """Keywords for the inbox, `after` among them."""
        return {**super().filters(world), "after": self.after if self.after <= world.inbox.cursor else 0}


class Page(Filter, frozen=True, kw_only=True):
    """At most `limit` messages, and never more than 1000, the oldest ones.

    `after` is a cursor from an earlier answer; one from before a reset counts as none. As long as an answer says that
    there are `more`, its `cursor` as the next `after` leads to them. `wait` is how long to wait for a first message
    that fits, if there is none yet.
    """

    limit: Limit | None = USUAL


async def find(call: Call[Page]) -> JsonObject:
    """Messages, oldest first, and the cursor after the last of them."""
    inbox, wanted, filters = call.world.inbox, call.body, call.body.filters(call.world)
    await inbox.arrival(**filters, timeout=seconds(wanted.wait))
    # Read before looking: what arrives in between is seen twice rather than never.
    cursor = max(inbox.cursor, wanted.after)
    count = most(wanted.limit)
    found = inbox.messages(**filters, limit=count + 1)
    page = fitting(found, count, lambda message: message.size)
    more = len(page) < len(found)
    views = [message.view() async for message in in_turns(page)]
    return answer("messages", views, page[-1].number if more else cursor, more=more)


async def latest(call: Call[Filter]) -> JsonObject:
    """The newest message that fits."""
    filters = call.body.filters(call.world)
    message = await call.world.inbox.arrival(**filters, timeout=seconds(call.body.wait))
    return _view(message, "no message fits" + _so_far(call.world))


class Undelivered(Recipient, frozen=True, kw_only=True):
    """Messages to one recipient, of one channel, of one provider: of all unless given. At most `limit`, 1000 at most.

    As long as an answer says that there are `more`, its `cursor` as the next `after` leads to them.
    """

    after: Cursor = 0
    limit: Limit | None = USUAL


async def undelivered(call: Call[Undelivered]) -> JsonObject:
    """Messages that a fault keeps from their recipients: held, delayed, failed or lost."""
    filters = call.body.filters(call.world).items()
    found = (
        message
        for message in call.world.inbox.undelivered()
        if all(value in (None, getattr(message, name)) for name, value in filters)
    )
    return await by_place("messages", found, call.body, Message.view)


def release(call: Call[Nothing]) -> JsonObject:
    """Deliver a message that is held or delayed now."""
    message = call.world.inbox.release(call.params["id"])
    return _view(message, f"no message {call.params['id']!r} is held or delayed")


def fail(call: Call[Nothing]) -> JsonObject:
    """Let a message that is held or delayed never arrive."""
    message = call.world.inbox.fail(call.params["id"])
    return _view(message, f"no message {call.params['id']!r} is held or delayed")


def clear(call: Call[Nothing]) -> JsonObject:
    """Empty the inbox."""
    with call.world.lock:
        count = len(call.world.inbox)
        call.world.inbox.clear()
    return {"deleted": count}


def _view(message: Message | None, otherwise: str) -> JsonObject:
    if message is None:
        raise Refused(404, "unknown_message", otherwise)
    return message.view()


def _so_far(world: World) -> str:
    others, held = len(world.inbox), len(world.inbox.undelivered())
    there = f"; {others} {'other is' if others == 1 else 'others are'} there" if others else ""
    return f"{there}; {held} undelivered: see /messages/undelivered" if held else there


OPERATIONS = (
    Operation("messages.list", "GET /_mfa/v1/messages", find),
    Operation("messages.clear", "DELETE /_mfa/v1/messages", clear),
    Operation("messages.latest", "GET /_mfa/v1/messages/latest", latest),
    Operation("messages.undelivered", "GET /_mfa/v1/messages/undelivered", undelivered),
    Operation("messages.release", "POST /_mfa/v1/messages/{id}/release", release),
    Operation("messages.fail", "POST /_mfa/v1/messages/{id}/fail", fail),
)
