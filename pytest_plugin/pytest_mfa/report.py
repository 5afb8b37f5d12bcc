"""Report of a failing test: its world, and the emulator's own errors, which fail a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mfa_emulator import World
    from mfa_emulator.core.journal import Exchange
    from pytest_mfa.keeper import Keeper

MESSAGES = 5
REFUSED = 10
"""Number of the last ones that are shown."""


def sections(world: World) -> list[tuple[str, str]]:
    """Title and text: the time, the last messages, the refused requests with their reasons."""
    from mfa_emulator.core.time.durations import rfc3339

    found = [("mfa time", f"{rfc3339(world.clock.micros())} ({world.clock.mode})")]
    messages = [f"{message}: {message.body}" for message in [*world.inbox, *world.inbox.undelivered()]]
    found.append(("mfa messages", _last(messages, MESSAGES) or "none"))
    refused = [str(exchange) for exchange in world.journal if not 100 <= exchange.status < 400]
    if refused:
        found.append(("mfa refused requests", _last(refused, REFUSED)))
    faults = world.faults.told()
    if faults:
        found.append(("mfa faults", _last(faults, REFUSED)))
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
