"""Bindings of placeholders: what stands in an answer where a recorded one has a placeholder."""

import re
from collections.abc import Iterator

from mfa_emulator.core.http.json import Json
from mfa_emulator.recording.scrubbing.placeholders import PLACEHOLDER


def bindings(recorded: Json, ours: Json) -> Iterator[tuple[str, Json]]:
    """Each placeholder with the value in its place."""
    if isinstance(recorded, dict) and isinstance(ours, dict):
        for key, value in recorded.items():
            if key in ours:
                yield from bindings(value, ours[key])
    elif isinstance(recorded, list) and isinstance(ours, list):
        for one, other in zip(recorded, ours, strict=False):
            yield from bindings(one, other)
    elif isinstance(recorded, str) and ours is not None:
        yield from _of_text(recorded, ours)


def _of_text(recorded: str, ours: Json) -> Iterator[tuple[str, Json]]:
    whole = PLACEHOLDER.fullmatch(recorded)
    if whole:
        yield f"<{whole['kind']}-{whole['index']}>", ours
    elif isinstance(ours, str) and (marks := list(PLACEHOLDER.finditer(recorded))):
        literal = PLACEHOLDER.split(recorded)[:: PLACEHOLDER.groups + 1]
        found = re.fullmatch("([^/?&]+)".join(map(re.escape, literal)), ours)
        if found:
            yield from (
                (f"<{mark['kind']}-{mark['index']}>", text) for mark, text in zip(marks, found.groups(), strict=True)
            )
