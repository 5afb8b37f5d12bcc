"""Count of what a fuzz sent and found."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from twins import Sent

SLOW = 1.0
"""Seconds of a request that are told."""


@dataclass
class Tally:
    """Count of what was sent and found."""

    sent: Counter[str] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    flows: int = 0
    ended: int = 0
    """Whole right flows that were begun, and that came to their end although twins went before each request."""
    checked: int = 0
    kept_heads: int = 0
    """Requests whose head was remembered."""
    operations: set[str] = field(default_factory=set)
    succeeded: set[str] = field(default_factory=set)
    slow: list[tuple[float, Sent]] = field(default_factory=list)
    slowest: float = 0.0
    failures: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.sent.values())

    def share(self, vendor: str) -> float:
        """The part of a vendor's requests that came past credentials and decoding: its handler was called."""
        return self.reached[vendor] / max(1, self.sent[vendor])

    def lines(self) -> Iterator[str]:
        """The report."""
        for vendor in sorted(self.sent):
            good = self.answered[vendor] / max(1, self.sent[vendor])
            reached = f"{self.share(vendor):4.0%} past credentials and decoding"
            yield f"{vendor:<17} {self.sent[vendor]:>7} requests, {reached}, {good:4.0%} succeeded"
        yield f"{len(self.operations)} operations called, {len(self.succeeded)} of them with success"
        yield f"{self.flows} right flows begun, {self.ended} came to their end"
        yield f"{self.checked} refusals compared with the state before; slowest answer {self.slowest * 1000:.0f} ms"
        for took, sent in sorted(self.slow, key=lambda one: -one[0])[:10]:
            yield f"over {SLOW:g} s: {took:.2f} s {sent.operation} {sent.verb} {sent.path} {sent.body[:200]!r}"
        yield f"{self.kept_heads} heads were remembered"
        yield f"{len(self.failures)} failures"
        yield from self.failures[:20]
