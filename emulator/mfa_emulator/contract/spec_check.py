"""Check of vendors' tables against their published descriptions, those given and those installed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mfa_emulator.contract import played_answers, published, spec_drift
from mfa_emulator.contract.descriptions import own_tables
from mfa_emulator.contract.descriptions.described import Described
from mfa_emulator.contract.finding import Finding
from mfa_emulator.contract.published import Published, Source
from mfa_emulator.contract.report import Checked, Report
from mfa_emulator.core.provider import Provider


def check(
    provider: Provider, known: Published, given: Sequence[Path], folder: Path, report: Report
) -> Iterator[Finding]:
    """The differences of a vendor's table, and the rows of its operations in the report. Raises NotReadable.

    Descriptions that are given stand in the place of those that are installed.
    """
    sources = [published.read(path) for path in given] or list(_installed(known, folder, report))
    ours = own_tables.described(provider)
    answers = played_answers.played(provider) if known.answers == "played" and sources else {}
    ours = {name: replace(row, answers=answers.get(name, {})) if answers else row for name, row in ours.items()}
    tested = published.sdk_tested(provider)
    rows = {row.id: row for row in provider.operations if row.published}
    for name, row in rows.items():
        spec = next((source.name for source in sources if name in source.operations), "")
        if spec and known.answers == "played" and name not in answers:
            spec += ", requests alone"
        sdks = sorted(sdk for sdk, operations in tested.items() if name in operations)
        report.operations.append(
            Checked(provider=provider.name, operation=name, built=row.built, spec_checked=spec, sdk_tested=sdks)
        )
    for source in sources:
        found = spec_drift.findings(provider.name, source.operations, ours, source.name)
        # A field that no scenario has seen may be there all the same.
        yield from (one for one in found if not answers or one.nature != "missing" or one.where[:6] != "answer")
    if sources and (given or len(sources) == len(known.descriptions)):
        yield from _added(provider.name, ours, sources)


def _added(provider: str, ours: Mapping[str, Described], sources: Sequence[Source]) -> Iterator[Finding]:
    described = frozenset(name for source in sources for name in source.operations)
    return spec_drift.added(provider, ours, described, ", ".join(source.name for source in sources))


def _installed(known: Published, folder: Path, report: Report) -> Iterator[Source]:
    for description in known.descriptions:
        path = published.found(description, folder)
        if path is None:
            report.not_checked.append(f"{description.file} is not installed: {description.install}")
        else:
            yield published.read(path, description.format)
