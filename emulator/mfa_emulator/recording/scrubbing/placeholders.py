"""Placeholders of values, and where they stand in texts."""

import re
from typing import TypeAlias

from mfa_emulator.core.http.json import Json
from mfa_emulator.recording.scrubbing.field_names import KINDS, Kind

PLACEHOLDER = re.compile(r"<(?P<kind>[a-z]+)-(?P<index>[0-9]+)(?P<number> number)?>")
"""`<token-1>`; `<id-1 number>` where the value is a number of JSON."""

_SHORTEST = 4
"""Characters of a value that is looked for within words; shorter ones count as whole words alone."""

Known: TypeAlias = dict[str, str]


class Placeholders:
    """The same placeholder for the same value, whatever its type and wherever it is met.

    They are numbered by kind in the order of their first meeting, once `settle` has been called: until then values are
    only learned, so that one is of its most telling kind everywhere.
    """

    def __init__(self) -> None:
        self._kinds: dict[str, Kind] = {}
        self._settled: Known = {}
        self._pattern: re.Pattern[str] | None = None

    def of(self, value: str | float, kind: Kind) -> str:
        """The placeholder of a value. Before all is settled it may still change."""
        text = value if isinstance(value, str) else str(value)
        before = self._kinds.get(text, kind)
        self._kinds[text] = min(before, kind, key=KINDS.index)
        name = self._settled.get(text, f"<{kind}-0>")
        return name if isinstance(value, str) else f"{name[:-1]} number>"

    def settle(self) -> None:
        """Number all values learned so far."""
        counts = dict.fromkeys(KINDS, 0)
        for text, kind in self._kinds.items():
            counts[kind] += 1
            self._settled[text] = f"<{kind}-{counts[kind]}>"
        known = sorted((text for text in self._settled if text), key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_searched, known))) if known else None

    def known(self, value: str) -> str | None:
        """The placeholder of a value that was learned."""
        return self._settled.get(value)

    def kind(self, value: str) -> Kind | None:
        """The kind of a value that was learned."""
        return self._kinds.get(value)

    def replaced(self, text: str) -> str:
        """A text with every value in it that was learned replaced."""
        return self._pattern.sub(lambda found: self._settled[found.group()], text) if self._pattern else text

    def values(self) -> dict[str, str]:
        """The value of each placeholder: not for files."""
        return {name: text for text, name in self._settled.items()}


def _searched(value: str) -> str:
    escaped = re.escape(value)
    return escaped if len(value) >= _SHORTEST else rf"(?<!\w){escaped}(?!\w)"


def names_in(value: Json) -> list[str]:
    """The placeholders in a value, without the mark of numbers, in their order."""
    if isinstance(value, str):
        return [f"<{found['kind']}-{found['index']}>" for found in PLACEHOLDER.finditer(value)]
    if isinstance(value, dict):
        return [name for key, item in value.items() for part in (key, item) for name in names_in(part)]
    return [name for item in value for name in names_in(item)] if isinstance(value, list) else []
