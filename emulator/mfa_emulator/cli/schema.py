"""``mfa-emulator schema``."""

from collections.abc import Callable, Mapping

import click
import msgspec

from mfa_emulator.cli import files, vendors
from mfa_emulator.cli.output import echo
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.provider import Provider


def _of_scenarios(providers: Mapping[str, Provider]) -> JsonObject:
    from mfa_emulator.scenario.schema import scenario_schema

    return scenario_schema(providers)


def _of_seeds(providers: Mapping[str, Provider]) -> JsonObject:
    from mfa_emulator.core.descriptions.seed_schema import seed_schema

    return seed_schema(providers)


FILE = "scenario.schema.json"
"""The name of the file beside scenarios that has it."""

SEED_FILE = "seed.schema.json"
"""The same beside seeds."""

_KINDS: Mapping[str, Callable[[Mapping[str, Provider]], JsonObject]] = {"scenario": _of_scenarios, "seed": _of_seeds}


@click.command(short_help="Print the JSON Schema of scenarios or seeds, for editors.")
@click.argument("kind", type=click.Choice([*_KINDS]), default="scenario")
@click.option("--write", "path", metavar="FILE", default="", help="Write it into a file.")
def command(kind: str, path: str) -> None:
    """Print the JSON Schema of scenarios, or of seeds: with the operations, fields and errors of all vendors.

    A file whose first line is `# yaml-language-server: $schema=FILE` is completed and checked by it while one writes.
    """
    text = written(kind, vendors.known())
    if path:
        files.write(path, text)
    else:
        echo(text.decode(), nl=False)


def written(kind: str, providers: Mapping[str, Provider]) -> bytes:
    """The schema of a kind of file as a file."""
    return msgspec.json.format(msgspec.json.encode(_KINDS[kind](providers)), indent=1) + b"\n"
