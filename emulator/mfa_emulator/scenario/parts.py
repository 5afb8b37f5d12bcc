"""Parts that steps of every kind are made of, and the patterns of their texts.

The docstrings and descriptions are what an editor shows while one writes a scenario.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType, field

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.scenario.positions import Path
from mfa_emulator.scenario.references import NAME

_NAME = f"^{NAME}$"
_REFERENCE = rf"^\$\{{{NAME}\}}$"
_FIELD_PATH = r"^(\[[0-9]+\]|[^.\[\]]+)(\[[0-9]+\]|\.[^.\[\]]+)*$"
_ALGORITHM = rf"^([Ss][Hh][Aa](1|256|512)|\$\{{{NAME}\}})$"
PATTERNS_IN_WORDS = {
    _NAME: "a name of letters, digits and _",
    _REFERENCE: "a number, or a ${name} that is one",
    _FIELD_PATH: "a path such as users[0].localId",
    _ALGORITHM: "SHA1, SHA256 or SHA512",
}

Name = Annotated[str, Meta(pattern=_NAME, description="Later used as ${name}")]
Reference = Annotated[str, Meta(pattern=_REFERENCE)]
FieldPath = Annotated[str, Meta(pattern=_FIELD_PATH, description="Where in the answer it stands: users[0].localId")]
Saves = dict[Name, FieldPath]
Algorithm = Annotated[str, Meta(pattern=_ALGORITHM, description="SHA1, SHA256 or SHA512")]
Text = Annotated[str, Meta(min_length=1)]


class Part(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Any part of a scenario: unknown keys are refused, so that a misspelt one is never skipped."""


class Step(Part, frozen=True, kw_only=True):
    """One step; its key names its kind."""

    @property
    def saved_names(self) -> Collection[str]:
        """Names that are known after this step."""
        return ()

    @property
    def expectations(self) -> Mapping[Path, object]:
        """Values that may hold matchers, by their place in the step."""
        return {}


class Expect(Part, frozen=True, kw_only=True):
    """Expected answer. Without a status it must be 2xx."""

    status: Annotated[int, Meta(ge=100, le=599)] | Reference | UnsetType = UNSET
    body: Annotated[
        Json | UnsetType,
        Meta(
            description="Given keys must match, others may be there too; lists match element by element; "
            "{$any: true}, {$absent: true}, {$matches: regex} and {$length: n} match more freely"
        ),
    ] = UNSET
    headers: Annotated[
        dict[str, str | JsonObject], Meta(description="Header names in any case, with the text expected")
    ] = field(default_factory=dict)


def exactly_one(part: Struct, *fields: str) -> None:
    """Refuse a part that has none or several of these fields. Raises ValueError."""
    if sum(getattr(part, name) is not UNSET for name in fields) != 1:
        raise ValueError(f"exactly one of {', '.join(fields)} is needed")
