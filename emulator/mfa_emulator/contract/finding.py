"""Findings of drift, and the differences that are allowed, each with its reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

Nature: TypeAlias = Literal[
    "missing", "added", "type", "words", "required", "route", "status", "error", "shape", "value", "replay"
]
"""`missing`: they have it, we have not; `added`: the other way round; the others: both have it, otherwise."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One difference between a vendor and the emulator."""

    provider: str
    operation: str
    where: str
    """`operation`, or the place in the request or an answer: `request.phoneInfo`, `answer 200.users[].email`."""
    nature: Nature
    theirs: str
    ours: str
    source: str
    """The description or the recording that shows it."""
    because: str = ""
    """The reason why it is allowed; empty: it is drift."""

    def __str__(self) -> str:
        return f"{self.provider} {self.operation}, {self.where}: {self.nature}: theirs {self.theirs}, ours {self.ours}"


class Allowed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of an allow file. `*` stands for any text in `operation` and `where`."""

    provider: str = "*"
    operation: str
    where: str
    nature: Nature | None = None
    """Any unless given."""
    because: Annotated[str, Meta(min_length=3)]

    def fits(self, finding: Finding) -> bool:
        """Whether this row allows a finding."""
        return (
            self.nature in (None, finding.nature)
            and fnmatchcase(finding.provider, self.provider)
            and fnmatchcase(finding.operation, self.operation)
            and _fits(finding.where, self.where)
        )


def _fits(where: str, pattern: str) -> bool:
    # Brackets are those of lists, and never a set of characters.
    return fnmatchcase(where, pattern.replace("[", "[[]"))


@dataclass
class Allowances:
    """All rows, and those that were of use."""

    rows: tuple[Allowed, ...]
    used: set[int] = field(default_factory=set)

    def judged(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings, those that are allowed with the reason."""
        for finding in findings:
            number = next((number for number, row in enumerate(self.rows) if row.fits(finding)), None)
            if number is None:
                yield finding
            else:
                self.used.add(number)
                yield msgspec.structs.replace(finding, because=self.rows[number].because)

    @property
    def idle(self) -> list[Allowed]:
        """Rows that allow nothing that was found."""
        return [row for number, row in enumerate(self.rows) if number not in self.used]
