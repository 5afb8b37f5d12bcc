"""``mfa-emulator clock``."""

import click

from mfa_emulator.cli.client import Client, with_client
from mfa_emulator.cli.control_answers import Clock
from mfa_emulator.cli.failure import BadInput
from mfa_emulator.cli.groups import DefaultGroup
from mfa_emulator.cli.output import echo


class _Group(DefaultGroup):
    default = "show"


@click.group(short_help="Show or move time.", cls=_Group)
def command() -> None:
    """Show or move the time of a world: everything that expires, and every code, follows it.

    Without a command the time is shown.
    """


@command.command()
@with_client
def show(client: Client) -> None:
    """Print the time, and whether it stands still."""
    _print(client.get("/clock", Clock))


@command.command(context_settings={"ignore_unknown_options": True})  # -5s is to be refused as a duration
@click.argument("duration")
@with_client
def advance(client: Client, duration: str) -> None:
    """Move time on by 31s, 5m, 1h30m, 2d or a number of seconds."""
    if duration.startswith("-"):
        raise BadInput(f"advance {duration}: time goes on only; `mfa-emulator clock travel INSTANT` goes back")
    _print(client.post("/clock", Clock, {"advance": duration}))


@command.command()
@click.argument("instant", required=False)
@with_client
def freeze(client: Client, instant: str | None) -> None:
    """Let time stand still, now or at an INSTANT such as 2026-11-21T10:00:00Z."""
    _print(client.post("/clock", Clock, {"freeze": instant or True}))


@command.command()
@click.argument("instant")
@with_client
def travel(client: Client, instant: str) -> None:
    """Set the time to an INSTANT, which may lie back."""
    _print(client.post("/clock", Clock, {"travel": instant}))


@command.command()
@with_client
def resume(client: Client) -> None:
    """Let time pass again."""
    _print(client.post("/clock", Clock, {"resume": True}))


@command.command()
@click.argument("rate", type=float)
@with_client
def rate(client: Client, rate: float) -> None:
    """Let time pass RATE times as fast as it really does."""
    _print(client.post("/clock", Clock, {"rate": rate}))


def _print(clock: Clock) -> None:
    mode = clock.mode if clock.rate == 1 else f"{clock.mode}, rate {clock.rate:g}"
    echo(f"{clock.now}  {mode}")
