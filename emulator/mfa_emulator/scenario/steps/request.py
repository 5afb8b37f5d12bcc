"""Step `request`: send a raw request, whatever is in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType, field

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.scenario.outcome import Run, Saved
from mfa_emulator.scenario.parts import AnsweredStep, Method, Part, RawPath
from mfa_emulator.scenario.positions import Mistake
from mfa_emulator.scenario.steps.judging import judge
from mfa_emulator.scenario.target import RawRequest


class Raw(Part, frozen=True, kw_only=True):
    """A request with a path of the target, and one body at most."""

    method: Annotated[Method, Meta(description="GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS")] = "GET"
    path: RawPath
    headers: Annotated[dict[str, str], Meta(description="Request headers")] = field(default_factory=dict)
    json: Annotated[Json | UnsetType, Meta(description="A body that is sent as JSON")] = UNSET
    form: Annotated[JsonObject | UnsetType, Meta(description="Fields of a form; a list repeats its field")] = UNSET
    body: Annotated[str | UnsetType, Meta(description="A body that is sent as it is")] = UNSET

    def __post_init__(self) -> None:
        if sum(body is not UNSET for body in (self.json, self.form, self.body)) > 1:
            raise ValueError("one body: json, form or body")


class SendRequest(AnsweredStep, frozen=True, kw_only=True):
    """Send a raw request: what no published operation would send, or a path of the app under test."""

    request: Raw

    def mistakes(self, names: object) -> Iterator[Mistake]:
        for name, text in self.request.headers.items():
            if not name.isascii() or not name.replace("-", "").replace("_", "").isalnum():
                yield Mistake(("request", "headers", name), f"`{name}` is no name of a header", key=True)
            elif "\n" in text or "\r" in text:
                yield Mistake(("request", "headers", name), "a header is one line")


def take(step: SendRequest, run: Run) -> Saved:
    """Send it and compare its answer."""
    raw = step.request
    run.trace.request = msgspec.to_builtins(raw)
    request = RawRequest(
        raw.method,
        raw.path,
        raw.headers,
        json=None if raw.json is UNSET else raw.json,
        has_json=raw.json is not UNSET,
        form=None if raw.form is UNSET else raw.form,
        body=None if raw.body is UNSET else raw.body,
    )
    return judge(run.target.send(request), step.expect, step.save, run)
