"""``mfa-emulator new``."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mfa_emulator.cli import bundled, files, vendors
from mfa_emulator.cli.failure import BadInput
from mfa_emulator.cli.output import echo
from mfa_emulator.cli.schema import FILE, written
from mfa_emulator.scenario import SUFFIX

if TYPE_CHECKING:
    from mfa_emulator.core.providers import Providers
    from mfa_emulator.scenario.loaded import LoadedScenario

_FIRST = "first"
"""The tag of a scenario that is a good one to begin with."""
_SCHEMA_LINE = re.compile(r"^# yaml-language-server: \$schema=.*\n")


@click.command(short_help="Begin a scenario of your own.")
@click.argument("path", metavar="PATH")
@click.option("--from", "name", metavar="NAME", default="", help="The bundled scenario to begin with, or a "
              "vendor: one of that vendor's.  [default: one of the first vendor's]")  # fmt: skip
def command(path: str, name: str) -> None:
    """Write a scenario that passes, to be changed, and beside it the schema by which editors complete it.

    PATH is the file to write, `tests/login.mfa.yaml`. What is there already is left as it is.
    """
    target = Path(path if path.endswith(SUFFIX) else f"{path}{SUFFIX}")
    providers = vendors.known()
    made = dict(_files(_chosen(name or next(iter(providers)), providers), target))
    taken = [file for file in made if file.exists()]
    if taken:
        raise BadInput(f"{taken[0]} is there already")
    if not target.parent.is_dir():
        raise BadInput(f"{target.parent}: there is no such folder")
    for file, text in made.items():
        files.write(str(file), text.encode())
    schema = target.parent / FILE
    if not schema.exists():
        files.write(str(schema), written("scenario", providers))
    echo(f"{target} is there; run it: mfa-emulator run {target}")


def _chosen(name: str, providers: "Providers") -> "LoadedScenario":
    from mfa_emulator.scenario.loading import load

    given = bundled.path_of(name, "scenarios", SUFFIX)
    found = sorted(given.rglob(f"*{SUFFIX}")) if given.is_dir() else [given]
    if not found or not found[0].exists():
        raise BadInput(f"no bundled scenario goes by {name!r}")
    scenarios = [load(file, providers=providers) for file in found]
    return next((one for one in scenarios if _FIRST in one.model.tags), scenarios[0])


def _files(scenario: "LoadedScenario", target: Path) -> Iterator[tuple[Path, str]]:
    """The files to write with their texts: the scenario, and the set-ups that it needs, by their own names."""
    yield target, _text(scenario)
    setup = scenario.setup
    while setup is not None:
        yield target.parent / Path(setup.document.file).name, _text(setup)
        setup = setup.setup


def _text(scenario: "LoadedScenario") -> str:
    text = Path(scenario.document.file).read_text(encoding="utf-8")
    return f"# yaml-language-server: $schema={FILE}\n{_SCHEMA_LINE.sub('', text)}"
