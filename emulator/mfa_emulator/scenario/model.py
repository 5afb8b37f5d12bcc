"""Model of a scenario file. Loading checks against it, and editors get its JSON Schema."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType, field

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.scenario.parts import Name, Part, Tag, Text, Variable


class Live(Part, frozen=True, kw_only=True):
    """Permissions of `run --target live` at the vendor."""

    safe: Annotated[list[Text], Meta(min_length=1, description="Operations that may be called there")]
    numbers: Annotated[
        list[Text], Meta(description="Phone numbers that may be called there: the vendor's test numbers, or your own")
    ] = field(default_factory=list)


class Scenario(Part, frozen=True, kw_only=True):
    """A scenario: steps taken one after another against one provider, in a world of its own."""

    scenario: Annotated[Text, Meta(description="What it shows, in a line")]
    provider: Annotated[Text, Meta(description="Whose operations it calls, by the provider's name")]
    tags: Annotated[list[Tag], Meta(description="Words to select it by: `pytest -m smoke`, `run -k smoke`")] = field(
        default_factory=list
    )
    skip: Annotated[Text | UnsetType, Meta(description="The reason why it is not run")] = UNSET
    xfail: Annotated[Text | UnsetType, Meta(description="The reason why it fails today; to pass is a failure")] = UNSET
    profile: Annotated[
        Literal["emulator", "strict"] | UnsetType,
        Meta(description="Limits of its world; strict: as in production"),
    ] = UNSET
    settings: Annotated[
        dict[str, JsonObject], Meta(description="Settings of its world that differ from the profile's, by provider")
    ] = field(default_factory=dict)
    live: Annotated[
        Live | UnsetType, Meta(description="Marks it for `run --target live`: what may be done at the vendor's servers")
    ] = UNSET
    env: Annotated[
        dict[Name, Variable],
        Meta(description="Names for environment variables; their values are secrets, which no report shows"),
    ] = field(default_factory=dict)
    vars: Annotated[dict[Name, Json], Meta(description="Values for ${name}; they may use those above")] = field(
        default_factory=dict
    )
    examples: Annotated[
        list[dict[Name, Json]],
        Meta(description="A table: one test per row, whose columns are names and replace vars of that name"),
    ] = field(default_factory=list)
    setup: Annotated[
        Text | UnsetType,
        Meta(
            description="Another scenario's file, seen from this one's folder: its steps come first in the same world, "
            "with the vars of this one in place of its own; what it saves is known here"
        ),
    ] = UNSET
    steps: Annotated[list[JsonObject], Meta(min_length=1)]
