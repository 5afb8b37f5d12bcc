"""Answers to the steps that send a request: compared with what is expected, saved, and kept for the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import UNSET

from mfa_emulator.scenario.outcome import Run, Saved, picked, require
from mfa_emulator.scenario.parts import Expect
from mfa_emulator.scenario.target import Answer
from mfa_emulator.scenario.values import matching
from mfa_emulator.scenario.values.matching import Difference


def judge(answer: Answer, expect: Expect, save: Mapping[str, str], run: Run) -> Saved:
    """The values to save from an answer that is as expected. Raises `Unexpected` for another, and `Mistake`."""
    run.trace.answer = answer
    require(_differences(expect, answer))
    return picked(save, answer.body, ("save",))


def _differences(expect: Expect, answer: Answer) -> Iterator[Difference]:
    if expect.status is not UNSET:
        yield from matching.differences(expect.status, answer.status, ("expect", "status"))
    elif not 200 <= answer.status < 300:
        yield Difference(("expect", "status"), "2xx", str(answer.status))
    if expect.body is not UNSET:
        yield from matching.differences(expect.body, answer.body, ("expect", "body"))
    for name, value in expect.headers.items():
        actual = answer.headers.get(name.lower(), matching.ABSENT)
        yield from matching.differences(value, actual, ("expect", "headers", name))
