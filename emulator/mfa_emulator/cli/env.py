"""``mfa-emulator env``."""

import os

import click

from mfa_emulator.cli.client import Client, with_client
from mfa_emulator.cli.output import echo


@click.command(short_help="Print the SDKs' environment variables.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["shell", "dotenv", "json", "github"]),
    default="shell",
    show_default=True,
    help="To be evaluated by a shell, for a .env file, or to be appended to $GITHUB_ENV.",
)
@with_client
def command(client: Client, style: str) -> None:
    """Print the environment variables that point the vendors' SDKs at a running emulator.

    Options for Java and PHP that stand in this environment are kept: the emulator's are added to them.

    \b
    eval "$(mfa-emulator env)"
    mfa-emulator env --format github >> "$GITHUB_ENV"
    """
    from mfa_emulator.core.descriptions.variables import written
    from mfa_emulator.serving.programs import merged

    echo(written(merged(os.environ, client.get("/env", dict[str, str], {"format": "json"})), style), nl=False)
