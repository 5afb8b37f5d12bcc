"""``mfa-emulator wait``."""

import click

from mfa_emulator.cli.client import Client, with_client
from mfa_emulator.cli.control_answers import Health
from mfa_emulator.cli.failure import Unreachable
from mfa_emulator.cli.types import seconds
from mfa_emulator.core.time import realtime

PAUSE = 0.02
"""Real seconds between two attempts: nobody tells when a port opens."""


@click.command(short_help="Wait until an emulator is ready.")
@click.option("--timeout", metavar="DURATION", type=seconds, default=30, help="[default: 30s]")
@with_client
def command(client: Client, timeout: float) -> None:
    """Wait until an emulator is ready; ends with 3 when it is not in time."""
    deadline = realtime.monotonic() + timeout
    while True:
        try:
            client.get("/health", Health)
        except Unreachable:
            if realtime.monotonic() > deadline:
                raise
            realtime.pause(PAUSE)
        else:
            return
