"""Report of a failed step: its place, request, answer, differences, the last message and the time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from msgspec import UNSET

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.printable import printable
from mfa_emulator.scenario.loaded import Case, LoadedStep
from mfa_emulator.scenario.masking import Mask
from mfa_emulator.scenario.outcome import Trace, Unexpected
from mfa_emulator.scenario.positions import Mistake, dotted
from mfa_emulator.scenario.target import Target, TargetError
from mfa_emulator.scenario.values.matching import show

LONGEST_TEXT = 100


class StepFailed(AssertionError):
    """A step did not go as the scenario says; the text is the whole report."""


Problem = Unexpected | Mistake | TargetError


@dataclass(frozen=True)
class Report:
    """One failed step of one run."""

    step: LoadedStep
    case: Case
    trace: Trace
    problem: Problem
    secrets: Mapping[str, str] = field(default_factory=dict)
    """Values that are not to be shown, by the names that stand for them."""

    def text(self, target: Target) -> str:
        """The report, with the last message and the time as the target knows them."""
        step, mask = self.step, Mask(self.secrets)
        called = step.raw[step.kind]
        what = f"{step.kind} {called}" if isinstance(called, str) else step.kind
        head = f"{self._place()}: step {step.index + 1} of {step.count}: {what}"
        rows = [*self._exchange(mask), *self._problem(), *_surroundings(target, mask)]
        return printable(mask.text("\n".join([head, *(f"  {label:<13} {text}" for label, text in rows)])))

    def _place(self, *path: str | int) -> str:
        return str(self.step.document.at((*self.step.path, *path)))

    def _exchange(self, mask: Mask) -> Iterator[tuple[str, str]]:
        if self.case.id:
            yield "example", self.case.id
        answer = self.trace.answer
        if answer and answer.sent:
            yield "request", answer.sent
        elif self.trace.request is not UNSET:
            yield "request", show(_shortened(mask.value(self.trace.request)))
        if answer:
            yield "answer", f"{answer.status} {show(_shortened(mask.value(answer.body)))}"
            if "x-mfa-reason" in answer.headers:
                yield "reason", unquote(answer.headers["x-mfa-reason"])

    def _problem(self) -> Iterator[tuple[str, str]]:
        if isinstance(self.problem, Mistake):
            place = self.step.document.place_of(self.problem.under(self.step.path))
            yield "problem", f"{self.problem} ({place})"
        elif isinstance(self.problem, TargetError):
            yield "problem", str(self.problem)
        else:
            for difference in self.problem.differences:
                yield "differs at", f"{dotted(difference.path)} ({self._place(*difference.path)})"
                yield "  - expected", difference.expected
                yield "  + actual", difference.actual


def _surroundings(target: Target, mask: Mask) -> Iterator[tuple[str, str]]:
    try:
        message = target.latest_message()
        yield "last message", "none" if message is None else _in_a_line(message, mask)
        yield "world time", target.now()
    except TargetError as error:
        yield "world", f"cannot be asked: {error}"


def _in_a_line(message: JsonObject, mask: Mask) -> str:
    return f"{message['channel']} to {message['to']}: {show(_shortened(mask.value(message['body'])))}"


def _shortened(value: Json) -> Json:
    """Data with long texts, such as tokens, cut."""
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return f"{value[: LONGEST_TEXT // 2]}… ({len(value)} characters)"
    if isinstance(value, dict):
        return {key: _shortened(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_shortened(item) for item in value]
    return value
