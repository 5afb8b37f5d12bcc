"""Reports as files: JSON and JUnit for machines, Markdown for people, and a few lines for a terminal."""

from collections.abc import Iterator
from xml.etree import ElementTree

import msgspec

from mfa_emulator.contract.finding import Finding
from mfa_emulator.contract.report import Checked, Report, by_operation


def as_json(report: Report) -> str:
    """The report as it is, with the drift counted."""
    whole = {"drift": len(report.drift), **msgspec.to_builtins(report)}
    return msgspec.json.format(msgspec.json.encode(whole)).decode() + "\n"


def as_junit(report: Report) -> str:
    """One test case for each operation, failed where it drifts, skipped where nothing holds it."""
    drift = dict(by_operation(report.drift))
    suites = ElementTree.Element("testsuites", name="contract")
    for provider in dict.fromkeys(row.provider for row in report.operations):
        rows = [row for row in report.operations if row.provider == provider]
        suite = ElementTree.SubElement(suites, "testsuite", name=provider, tests=str(len(rows)))
        failed = skipped = 0
        for row in rows:
            case = ElementTree.SubElement(suite, "testcase", classname=provider, name=row.operation)
            found = drift.pop(f"{provider} {row.operation}", [])
            if found:
                failed += 1
                text = "\n".join(map(_line, found))
                ElementTree.SubElement(case, "failure", message=f"{len(found)} differences").text = text
            elif not row.spec_checked and not row.seen:
                skipped += 1
                ElementTree.SubElement(case, "skipped", message="no description and no recording of it")
        for name, found in [(name, found) for name, found in drift.items() if name.startswith(f"{provider} ")]:
            case = ElementTree.SubElement(suite, "testcase", classname=provider, name=name.partition(" ")[2])
            text = "\n".join(map(_line, found))
            ElementTree.SubElement(case, "failure", message="not in our table").text = text
            failed += 1
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(failed))
        suite.set("skipped", str(skipped))
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def as_markdown(report: Report) -> str:
    """The report for people: drift first, then every operation, then all that is allowed."""
    return "\n".join(_markdown(report)) + "\n"


def as_lines(report: Report) -> str:
    """The drift and the totals."""
    lines = [f"drift    {_line(finding)}" for finding in report.drift]
    lines += [f"unknown  {text}" for text in report.not_checked]
    return "\n".join([*lines, _totals(report)])


def _totals(report: Report) -> str:
    rows, drift = report.operations, len(report.drift)
    checked, tested = sum(bool(row.spec_checked) for row in rows), sum(bool(row.sdk_tested) for row in rows)
    seen = sum(bool(row.seen_on_vendor) for row in rows)
    return (
        f"{len(rows)} operations: {checked} spec-checked, {tested} sdk-tested, {seen} seen on vendor; "
        f"{drift} differences are drift, {len(report.findings) - drift} are allowed"
    )


def _line(finding: Finding) -> str:
    return f"{finding} ({finding.source})"


def _markdown(report: Report) -> Iterator[str]:
    yield f"# Contract of mfa-emulator {report.version}"
    yield ""
    yield f"{_totals(report)}."
    yield from _table(
        "Drift", ("provider", "operation", "where", "theirs", "ours", "source"), map(_drift, report.drift)
    )
    if report.not_checked:
        yield from ["", "## Not checked", "", *(f"- {text}" for text in report.not_checked)]
    head = ("provider", "operation", "built", "spec-checked", "sdk-tested", "seen on vendor", "seen elsewhere")
    yield from _table("Operations", head, map(_operation, report.operations))
    allowed = [finding for finding in report.findings if finding.because]
    yield from _table("Allowed", ("provider", "operation", "where", "because"), map(_allowed, allowed))
    idle = [(row.provider, row.operation, row.where, row.because) for row in report.idle]
    yield from _table("Allowed, and no difference any more", ("provider", "operation", "where", "because"), iter(idle))


def _table(title: str, head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    found = list(rows)
    if found:
        yield from ("", f"## {title}", "", _row(head), _row(("---",) * len(head)), *map(_row, found))


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|').replace(chr(10), ' ') for cell in cells)} |"


def _drift(finding: Finding) -> tuple[str, ...]:
    where = f"{finding.where}: {finding.nature}"
    return (finding.provider, finding.operation, where, finding.theirs, finding.ours, finding.source)


def _allowed(finding: Finding) -> tuple[str, ...]:
    return (finding.provider, finding.operation, f"{finding.where}: {finding.nature}", finding.because)


def _operation(row: Checked) -> tuple[str, ...]:
    elsewhere = dict.fromkeys(f"{one.target} ({one.date})" for one in row.seen if not one.by_vendor)
    sdks = ", ".join(row.sdk_tested)
    return (row.provider, row.operation, row.built, row.spec_checked, sdks, row.seen_on_vendor, ", ".join(elsewhere))
