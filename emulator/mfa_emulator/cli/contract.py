"""``mfa-emulator contract``."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mfa_emulator.cli import vendors, whole_files
from mfa_emulator.cli.failure import BadInput, Failed
from mfa_emulator.cli.output import echo

if TYPE_CHECKING:
    from mfa_emulator.contract.report import Report
    from mfa_emulator.core.provider import Provider

_FILE = click.Path(path_type=Path)


@click.command(short_help="Compare with published descriptions and recordings.")
@click.option("--provider", "only", multiple=True, metavar="NAME", help="Only this provider; else all.")
@click.option("--description", "descriptions", multiple=True, metavar="NAME=PATH", help="A published description.")
@click.option("--recording", "recordings", multiple=True, type=_FILE, metavar="PATH",
              help="A recording to replay, or a folder that holds some.")  # fmt: skip
@click.option("--profile", type=click.Choice(["emulator", "strict"]),
              help="The emulator's, for recordings.  [default: strict for those of a vendor]")  # fmt: skip
@click.option("--allow", "allow", multiple=True, type=_FILE, help="A file of differences that are allowed.")
@click.option("--json", "as_json", type=_FILE, help="Write the report as JSON.")
@click.option("--junit", type=_FILE, help="Write the report as JUnit's XML.")
@click.option("--markdown", type=_FILE, help="Write the report as Markdown.")
def command(
    only: tuple[str, ...],
    descriptions: tuple[str, ...],
    recordings: tuple[Path, ...],
    profile: str | None,
    allow: tuple[Path, ...],
    as_json: Path | None,
    junit: Path | None,
    markdown: Path | None,
) -> None:
    """Compare the emulator with what vendors publish and answer, and tell every difference that nothing allows.

    Operations, routes, fields, types and enumerations are held against the vendors' descriptions: those given, else
    those in installed packages. Recordings, as `record` writes them, are replayed here, and compared status by status,
    error by error, shape by shape. An allow file is a list of rows with operation, where and because.

    The status is 1 when there is drift.
    """
    from mfa_emulator.contract import report_texts

    chosen = [provider for name in dict.fromkeys(only or (None,)) for provider in vendors.chosen(name)]
    given = _given(descriptions, [provider.name for provider in chosen])
    report = _checked(chosen, given, recordings, allow, profile or "")
    texts: Mapping[Path | None, Callable[[Report], str]] = {
        as_json: report_texts.as_json,
        junit: report_texts.as_junit,
        markdown: report_texts.as_markdown,
    }
    for path, text in texts.items():
        if path is not None:
            whole_files.write(path, text(report).encode())
    echo(report_texts.as_lines(report))
    if report.drift:
        raise SystemExit(Failed.exit_code)


def _given(descriptions: tuple[str, ...], known: list[str]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for text in descriptions:
        name, given, path = text.partition("=")
        if not given or name not in known:
            raise BadInput(f"--description {text}: write NAME=PATH, where NAME is one of {', '.join(known)}")
        found.setdefault(name, []).append(Path(path))
    return found


def _checked(
    chosen: "list[Provider]",
    given: dict[str, list[Path]],
    recordings: tuple[Path, ...],
    allow: tuple[Path, ...],
    profile: str,
) -> "Report":
    from mfa_emulator.contract import checking, published

    try:
        return checking.checked(
            chosen,
            descriptions=given,
            recordings=recordings,
            allowed=[row for path in allow for row in published.allowed_in(path)],
            folder=Path.cwd(),
            profile=profile,
        )
    except ValueError as error:
        raise BadInput(str(error)) from None
