"""Takes the steps of a scenario one after another and stops at the first that does not go as expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import UNSET

from mfa_emulator.core.otp import answers
from mfa_emulator.core.otp.authenticator import shown
from mfa_emulator.core.time import durations
from mfa_emulator.scenario import matching
from mfa_emulator.scenario.failure import Report, StepFailed, Trace, Unexpected
from mfa_emulator.scenario.fields import pick
from mfa_emulator.scenario.loading import Case, LoadedScenario
from mfa_emulator.scenario.matching import Difference
from mfa_emulator.scenario.model import Authenticator, Call, Clock, Device, Expect, Inbox, Message, Move, Step, TotpApp
from mfa_emulator.scenario.positions import Mistake, Path
from mfa_emulator.scenario.target import Answer, Request, Target, TargetError

Saved = dict[str, Any]


def run(scenario: LoadedScenario, case: Case, target: Target) -> None:
    """Take every step. StepFailed, whose text is the report, at the first that fails."""
    values = dict(case.names)
    for index in range(len(scenario.steps)):
        trace = Trace()
        try:
            step = scenario.filled_step(index, values)
            values |= _take(step, scenario.provider, target, trace)
        except (Unexpected, Mistake, TargetError) as problem:
            raise StepFailed(Report(scenario, case, index, trace, problem).text(target)) from None


def _take(step: Step, provider: str, target: Target, trace: Trace) -> Saved:
    match step:
        case Call():
            return _call(step, provider, target, trace)
        case Message():
            trace.request = msgspec.to_builtins(step.message)
            return _message(step.message, provider, target)
        case Authenticator():
            trace.request = msgspec.to_builtins(step.authenticator)
            return _code(step.authenticator, target)
        case Device():
            trace.request = msgspec.to_builtins(step.device)
            target.decide(step.device.challenge, step.device.action)
            return {}
        case Clock():
            trace.request = msgspec.to_builtins(step.clock)
            return _clock(step.clock, target)


def _call(step: Call, provider: str, target: Target, trace: Trace) -> Saved:
    trace.request = {**step.with_, **step.query}
    request = Request(step.call, step.with_, step.query, step.as_, step.headers)
    answer = trace.answer = target.call(provider, request)
    _require(_answer_differences(step.expect, answer))
    return _picked(step.save, answer.body, ("save",))


def _answer_differences(expect: Expect, answer: Answer) -> Iterator[Difference]:
    if expect.status is not UNSET:
        yield from matching.differences(expect.status, answer.status, ("expect", "status"))
    elif not 200 <= answer.status < 300:
        yield Difference(("expect", "status"), "2xx", str(answer.status))
    if expect.body is not UNSET:
        yield from matching.differences(expect.body, answer.body, ("expect", "body"))
    headers = {name.lower(): value for name, value in expect.headers.items()}
    yield from matching.differences(headers, dict(answer.headers), ("expect", "headers"))


def _message(wanted: Inbox, provider: str, target: Target) -> Saved:
    given = {"to": wanted.to, "channel": wanted.channel, "provider": wanted.provider or provider}
    filters = {name: value for name, value in given.items() if value is not UNSET}
    message = target.latest_message(**filters)
    if message is None and wanted.expect is UNSET:
        asked = ", ".join(f"{name} {value}" for name, value in filters.items())
        raise Unexpected(Difference(("message",), f"a message ({asked})", "none"))
    _expect(wanted.expect, matching.ABSENT if message is None else message, "message")
    return _picked(wanted.save, message, ("message", "save"))


def _code(app: TotpApp, target: Target) -> Saved:
    try:
        totp, _ = answers.read(_parameters(app) if app.uri is UNSET else app.uri)
        steps = int(app.step)
    except ValueError as error:
        raise Mistake(("authenticator",), str(error)) from None
    code = shown(totp, durations.instant(target.now()), steps)
    _expect(app.expect, code, "authenticator")
    return {} if app.save is UNSET else {app.save: code}


def _parameters(app: TotpApp) -> dict[str, Any]:
    given = {
        "secret": app.secret,
        "digits": app.digits,
        "period": app.period,
        "algorithm": app.algorithm,
    }
    return {name: value for name, value in given.items() if value is not UNSET}


def _clock(move: Move, target: Target) -> Saved:
    if move.advance is not UNSET:
        target.advance(move.advance)
    elif move.travel is not UNSET:
        target.travel(move.travel)
    elif move.freeze is not UNSET:
        target.freeze(move.freeze if isinstance(move.freeze, str) else None)
    _expect(move.expect, target.now(), "clock")
    return {}


def _expect(expected: Any, actual: Any, kind: str) -> None:
    if expected is not UNSET:
        _require(matching.differences(expected, actual, (kind, "expect")))


def _require(differences: Iterator[Difference]) -> None:
    found = tuple(differences)
    if found:
        raise Unexpected(*found)


def _picked(save: Mapping[str, str], value: Any, path: Path) -> Saved:
    saved = {}
    for name, field in save.items():
        try:
            saved[name] = pick(value, field)
        except Mistake as mistake:
            raise mistake.under((*path, name)) from None
    return saved
