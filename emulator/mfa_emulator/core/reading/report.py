"""Report of what happened in a world: for a test that failed."""

from typing import TYPE_CHECKING

import msgspec

from mfa_emulator.core.printable import printable
from mfa_emulator.core.reading.nearest import nearest
from mfa_emulator.core.time.durations import rfc3339

if TYPE_CHECKING:
    from mfa_emulator.core.journal import Exchange
    from mfa_emulator.core.world import World

MESSAGES = 5
REFUSED = 10
FAULTS = 10
"""Number of the last ones that are shown."""

LONGEST = 300
"""Characters of a body that are shown."""


def sections(world: "World") -> list[tuple[str, str]]:
    """Title and text: the time, the last messages, the refused requests with their reasons, the faults."""
    found = [("mfa time", f"{rfc3339(world.clock.micros())} ({world.clock.mode})")]
    messages = [f"{message}: {message.body}" for message in [*world.inbox, *world.inbox.undelivered()]]
    found.append(("mfa messages", _last(messages, MESSAGES) or "none"))
    refused = [exchange for exchange in world.journal if not 100 <= exchange.status < 400]
    if refused:
        told = [_refusal(world, exchange) for exchange in refused[-REFUSED:]]
        found.append(("mfa refused requests", "\n".join([*_earlier(refused, REFUSED), *told])))
    faults = world.faults.told()
    if faults:
        found.append(("mfa faults", _last(faults, FAULTS)))
    return [(title, printable(told)) for title, told in found]


def text(world: "World") -> str:
    """All sections as one text."""
    return "\n".join(f"--- {title} ---\n{told}" for title, told in sections(world))


def _last(lines: list[str], count: int) -> str:
    return "\n".join([*_earlier(lines, count), *lines[-count:]])


def _earlier(things: "list[str] | list[Exchange]", count: int) -> list[str]:
    return [f"({len(things) - count} earlier ones)"] if len(things) > count else []


def _refusal(world: "World", exchange: "Exchange") -> str:
    """The line of a request with its bodies, secrets masked, and the nearest operation to an unknown path."""
    view = exchange.view()
    lines = [str(exchange)]
    near = nearest(world.providers, exchange)
    lines += [f"    nearest: {near}"] if near else []
    bodies = {"sent": view["request"], "got": view["response"]}
    lines += [f"    {name}: {_cut(body)}" for name, body in bodies.items() if body]
    return "\n".join(lines)


def _cut(body: object) -> str:
    shown = body if isinstance(body, str) else msgspec.json.encode(body).decode()
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}… ({len(shown)} characters)"
