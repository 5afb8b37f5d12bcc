"""Drift of an answer from a recorded one: statuses, errors, shapes, and words that are the vendor's own."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec
from msgspec import UNSET

from mfa_emulator.contract.finding import Nature
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.recording.recorded import Recorded
from mfa_emulator.recording.scrubbing import looks
from mfa_emulator.recording.scrubbing.placeholders import PLACEHOLDER

_REFUSED = 400
Tokens = Mapping[str, JsonObject]


class Difference(NamedTuple):
    """A place in an answer that differs."""

    where: str
    nature: Nature
    theirs: str
    ours: str


def differences(theirs: Recorded, ours: Recorded, their_tokens: Tokens, our_tokens: Tokens) -> Iterator[Difference]:
    """The differences of two answers that were scrubbed alike. Of another status nothing more is compared."""
    if theirs.status != ours.status:
        said = [f"{one.status} {_shown(one.answer)}" for one in (theirs, ours)]
        yield Difference("answer", "status", *said)
        return
    comparison = _Comparison(theirs.status >= _REFUSED, their_tokens, our_tokens)
    if (theirs.answer is UNSET) != (ours.answer is UNSET):
        yield Difference(f"answer {theirs.status}", "type", _shown(theirs.answer), _shown(ours.answer))
    elif theirs.answer is not UNSET and ours.answer is not UNSET:
        yield from comparison.of(f"answer {theirs.status}", theirs.answer, ours.answer)


class _Comparison(NamedTuple):
    is_refusal: bool
    their_tokens: Tokens
    our_tokens: Tokens

    def of(self, where: str, theirs: Json, ours: Json) -> Iterator[Difference]:
        """The differences of two values."""
        if _type(theirs) != _type(ours):
            yield Difference(where, "type", _type(theirs), _type(ours))
        elif isinstance(theirs, dict) and isinstance(ours, dict):
            yield from self._of_objects(where, theirs, ours)
        elif isinstance(theirs, list) and isinstance(ours, list):
            for one, other in zip(theirs, ours, strict=False):
                yield from self.of(f"{where}[]", one, other)
        elif isinstance(theirs, str) and isinstance(ours, str):
            yield from self._of_texts(where, theirs, ours)
        elif theirs != ours and (isinstance(theirs, bool) or self.is_refusal):
            yield Difference(where, self._otherwise, _shown(theirs), _shown(ours))

    @property
    def _otherwise(self) -> Nature:
        return "error" if self.is_refusal else "value"

    def _of_objects(self, where: str, theirs: JsonObject, ours: JsonObject) -> Iterator[Difference]:
        # Keys that are values, as in a map by number, are compared in their order.
        their_values, our_values = ([*map(one.get, filter(_is_value, one))] for one in (theirs, ours))
        for one, other in zip(their_values, our_values, strict=False):
            yield from self.of(f"{where}.*", one, other)
        for name in sorted({*theirs, *ours}):
            if _is_value(name):
                continue
            if name not in ours:
                yield Difference(f"{where}.{name}", "missing", _type(theirs[name]), "nothing")
            elif name not in theirs:
                yield Difference(f"{where}.{name}", "added", "nothing", _type(ours[name]))
            else:
                yield from self.of(f"{where}.{name}", theirs[name], ours[name])

    def _of_texts(self, where: str, theirs: str, ours: str) -> Iterator[Difference]:
        if theirs in self.their_tokens and ours in self.our_tokens:
            yield from self.of(f"{where} (claims)", self.their_tokens[theirs], self.our_tokens[ours])
        elif not _is_alike(theirs, ours):
            yield Difference(where, self._otherwise, _shown(theirs), _shown(ours))


def _is_value(key: str) -> bool:
    return PLACEHOLDER.fullmatch(key) is not None


def _is_alike(theirs: str, ours: str) -> bool:
    """Whether two texts say the same, whoever they say it of, and whenever."""
    if "://" in theirs and "://" in ours:  # a URL leads to whoever answers
        return True
    one, other = (PLACEHOLDER.sub(r"<\g<kind>>", text) for text in (theirs, ours))
    return one == other or (looks.is_harmless(theirs, ("at",)) and looks.is_harmless(ours, ("at",)))


def _type(value: Json) -> str:
    if isinstance(value, str):
        found = PLACEHOLDER.fullmatch(value)
        return "number" if found and found["number"] else "text"
    names = {bool: "boolean", int: "number", float: "number", list: "list", dict: "object"}
    return names.get(type(value), "null")


def _shown(value: object) -> str:
    return "no body" if value is UNSET else msgspec.json.encode(value).decode()[:200]
