"""``mfa-emulator seed``."""

import click
import msgspec

from mfa_emulator.cli import files
from mfa_emulator.cli.client import Client, Refusal, with_client
from mfa_emulator.cli.failure import Failed
from mfa_emulator.cli.output import echo


@click.command(short_help="Put in users, factors and pinned codes.")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True)
@with_client
def command(client: Client, paths: tuple[str, ...]) -> None:
    """Put users, factors and pinned codes into a running emulator, from YAML or JSON files (`-`: standard input).

    A file that does not fit changes nothing.
    """
    documents = [files.read_document(path) for path in paths]
    for path, document in zip(paths, documents, strict=True):
        try:
            client.ask("POST", "/seed", body=msgspec.json.encode(document))
        except Refusal as refusal:
            raise Failed(f"{files.placed(path, refusal.path)}: {refusal.message}") from None
        echo(f"{path}: {', '.join(document)} put in")
