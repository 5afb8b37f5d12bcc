"""``mfa-emulator export``."""

import io
import zipfile

import click

from mfa_emulator.cli import folders
from mfa_emulator.cli.client import Client, with_client
from mfa_emulator.cli.output import echo


@click.command(short_help="Write the Firebase suite's export folder.")
@click.argument("path", metavar="DIR")
@with_client
def command(client: Client, path: str) -> None:
    """Write the accounts and configuration of Firebase Auth into DIR, in the form of the Firebase suite.

    `firebase emulators:start --import DIR` and `mfa-emulator serve --import DIR` begin with it. What DIR holds of other
    emulators stays as it is.
    """
    from mfa_emulator.core.providers import Providers
    from mfa_emulator.providers import installed

    forms = folders.folders_of(Providers(installed()))
    folders.check_writable(path, forms)
    with zipfile.ZipFile(io.BytesIO(client.ask("GET", "/export"))) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    folders.write(path, content, [form for form in forms if form.mark in content])
    echo(f"Written to {path}")
