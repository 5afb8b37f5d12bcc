"""Report of a failed step: its place, request, answer, differences, the last message and the time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from msgspec import UNSET

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.printable import printable
from mfa_emulator.scenario.loading import Case, LoadedScenario
from mfa_emulator.scenario.matching import show
from mfa_emulator.scenario.outcome import Trace, Unexpected
from mfa_emulator.scenario.positions import Mistake, dotted
from mfa_emulator.scenario.target import Target, TargetError

LONGEST_TEXT = 100


class StepFailed(AssertionError):
    """A step did not go as the scenario says; the text is the whole report."""


Problem = Unexpected | Mistake | TargetError


@dataclass(frozen=True)
class Report:
    """One failed step of one run."""

    scenario: LoadedScenario
    case: Case
    index: int
    trace: Trace
    problem: Problem

    def text(self, target: Target) -> str:
        """The report, with the last message and the time as the target knows them."""
        raw = self.scenario.raw_steps[self.index]
        kind = self.scenario.kinds[self.index]
        what = f"{kind} {raw[kind]}" if isinstance(raw[kind], str) else kind
        head = f"{self._place()}: step {self.index + 1} of {len(self.scenario.steps)}: {what}"
        rows = [*self._exchange(), *self._problem(), *_surroundings(target)]
        return printable("\n".join([head, *(f"  {label:<13} {text}" for label, text in rows)]))

    def _place(self, *path: str | int) -> str:
        return str(self.scenario.document.at(("steps", self.index, *path)))

    def _exchange(self) -> Iterator[tuple[str, str]]:
        if self.case.id:
            yield "example", self.case.id
        if self.trace.request is not UNSET:
            yield "request", show(_shortened(self.trace.request))
        answer = self.trace.answer
        if answer:
            yield "answer", f"{answer.status} {show(_shortened(answer.body))}"
            if "x-mfa-reason" in answer.headers:
                yield "reason", unquote(answer.headers["x-mfa-reason"])

    def _problem(self) -> Iterator[tuple[str, str]]:
        if isinstance(self.problem, Mistake):
            place = self.scenario.document.place_of(self.problem.under(("steps", self.index)))
            yield "problem", f"{self.problem} ({place})"
        elif isinstance(self.problem, TargetError):
            yield "problem", str(self.problem)
        else:
            for difference in self.problem.differences:
                yield "differs at", f"{dotted(difference.path)} ({self._place(*difference.path)})"
                yield "  expected", difference.expected
                yield "  actual", difference.actual


def _surroundings(target: Target) -> Iterator[tuple[str, str]]:
    try:
        message = target.latest_message()
        yield "last message", "none" if message is None else _in_a_line(message)
        yield "world time", target.now()
    except TargetError as error:
        yield "world", f"cannot be asked: {error}"


def _in_a_line(message: JsonObject) -> str:
    return f"{message['channel']} to {message['to']}: {show(_shortened(message['body']))}"


def _shortened(value: Json) -> Json:
    """Data with long texts, such as tokens, cut."""
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return f"{value[: LONGEST_TEXT // 2]}… ({len(value)} characters)"
    if isinstance(value, dict):
        return {key: _shortened(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_shortened(item) for item in value]
    return value
