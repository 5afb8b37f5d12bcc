"""``mfa-emulator docs``."""

from importlib import resources
from pathlib import Path

import click

from mfa_emulator.cli.failure import BadInput
from mfa_emulator.cli.output import echo
from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.docs import manual


def _topics(_context: click.Context, _argument: click.Parameter, begun: str) -> list[str]:
    """The topics that a shell offers."""
    return [topic for topic in manual.topics() if topic.startswith(begun)]


@click.command(short_help="Read the manual.")
@click.argument("topic", required=False, shell_complete=_topics)
@click.option("--write", "folder", metavar="FOLDER", help="Bring the reference parts of the pages in FOLDER up to date "
              "with the code; for those who work on the emulator.")  # fmt: skip
@click.pass_context
def command(context: click.Context, topic: str | None, folder: str | None) -> None:
    """Print a page of the manual of this version; without a TOPIC, list the pages."""
    if folder is not None:
        _write(Path(folder), context)
    elif topic is None:
        width = max(map(len, manual.topics()))
        lines = (f"  {name:<{width}}  {manual.title(name)}" for name in manual.topics())
        echo("\n".join(["mfa-emulator docs TOPIC prints a page:\n", *lines]))
    elif topic not in manual.topics():
        raise BadInput(unknown("page", topic, manual.topics()))
    else:
        echo(manual.readable(manual.page(topic)), nl=False)


def _write_schemas() -> None:
    """The schemas of the built-in vendors' scenarios and seeds, which lie beside those."""
    from mfa_emulator.cli import files, schema
    from mfa_emulator.core.providers import Providers
    from mfa_emulator.providers import BUILT_IN

    kinds = {"scenario": ("mfa_scenarios", schema.FILE), "seed": ("mfa_fixtures", schema.SEED_FILE)}
    for kind, (package, name) in kinds.items():
        path, text = Path(str(resources.files(package))) / name, schema.written(kind, Providers(BUILT_IN))
        if not path.is_file() or path.read_bytes() != text:
            files.write(str(path), text)


def _write(folder: Path, context: click.Context) -> None:
    from mfa_emulator.core.providers import Providers
    from mfa_emulator.docs.reference.parts import parts
    from mfa_emulator.providers import BUILT_IN

    group = context.find_root().command
    assert isinstance(group, click.Group)
    made = parts(Providers(BUILT_IN), group)
    pages = [folder / f"{topic}.md" for topic in manual.topics()]
    missing = [str(page) for page in pages if not page.is_file()]
    if missing:
        raise BadInput(f"no page {missing[0]}: {folder} is not the folder of the manual")
    if folder.samefile(str(resources.files("mfa_emulator.docs"))):  # a copy has no schemas beside it
        _write_schemas()
    for page in pages:
        page.write_text(manual.filled(page.read_text(encoding="utf-8"), made), encoding="utf-8")
