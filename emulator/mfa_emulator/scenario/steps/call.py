"""Step `call`: call a published operation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, field

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.scenario.outcome import Run, Saved
from mfa_emulator.scenario.parts import AnsweredStep, Text
from mfa_emulator.scenario.positions import Mistake
from mfa_emulator.scenario.steps.judging import judge
from mfa_emulator.scenario.target import Request
from mfa_emulator.scenario.vocabulary import Vocabulary


class Call(AnsweredStep, frozen=True, kw_only=True):
    """Call a published operation."""

    call: Annotated[Text, Meta(description="The published operation id, such as accounts.signUp")]
    with_: Annotated[JsonObject, Meta(description="Its path and body fields; for GET the query ones")] = field(
        name="with", default_factory=dict
    )
    query: Annotated[JsonObject, Meta(description="Query fields beside a body, such as updateMask")] = field(
        default_factory=dict
    )
    as_: Annotated[str, Meta(description="Whose credential to send: `admin` for the project's owner")] = field(
        name="as", default=""
    )
    headers: Annotated[dict[str, str], Meta(description="Further request headers, such as a saved token")] = field(
        default_factory=dict
    )

    def mistakes(self, names: Vocabulary) -> Iterator[Mistake]:
        yield from names.of_operation(self.call, ("call",))
        yield from names.of_credential(self.as_, ("as",))
        yield from names.of_fields(self.call, self.with_, ("with",))


def take(step: Call, run: Run) -> Saved:
    """Call the operation and compare its answer."""
    run.trace.request = {**step.with_, **step.query}
    request = Request(step.call, step.with_, step.query, step.as_, step.headers)
    return judge(run.target.call(run.provider, request), step.expect, step.save, run)
