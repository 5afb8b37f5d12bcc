"""The emulator's own errors, which fail a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mfa_emulator.core.journal import Exchange
    from pytest_mfa.keeper import Keeper


def take_crashes(keeper: Keeper) -> str:
    """The emulator's own errors since they were last asked for, with their tracebacks; empty when there are none."""
    from mfa_emulator.core.printable import printable

    crashes, keeper.crashes = keeper.crashes, []
    for world in keeper.emulator.worlds.values():
        while world.journal.crashes:
            crashes.append(world.journal.crashes.popleft())
    return printable("\n".join(map(_crash, crashes)))


def _crash(crash: Exchange) -> str:
    what = f"{crash.method} {crash.view()['path']}"
    return f"mfa-emulator itself failed at {what} ({crash.operation}):\n{crash.traceback}"
