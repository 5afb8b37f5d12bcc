"""Step `message`: read the newest message that was sent to someone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType, field

from mfa_emulator.core.http.json import Json
from mfa_emulator.scenario.outcome import Run, Saved, Unexpected, expect, picked
from mfa_emulator.scenario.parts import Channel, Part, Saves, Step, Text, expected
from mfa_emulator.scenario.positions import Mistake, Path
from mfa_emulator.scenario.values import matching
from mfa_emulator.scenario.values.matching import Difference
from mfa_emulator.scenario.vocabulary import Vocabulary


class Inbox(Part, frozen=True, kw_only=True):
    """The newest message that fits."""

    to: Text | UnsetType = UNSET
    channel: Channel | UnsetType = UNSET
    provider: Annotated[Text | UnsetType, Meta(description="Default: the scenario's provider")] = UNSET
    save: Saves = field(default_factory=dict)
    expect: Annotated[Json | UnsetType, expected("What the message must be; {$absent: true} if there must be none")] = (
        UNSET
    )


class Message(Step, frozen=True, kw_only=True):
    """Read the newest message that was sent to someone."""

    message: Inbox

    @property
    def saved_names(self) -> Collection[str]:
        return self.message.save

    @property
    def expectations(self) -> Mapping[Path, object]:
        return {("message", "expect"): self.message.expect}

    def mistakes(self, names: Vocabulary) -> Iterator[Mistake]:
        yield from names.of_provider(self.message.provider or names.provider, ("message", "provider"))


def take(step: Message, run: Run) -> Saved:
    """Find the message and compare it."""
    wanted = step.message
    run.trace.request = msgspec.to_builtins(wanted)
    given = {"to": wanted.to, "channel": wanted.channel, "provider": wanted.provider or run.provider}
    filters = {name: value for name, value in given.items() if value is not UNSET}
    message = run.target.latest_message(**filters)
    if message is None and wanted.expect is UNSET:
        asked = ", ".join(f"{name} {value}" for name, value in filters.items())
        raise Unexpected(Difference(("message",), f"a message ({asked})", "none"))
    expect(wanted.expect, matching.ABSENT if message is None else message, "message")
    return picked(wanted.save, message, ("message", "save"))
