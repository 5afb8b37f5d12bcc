"""``mfa-emulator env``."""

import click

from mfa_emulator.cli.client import Client, with_client


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

    \b
    eval "$(mfa-emulator env)"
    mfa-emulator env --format github >> "$GITHUB_ENV"
    """
    click.echo(client.ask("GET", "/env", {"format": style}).decode(), nl=False)
