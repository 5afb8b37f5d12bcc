"""Step `authenticator`: read the code that an authenticator app shows now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.otp import enrollment_answers, uris
from mfa_emulator.core.otp.authenticator import shown
from mfa_emulator.core.time import durations
from mfa_emulator.scenario.checking import checked
from mfa_emulator.scenario.outcome import Run, Saved, expect
from mfa_emulator.scenario.parts import Algorithm, Name, Part, Reference, Step, Text, exactly_one, expected
from mfa_emulator.scenario.positions import Mistake, Path


class TotpApp(Part, frozen=True, kw_only=True):
    """The TOTP secret, or the otpauth URI, that a phone would hold."""

    secret: Annotated[Text | UnsetType, Meta(description="The secret in base32")] = UNSET
    uri: Annotated[Text | UnsetType, Meta(description="The otpauth:// URI")] = UNSET
    step: Annotated[int | Reference, Meta(description="-1 for the code before the present one")] = 0
    skew: Annotated[
        int | float | Text | UnsetType,
        Meta(description="How far the phone's own clock is ahead: 45s, or -45s for one that is behind"),
    ] = UNSET
    digits: Annotated[int, Meta(ge=1, le=10)] | Reference | UnsetType = UNSET
    period: Annotated[
        Annotated[int, Meta(ge=1, le=86400)] | Reference | UnsetType,
        Meta(description="Seconds of a time step"),
    ] = UNSET
    algorithm: Algorithm | UnsetType = UNSET
    save: Name | UnsetType = UNSET
    expect: Annotated[Json | UnsetType, expected("What the code must be")] = UNSET

    def __post_init__(self) -> None:
        exactly_one(self, "secret", "uri")
        if self.uri is not UNSET and {self.digits, self.period, self.algorithm} != {UNSET}:
            raise ValueError("digits, period and algorithm stand in the uri")


class Authenticator(Step, frozen=True, kw_only=True):
    """Read the code that an authenticator app shows now."""

    authenticator: TotpApp

    @property
    def saved_names(self) -> Collection[str]:
        return () if self.authenticator.save is UNSET else (self.authenticator.save,)

    @property
    def expectations(self) -> Mapping[Path, object]:
        return {("authenticator", "expect"): self.authenticator.expect}

    def mistakes(self, names: object) -> Iterator[Mistake]:
        app = self.authenticator
        yield from checked(_skew, app.skew, ("authenticator", "skew"))
        yield from checked(uris.read, app.uri, ("authenticator", "uri"))


def take(step: Authenticator, run: Run) -> Saved:
    """Compute the code at the target's time."""
    app = step.authenticator
    run.trace.request = msgspec.to_builtins(app)
    try:
        totp, _ = enrollment_answers.read(_parameters(app) if app.uri is UNSET else app.uri)
        steps = int(app.step)
        at = durations.instant(run.target.now()) + (0 if app.skew is UNSET else _skew(app.skew))
    except ValueError as error:
        raise Mistake(("authenticator",), str(error)) from None
    code = shown(totp, at, steps)
    expect(app.expect, code, "authenticator")
    return {} if app.save is UNSET else {app.save: code}


def _skew(text: str | float) -> int:
    """Microseconds by which a clock is ahead. Raises ValueError."""
    behind = isinstance(text, str) and text.startswith("-")
    if isinstance(text, str):
        return -durations.micros(text[1:]) if behind else durations.micros(text)
    return -durations.micros(-text) if text < 0 else durations.micros(text)


def _parameters(app: TotpApp) -> JsonObject:
    given: dict[str, Json | UnsetType] = {
        "secret": app.secret,
        "digits": app.digits,
        "period": app.period,
        "algorithm": app.algorithm,
    }
    return {name: value for name, value in given.items() if value is not UNSET}
