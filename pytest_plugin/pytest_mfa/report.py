"""Report of a failing test: its world, and the emulator's own errors, which fail a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mfa_emulator import Message, World
    from mfa_emulator.core.journal import Exchange
    from pytest_mfa.keeper import Keeper

MESSAGES = 5
REFUSED = 10
"""Number of the last ones that are shown."""


def sections(world: World) -> list[tuple[str, str]]:
    """Title and text: the time, the last messages, the refused requests with their reasons."""
    from mfa_emulator.core.time.durations import rfc3339

    found = [("mfa time", f"{rfc3339(world.clock.micros())} ({world.clock.mode})")]
    messages = [_message(message) for message in [*world.inbox.messages(), *world.inbox.undelivered()]]
    found.append(("mfa messages", _last(messages, MESSAGES) or "none"))
    refused = [_request(exchange) for exchange in world.journal if not 100 <= exchange.status < 400]
    if refused:
        found.append(("mfa refused requests", _last(refused, REFUSED)))
    return found


def take_crashes(keeper: Keeper) -> str:
    """The emulator's own errors since they were last asked for, with their tracebacks; empty when there are none."""
    crashes, keeper.crashes = keeper.crashes, []
    for world in keeper.emulator.worlds.values():
        while world.journal.crashes:
            crashes.append(world.journal.crashes.popleft())
    return "\n".join(map(_crash, crashes))


def _last(lines: list[str], count: int) -> str:
    cut = [f"({len(lines) - count} earlier ones)"] if len(lines) > count else []
    return "\n".join([*cut, *lines[-count:]])


def _crash(crash: Exchange) -> str:
    what = f"{crash.method} {crash.view()['path']}"
    return f"mfa-emulator itself failed at {what} ({crash.operation}):\n{crash.traceback}"


def _message(message: Message) -> str:
    view = message.view()
    fate = "" if message.status == "delivered" else f"{message.status} "
    code = f", code {message.code}" if message.code else ""
    return f"{view['created_at']} {fate}{message.channel} to {message.to} by {message.provider}{code}: {message.body}"


def _request(exchange: Exchange) -> str:
    view = exchange.view()
    operation = f" {exchange.operation}" if exchange.operation else ""
    line = f"{view['at']} {exchange.method} {view['path']} {exchange.status or 'no answer'}{operation}"
    return f"{line}: {exchange.reason}" if exchange.reason else line
