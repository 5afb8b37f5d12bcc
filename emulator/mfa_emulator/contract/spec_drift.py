"""Drift of our tables from a published description: operations, routes, fields, types and enumerations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mfa_emulator.contract.descriptions.described import Described, Kind, without_names
from mfa_emulator.contract.finding import Finding, Nature

_NUMBERS = frozenset(("integer", "number"))


def findings(
    provider: str, theirs: Mapping[str, Described], ours: Mapping[str, Described], source: str
) -> Iterator[Finding]:
    """All differences. Operations of ours that the description has not are for whoever knows all descriptions."""
    for name, described in theirs.items():
        where = _Place(provider, name, source)
        own = ours.get(name)
        if own is None:
            yield where.found("operation", "missing", described.route, "nothing")
            continue
        if without_names(own.route) != without_names(described.route):
            yield where.found("operation", "route", described.route, own.route)
        if own.request is not None and described.request is not None:
            yield from where.of_kinds("request", described.request, own.request)
        for status, kind in own.answers.items():
            published = described.answers.get(status)
            if status not in described.answers and described.answers:
                listed = ", ".join(map(str, sorted(described.answers)))
                yield where.found("answer", "status", listed, str(status))
            elif published is not None and kind is not None:
                yield from where.of_kinds(f"answer {status}", published, kind)


def added(provider: str, ours: Mapping[str, Described], described: frozenset[str], source: str) -> Iterator[Finding]:
    """Operations that no description has."""
    for name, own in ours.items():
        if name not in described:
            yield _Place(provider, name, source).found("operation", "added", "nothing", own.route)


@dataclass(frozen=True)
class _Place:
    provider: str
    operation: str
    source: str

    def found(self, where: str, nature: Nature, theirs: str, ours: str) -> Finding:
        return Finding(
            provider=self.provider,
            operation=self.operation,
            where=where,
            nature=nature,
            theirs=theirs,
            ours=ours,
            source=self.source,
        )

    def of_kinds(self, where: str, theirs: Kind, ours: Kind) -> Iterator[Finding]:
        """Differences of two kinds, and of all that is in them."""
        if not theirs.names or not ours.names:
            return
        if _differ(theirs.names, ours.names):
            yield self.found(where, "type", str(theirs), str(ours))
            return
        if theirs.words and ours.words and theirs.words != ours.words:
            yield self.found(where, "words", *_apart(theirs.words, ours.words))
        if theirs.item is not None and ours.item is not None:
            yield from self.of_kinds(f"{where}[]", theirs.item, ours.item)
        if theirs.fields is not None and ours.fields is not None:
            yield from self._of_fields(where, theirs, ours)

    def _of_fields(self, where: str, theirs: Kind, ours: Kind) -> Iterator[Finding]:
        published, own = theirs.fields or {}, ours.fields or {}
        for name in sorted(published.keys() | own.keys()):
            place = f"{where}.{name}"
            if name not in own:
                yield self.found(place, "missing", str(published[name]), "nothing")
            elif name not in published:
                yield self.found(place, "added", "nothing", str(own[name]))
            else:
                yield from self.of_kinds(place, published[name], own[name])
                # Descriptions rarely tell what is required of requests; where ours does, theirs must.
                if where == "request" and (name in ours.required) > (name in theirs.required):
                    yield self.found(place, "required", "optional", "required")


def _differ(theirs: frozenset[str], ours: frozenset[str]) -> bool:
    """Whether there is a type that one side has alone; ours may take more than theirs."""
    if theirs <= ours:
        return False
    return not (theirs <= _NUMBERS and ours <= _NUMBERS and "number" in theirs | ours)


def _apart(theirs: frozenset[str], ours: frozenset[str]) -> tuple[str, str]:
    """The words that one side has alone."""
    return (
        "also " + ", ".join(sorted(theirs - ours)) if theirs - ours else "no more",
        "also " + ", ".join(sorted(ours - theirs)) if ours - theirs else "no more",
    )
