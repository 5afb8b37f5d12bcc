"""Checking of vendors against all that is known of them, with a report of it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from mfa_emulator.contract import published, recording_check, spec_check
from mfa_emulator.contract.finding import Allowances, Allowed
from mfa_emulator.contract.published import Published
from mfa_emulator.contract.report import Report
from mfa_emulator.core.provider import Provider
from mfa_emulator.version import VERSION


def checked(
    providers: Sequence[Provider],
    *,
    descriptions: Mapping[str, Sequence[Path]],
    recordings: Sequence[Path] = (),
    allowed: Sequence[Allowed] = (),
    folder: Path,
    profile: str = "",
) -> Report:
    """The report on these vendors. Raises ValueError for a file that cannot be read.

    `descriptions` are files by vendor; without one, those of installed packages are looked for, and in `folder`.
    `recordings` are files or folders of such.
    """
    report = Report(version=VERSION)
    known = {provider.name: published.of(provider) for provider in providers}
    allowances = Allowances((*allowed, *(row for name, one in known.items() for row in _own_rows(name, one))))
    for provider in providers:
        found = spec_check.check(provider, known[provider.name], descriptions.get(provider.name, ()), folder, report)
        report.findings += allowances.judged(found)
    for path in (file for given in recordings for file in recording_check.files(given)):
        recording = recording_check.read(path)
        found = recording_check.check(recording, path.name, providers, report, profile)
        report.findings += allowances.judged(found)
    if not report.not_checked:
        report.idle = allowances.idle
    return report


def _own_rows(provider: str, known: Published) -> list[Allowed]:
    return [msgspec.structs.replace(row, provider=provider) for row in known.differences]
