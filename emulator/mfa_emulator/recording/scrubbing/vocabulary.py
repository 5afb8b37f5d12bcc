"""Vocabulary of a vendor: the words that its API is made of, which are nobody's secret."""

from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args, get_origin

import msgspec

from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import Provider
from mfa_emulator.recording.scrubbing.field_names import words_of
from mfa_emulator.recording.scrubbing.plain_words import PLAIN_WORDS


class Vocabulary(NamedTuple):
    """Words that may be kept."""

    values: frozenset[str] = frozenset()
    """Whole values: those of enumerations, names and numbers of errors, their texts."""
    fields: frozenset[str] = frozenset()
    """Names of fields as they are written on the wire."""
    words: frozenset[str] = PLAIN_WORDS
    """Single words of sentences and of compound names, in lower case."""

    def has_words(self, text: str) -> bool:
        """Whether a text consists of known words alone, and has one."""
        found = words_of(text)
        return bool(found) and all(word in self.words or (word.isdigit() and len(word) < 3) for word in found)


def of(provider: Provider) -> Vocabulary:
    """The vocabulary of a vendor, from its table of operations and its errors."""
    kinds = [kind for row in provider.operations if row.handler is not None for kind in (row.takes, row.answer)]
    structs = list(_structs(kinds))
    inner = [(field.encode_name, field.type) for struct in structs for field in msgspec.structs.fields(struct)]
    literals = {str(value) for _, kind in inner for value in _literals(kind)}
    errors = {str(text) for name, error in provider.errors.items() for text in (name, *_texts(error))}
    values = frozenset(literals | errors)
    fields = frozenset(name for name, _ in inner)
    named = {word for struct in structs for word in words_of(struct.__name__)}
    hosts = {word for host in provider.front.hosts for word in words_of(host)}
    ids = {word for row in provider.operations for word in words_of(f"{row.id} {_literal_path(row)}")}
    spoken = {word for text in (*values, *fields) for word in words_of(text)}
    return Vocabulary(values, fields, frozenset(PLAIN_WORDS | named | hosts | ids | spoken))


def _structs(kinds: list[object]) -> Iterator[type[msgspec.Struct]]:
    """The structs in these types, at any depth."""
    waiting, seen = list(kinds), set[type[msgspec.Struct]]()
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            if kind not in seen:
                seen.add(kind)
                yield kind
                waiting += [field.type for field in msgspec.structs.fields(kind)]
        else:
            waiting += get_args(kind)


def _literals(kind: object) -> Iterator[object]:
    """The values of the enumerations in a type."""
    if get_origin(kind) is Literal:
        yield from get_args(kind)
    else:
        for part in get_args(kind):
            yield from _literals(part)


def _texts(error: type) -> Iterator[object]:
    """The constants of a class of errors that are texts or numbers: its code, its words."""
    for base in error.__mro__:
        for name, value in vars(base).items():
            if not name.startswith("_") and isinstance(value, str | int) and not isinstance(value, bool):
                yield value


def _literal_path(row: Operation) -> str:
    return " ".join(part for part in row.route.split("/") if "{" not in part)
