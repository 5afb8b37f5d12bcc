"""``mfa-emulator snapshot``."""

import click

from mfa_emulator.cli import files
from mfa_emulator.cli.client import LONG_PATIENCE, Client, Refusal, with_client
from mfa_emulator.cli.failure import Failed
from mfa_emulator.cli.output import echo


@click.group(short_help="Save a world, or go back to it.")
def command() -> None:
    """Save everything that a world holds, or go back to it."""


@command.command()
@click.argument("path", metavar="FILE")
@with_client
def save(client: Client, path: str) -> None:
    """Write a snapshot into FILE (`-`: standard output)."""
    document = client.ask("GET", "/snapshot", patience=LONG_PATIENCE)
    if path == "-":
        echo(document.decode(), nl=False)
    else:
        files.write(path, document)


@command.command()
@click.argument("path", metavar="FILE")
@with_client
def load(client: Client, path: str) -> None:
    """Go back to the snapshot in FILE (`-`: standard input). A bad one changes nothing."""
    document = files.read(path)
    try:
        client.ask("PUT", "/snapshot", body=document, patience=LONG_PATIENCE)
    except Refusal as refusal:
        raise Failed(f"{path}: {refusal.message}") from None
