"""Output of commands."""

import click

from mfa_emulator.core.printable import printable


def echo(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Write a text to standard output, or to standard error: what is in it of users' commands no terminal."""
    try:
        click.echo(printable(text), err=err, nl=nl)  # noqa: TID251 - the one place
    except OSError as error:
        error.filename = "standard error" if err else "standard output"
        raise
