"""Operations as a description has them: verb, path, fields of the request and of the answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class NotReadable(ValueError):
    """A description that cannot be read; the text says why."""


@dataclass(frozen=True)
class Kind:
    """The values of a field: their types of JSON, and whatever is inside."""

    names: frozenset[str]
    """`text`, `integer`, `number`, `boolean`, `list`, `object`; none at all is anything."""
    words: frozenset[str] = frozenset()
    """The words of an enumeration; none where any text is taken."""
    item: "Kind | None" = None
    """The items of a list, or the values of a map."""
    fields: Mapping[str, "Kind"] | None = None
    """The fields of an object; None where they are not described, as those of a map."""
    required: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return " or ".join(sorted(self.names)) or "anything"


ANYTHING = Kind(frozenset())


def scalar(name: str, *words: str) -> Kind:
    """A kind of values with nothing inside."""
    return Kind(frozenset((name,)), frozenset(words))


@dataclass(frozen=True)
class Described:
    """One operation. Fields of body and query stand beside each other."""

    id: str
    route: str
    request: Kind | None
    """None where it is not described."""
    answers: Mapping[int, Kind | None] = field(default_factory=dict)
    """By status; None where there is no body, or no description of it."""


def without_names(route: str) -> str:
    """A route whose parameters have no names: those are nobody's business but the description's."""
    verb, _, path = route.partition(" ")
    return f"{verb} " + "/".join(_nameless(part) for part in path.split("/"))


def _nameless(segment: str) -> str:
    return f"{{}}{segment.partition('}')[2]}" if segment.startswith("{") else segment
