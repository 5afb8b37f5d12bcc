"""``mfa-emulator reset``."""

import click

from mfa_emulator.cli.client import Client, with_client
from mfa_emulator.cli.control_answers import Reset
from mfa_emulator.cli.output import echo


@click.command(short_help="Take a world back to its start.")
@with_client
def command(client: Client) -> None:
    """Take a world back to its start: its seeds loaded, everything else gone."""
    world = client.post("/reset", Reset)
    echo(f"world {world.world} begins again at {world.now}")
