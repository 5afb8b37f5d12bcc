"""What a scenario file may hold. Loading checks against these types, and editors get their JSON Schema.

The docstrings and descriptions are what an editor shows while one writes a scenario.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from mfa_emulator.scenario.names import NAME
from mfa_emulator.scenario.positions import Path

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


class _Part(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Any part of a scenario: unknown keys are refused, so that a misspelt one is never skipped."""


class _Step(_Part, frozen=True, kw_only=True):
    """One step; its key names its kind."""

    @property
    def saved_names(self) -> Collection[str]:
        """Names that are known after this step."""
        return ()

    @property
    def expectations(self) -> Mapping[Path, Any]:
        """What may hold matchers, by its place in the step."""
        return {}


class Expect(_Part, frozen=True, kw_only=True):
    """What the answer must be. Without a status it must be 2xx."""

    status: Annotated[int, Meta(ge=100, le=599)] | Reference | UnsetType = UNSET
    body: Annotated[
        Any,
        Meta(
            description="Given keys must match, others may be there too; lists match element by element; "
            "{$any: true}, {$absent: true}, {$matches: regex} and {$length: n} match more freely"
        ),
    ] = UNSET
    headers: Annotated[
        dict[str, str | dict[str, Any]], Meta(description="Header names in any case, with the text expected")
    ] = field(default_factory=dict)


class Call(_Step, frozen=True, kw_only=True):
    """Call a published operation."""

    call: Annotated[Text, Meta(description="The published operation id, such as accounts.signUp")]
    with_: Annotated[dict[str, Any], Meta(description="Its path and body fields; for GET the query ones")] = field(
        name="with", default_factory=dict
    )
    query: Annotated[dict[str, Any], Meta(description="Query fields beside a body, such as updateMask")] = field(
        default_factory=dict
    )
    as_: Annotated[str, Meta(description="Whose credential to send: `admin` for the project's owner")] = field(
        name="as", default=""
    )
    headers: Annotated[dict[str, str], Meta(description="Further request headers, such as a saved token")] = field(
        default_factory=dict
    )
    expect: Expect = field(default_factory=Expect)
    save: Saves = field(default_factory=dict)

    @property
    def saved_names(self) -> Collection[str]:
        return self.save

    @property
    def expectations(self) -> Mapping[Path, Any]:
        return {("expect", "body"): self.expect.body, ("expect", "headers"): self.expect.headers}


class TotpApp(_Part, frozen=True, kw_only=True):
    """The TOTP secret, or the otpauth URI, that a phone would hold."""

    secret: Annotated[Text | UnsetType, Meta(description="The secret in base32")] = UNSET
    uri: Annotated[Text | UnsetType, Meta(description="The otpauth:// URI")] = UNSET
    step: Annotated[int | Reference, Meta(description="-1 for the code before the present one")] = 0
    digits: Annotated[int, Meta(ge=1, le=10)] | Reference | UnsetType = UNSET
    period: Annotated[
        Annotated[int, Meta(ge=1, le=86400)] | Reference | UnsetType,
        Meta(description="Seconds of a time step"),
    ] = UNSET
    algorithm: Algorithm | UnsetType = UNSET
    save: Name | UnsetType = UNSET
    expect: Annotated[Any, Meta(description="What the code must be")] = UNSET

    def __post_init__(self) -> None:
        _exactly_one(self, "secret", "uri")
        if self.uri is not UNSET and {self.digits, self.period, self.algorithm} != {UNSET}:
            raise ValueError("digits, period and algorithm stand in the uri")


class Authenticator(_Step, frozen=True, kw_only=True):
    """Read the code that an authenticator app shows now."""

    authenticator: TotpApp

    @property
    def saved_names(self) -> Collection[str]:
        return () if self.authenticator.save is UNSET else (self.authenticator.save,)

    @property
    def expectations(self) -> Mapping[Path, Any]:
        return {("authenticator", "expect"): self.authenticator.expect}


class Tap(_Part, frozen=True, kw_only=True):
    """What somebody taps on a phone."""

    challenge: Annotated[Text, Meta(description="The id of the challenge that the phone shows")]
    action: Annotated[Literal["approve", "deny"], Meta(description="approve or deny")]


class Device(_Step, frozen=True, kw_only=True):
    """Answer a push challenge as its user would."""

    device: Tap


class Inbox(_Part, frozen=True, kw_only=True):
    """Which message: the newest one that fits."""

    to: Text | UnsetType = UNSET
    channel: Annotated[Text | UnsetType, Meta(description="sms, call, email, whatsapp or push")] = UNSET
    provider: Annotated[Text | UnsetType, Meta(description="Default: the scenario's provider")] = UNSET
    save: Saves = field(default_factory=dict)
    expect: Annotated[Any, Meta(description="What the message must be; {$absent: true} if there must be none")] = UNSET


class Message(_Step, frozen=True, kw_only=True):
    """Read the newest message that was sent to someone."""

    message: Inbox

    @property
    def saved_names(self) -> Collection[str]:
        return self.message.save

    @property
    def expectations(self) -> Mapping[Path, Any]:
        return {("message", "expect"): self.message.expect}


class Move(_Part, frozen=True, kw_only=True):
    """How the world's time changes."""

    advance: Annotated[
        int | float | Text | UnsetType, Meta(description="31s, 5m, 1h30m, 2d, PT5M or a number of seconds")
    ] = UNSET
    travel: Annotated[Text | UnsetType, Meta(description="To an instant: 2026-11-21T10:00:00Z")] = UNSET
    freeze: Annotated[bool | Text | UnsetType, Meta(description="Now (true), or at an instant")] = UNSET
    expect: Annotated[Any, Meta(description="What time it must be afterwards")] = UNSET

    def __post_init__(self) -> None:
        _exactly_one(self, "advance", "travel", "freeze")
        if self.freeze is False:
            raise ValueError("freeze is `true` or an instant")


class Clock(_Step, frozen=True, kw_only=True):
    """Move the world's time."""

    clock: Move

    @property
    def expectations(self) -> Mapping[Path, Any]:
        return {("clock", "expect"): self.clock.expect}


Step = Call | Authenticator | Device | Message | Clock
STEPS: dict[str, type[Step]] = {
    "call": Call,
    "authenticator": Authenticator,
    "device": Device,
    "message": Message,
    "clock": Clock,
}
"""A step is known by the one of these keys that it has."""


class Scenario(_Part, frozen=True, kw_only=True):
    """A scenario: steps taken one after another against one provider, in a world of its own."""

    scenario: Annotated[Text, Meta(description="What it shows, in a line")]
    provider: Annotated[Text, Meta(description="Whose operations it calls, by the provider's name")]
    vars: Annotated[dict[Name, Any], Meta(description="Values for ${name}; they may use those above")] = field(
        default_factory=dict
    )
    examples: Annotated[
        list[dict[Name, Any]],
        Meta(description="A table: one test per row, whose columns are names and replace vars of that name"),
    ] = field(default_factory=list)
    steps: Annotated[list[dict[str, Any]], Meta(min_length=1)]


def _exactly_one(part: Struct, *fields: str) -> None:
    if sum(getattr(part, name) is not UNSET for name in fields) != 1:
        raise ValueError(f"exactly one of {', '.join(fields)} is needed")
