"""Step `webhook`: read the newest call that a vendor sent out, and check its signature."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated
from urllib.parse import parse_qsl

import msgspec
from msgspec import UNSET, Meta, UnsetType, field

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.scenario.outcome import Run, Saved, Unexpected, expect, picked
from mfa_emulator.scenario.parts import Part, Saves, Step, Text, expected
from mfa_emulator.scenario.positions import Mistake, Path
from mfa_emulator.scenario.values import matching
from mfa_emulator.scenario.values.matching import Difference
from mfa_emulator.scenario.vocabulary import Vocabulary


class Sent(Part, frozen=True, kw_only=True):
    """The newest webhook, or call of a blocking function, that fits."""

    event: Annotated[Text | UnsetType, Meta(description="The vendor's name of the event")] = UNSET
    provider: Annotated[Text | UnsetType, Meta(description="Default: the scenario's provider")] = UNSET
    signed: Annotated[bool, Meta(description="It must be signed as the vendor signs")] = False
    save: Saves = field(default_factory=dict)
    expect: Annotated[
        Json | UnsetType,
        expected(
            "Its event, url, headers, body (an object, of JSON or of a form) and status "
            "(delivered, failed, refused); {$absent: true} if there must be none"
        ),
    ] = UNSET


class Webhook(Step, frozen=True, kw_only=True):
    """Read the newest call that the vendor sent out: a webhook, or a blocking function's."""

    webhook: Sent

    @property
    def saved_names(self) -> Collection[str]:
        return self.webhook.save

    @property
    def expectations(self) -> Mapping[Path, object]:
        return {("webhook", "expect"): self.webhook.expect}

    def mistakes(self, names: Vocabulary) -> Iterator[Mistake]:
        provider = self.webhook.provider or names.provider
        yield from names.of_provider(provider, ("webhook", "provider"))
        vendor = names.vendor(provider)
        if self.webhook.signed and vendor is not None and vendor.signature_problem is None:
            yield Mistake(("webhook", "signed"), f"{vendor.name} signs nothing that it sends out")


def take(step: Webhook, run: Run) -> Saved:
    """Find the webhook, check its signature and compare it."""
    wanted, provider = step.webhook, step.webhook.provider or run.provider
    run.trace.request = msgspec.to_builtins(wanted)
    fitting = [one for one in run.target.webhooks(provider) if wanted.event in (UNSET, one["event"])]
    if not fitting and wanted.expect is UNSET:
        asked = "a webhook" if wanted.event is UNSET else f"a webhook of {wanted.event}"
        raise Unexpected(Difference(("webhook",), asked, "none"))
    found = _readable(fitting[-1]) if fitting else None
    expect(wanted.expect, matching.ABSENT if found is None else found, "webhook")
    if fitting and wanted.signed:
        problem = run.target.signature_problem(provider, fitting[-1])
        if problem:
            raise Unexpected(Difference(("webhook", "signed"), "the vendor's signature", problem))
    return picked(wanted.save, found, ("webhook", "save"))


def _readable(sent: JsonObject) -> JsonObject:
    """A webhook with its body as an object, and header names in lower case."""
    headers = sent["headers"]
    assert isinstance(headers, dict)
    lower = {name.lower(): value for name, value in headers.items()}
    return {**sent, "headers": lower, "body": _body(str(sent["body"]), str(lower.get("content-type", "")))}


def _body(text: str, content_type: str) -> Json:
    if "form-urlencoded" in content_type:
        return dict(parse_qsl(text, keep_blank_values=True))
    try:
        value: Json = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text
    return value
