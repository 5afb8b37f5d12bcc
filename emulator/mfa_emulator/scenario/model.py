"""Model of a scenario file. Loading checks against it, and editors get its JSON Schema."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.scenario.parts import Name, Part, Text


class Scenario(Part, frozen=True, kw_only=True):
    """A scenario: steps taken one after another against one provider, in a world of its own."""

    scenario: Annotated[Text, Meta(description="What it shows, in a line")]
    provider: Annotated[Text, Meta(description="Whose operations it calls, by the provider's name")]
    vars: Annotated[dict[Name, Json], Meta(description="Values for ${name}; they may use those above")] = field(
        default_factory=dict
    )
    examples: Annotated[
        list[dict[Name, Json]],
        Meta(description="A table: one test per row, whose columns are names and replace vars of that name"),
    ] = field(default_factory=list)
    steps: Annotated[list[JsonObject], Meta(min_length=1)]
