"""Results of scenarios: a line each, the summary, and JUnit's XML for machines."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias
from xml.etree import ElementTree

from mfa_emulator.core.printable import printable

Outcome: TypeAlias = Literal["passed", "failed", "skipped", "xfailed", "faulty"]

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Result(NamedTuple):
    """The result of one run of a scenario, or of a file that is none."""

    file: str
    name: str
    outcome: Outcome
    seconds: float = 0.0
    text: str = ""
    """The report of a failure, the mistakes of a faulty file, or a reason."""

    @property
    def is_bad(self) -> bool:
        """True for a failure."""
        return self.outcome in ("failed", "faulty")

    def line(self, number: int, of: int) -> str:
        """The line of progress, and below it what is wrong."""
        shown = self.outcome.upper() if self.is_bad else self.outcome
        count = f"{number:>{len(str(of))}}/{of}"
        head = f"{count}  {shown:<7} {self.seconds:6.2f} s  {self.name}"
        if self.is_bad:
            return f"{head}\n{self.text}\n"
        return f"{head}: {self.text}" if self.text else head


def summary(results: Sequence[Result], seconds: float) -> str:
    """The last lines: what failed, the slowest run, the counts."""
    bad = [f"{one.outcome.upper():<7} {one.name}  ({one.file})" for one in results if one.is_bad]
    slowest = max(results, key=lambda one: one.seconds, default=None)
    counts = Counter(one.outcome for one in results)
    told = [f"{counts['passed']} passed", f"{counts['failed']} failed", *_rare(counts)]
    lines = [*(["", *bad] if len(bad) > 1 else []), ""]
    if slowest is not None and len(results) > 1:
        lines.append(f"slowest: {slowest.seconds:.2f} s  {slowest.name}")
    return "\n".join([*lines, f"{', '.join(told)} in {seconds:.2f} s"])


def _rare(counts: Counter[Outcome]) -> Iterator[str]:
    if counts["faulty"]:
        yield f"{counts['faulty']} faulty {'file' if counts['faulty'] == 1 else 'files'}"
    if counts["skipped"]:
        yield f"{counts['skipped']} skipped"
    if counts["xfailed"]:
        yield f"{counts['xfailed']} failed as expected"


def junit(results: Sequence[Result], seconds: float) -> bytes:
    """The results as JUnit's XML."""
    suite = ElementTree.Element(
        "testsuite",
        name="mfa-emulator run",
        tests=str(len(results)),
        failures=str(sum(one.outcome == "failed" for one in results)),
        errors=str(sum(one.outcome == "faulty" for one in results)),
        skipped=str(sum(one.outcome in ("skipped", "xfailed") for one in results)),
        time=f"{seconds:.3f}",
    )
    kinds: dict[Outcome, str] = {"failed": "failure", "faulty": "error", "skipped": "skipped", "xfailed": "skipped"}
    for one in results:
        names = {"classname": _xml(one.file), "name": _xml(one.name), "file": _xml(one.file)}
        case = ElementTree.SubElement(suite, "testcase", names, time=f"{one.seconds:.3f}")
        if one.outcome in kinds:
            first = _xml(one.text.partition("\n")[0])
            ElementTree.SubElement(case, kinds[one.outcome], message=first).text = _xml(one.text)
    whole = ElementTree.Element("testsuites")
    whole.append(suite)
    text = ElementTree.tostring(whole, encoding="unicode", xml_declaration=True)
    return text.encode()


def _xml(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _NO_XML.sub("?", printable(text))
