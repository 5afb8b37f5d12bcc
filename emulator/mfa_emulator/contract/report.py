"""Report of a check: what is known of each operation, and every difference that was found."""

from collections.abc import Iterable, Iterator

import msgspec

from mfa_emulator.contract.finding import Allowed, Finding


class Seen(msgspec.Struct, frozen=True):
    """An operation in a recording: where and when it was answered."""

    target: str
    date: str
    by_vendor: bool
    """Whether the vendor's own servers answered."""


class Checked(msgspec.Struct, kw_only=True):
    """One operation, and what holds it."""

    provider: str
    operation: str
    built: str
    spec_checked: str = ""
    """The description that it was held against."""
    sdk_tested: list[str] = msgspec.field(default_factory=list)
    """The vendors' SDKs that call it in the emulator's own tests."""
    seen: list[Seen] = msgspec.field(default_factory=list)

    @property
    def seen_on_vendor(self) -> str:
        """The last day on which the vendor itself was recorded, or empty."""
        return max((one.date for one in self.seen if one.by_vendor), default="")


class Report(msgspec.Struct, kw_only=True):
    """A whole check."""

    version: str
    operations: list[Checked] = msgspec.field(default_factory=list)
    findings: list[Finding] = msgspec.field(default_factory=list)
    not_checked: list[str] = msgspec.field(default_factory=list)
    """Descriptions that are not here, and steps of recordings that could not be replayed, with the reason."""
    idle: list[Allowed] = msgspec.field(default_factory=list)
    """Allowed differences that are none any more."""

    @property
    def drift(self) -> list[Finding]:
        """Differences that nothing allows."""
        return [finding for finding in self.findings if not finding.because]

    def find(self, provider: str, operation: str) -> Checked | None:
        """The row of an operation."""
        rows = (row for row in self.operations if (row.provider, row.operation) == (provider, operation))
        return next(rows, None)


def by_operation(findings: Iterable[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """The findings of each operation under its name with the provider's."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(f"{finding.provider} {finding.operation}", []).append(finding)
    yield from found.items()
