"""The report of a failed step, word by word."""

from collections.abc import Callable
from typing import Any

import pytest

from mfa_emulator.scenario.failure import StepFailed
from mfa_emulator.scenario.runner import run
from mfa_emulator.scenario.target import TargetError

Failure = Callable[[str], str]

SMS = {"provider": "toy", "channel": "sms", "to": "+15555550100", "body": "123456 is your code.", "code": "123456"}


def test_an_answer_that_differs(failure: Failure, target: Any) -> None:
    target.messages = [SMS]
    target.answer({"localId": "u1"})
    target.answer({"error": {"code": 400, "message": "INVALID_CODE"}}, 400, x_mfa_reason="code is 3 steps old: ±1")
    steps = """
  - call: accounts.signUp
    save: {user: localId}
  - call: accounts.mfaSignIn.finalize
    with: {localId: "${user}", code: "000000"}
    expect:
      status: 200
      body:
        idToken: {$any: true}
"""
    assert (
        failure(steps)
        == """\
s.mfa.yaml:6:5: step 2 of 2: call accounts.mfaSignIn.finalize
  request       {"localId":"u1","code":"000000"}
  answer        400 {"error":{"code":400,"message":"INVALID_CODE"}}
  reason        code is 3 steps old: ±1
  differs at    expect.status (s.mfa.yaml:9:15)
    - expected  200
    + actual    400
  differs at    expect.body.idToken (s.mfa.yaml:11:18)
    - expected  {"$any":true}
    + actual    absent
  last message  sms to +15555550100: "123456 is your code."
  world time    2026-11-21T10:00:00Z"""
    )


def test_a_status_that_was_not_asked_for(failure: Failure, target: Any) -> None:
    target.answer("<html>", 500)
    assert (
        failure("  - call: a")
        == """\
s.mfa.yaml:4:5: step 1 of 1: call a
  request       {}
  answer        500 "<html>"
  differs at    expect.status (s.mfa.yaml:4:5)
    - expected  2xx
    + actual    500
  last message  none
  world time    2026-11-21T10:00:00Z"""
    )


def test_a_field_to_save_that_is_not_there(failure: Failure, target: Any) -> None:
    target.answer({"kind": "k", "mfaInfo": []})
    assert (
        failure("  - call: a\n    save: {id: 'mfaInfo[0].mfaEnrollmentId'}")
        == """\
s.mfa.yaml:4:5: step 1 of 1: call a
  request       {}
  answer        200 {"kind":"k","mfaInfo":[]}
  problem       no mfaInfo[0].mfaEnrollmentId: mfaInfo has length 0 (s.mfa.yaml:5:16)
  last message  none
  world time    2026-11-21T10:00:00Z"""
    )


def test_a_message_that_did_not_come(failure: Failure, target: Any) -> None:
    target.messages = [SMS]
    assert (
        failure('  - message: {to: "+15555550199", channel: sms, save: {code: code}}')
        == """\
s.mfa.yaml:4:5: step 1 of 1: message
  request       {"to":"+15555550199","channel":"sms","save":{"code":"code"}}
  differs at    message (s.mfa.yaml:4:14)
    - expected  a message (to +15555550199, channel sms, provider toy)
    + actual    none
  last message  sms to +15555550100: "123456 is your code."
  world time    2026-11-21T10:00:00Z"""
    )


def test_a_secret_that_is_none(failure: Failure) -> None:
    assert (
        failure("  - authenticator: {secret: '!', save: code}")
        == """\
s.mfa.yaml:4:5: step 1 of 1: authenticator
  request       {"secret":"!","save":"code"}
  problem       the secret is not Base32 (s.mfa.yaml:4:20)
  last message  none
  world time    2026-11-21T10:00:00Z"""
    )


def test_a_time_that_is_another(failure: Failure) -> None:
    assert (
        failure("  - clock: {advance: 1s, expect: 2026-11-21T10:00:01Z}")
        == """\
s.mfa.yaml:4:5: step 1 of 1: clock
  request       {"advance":"1s","expect":"2026-11-21T10:00:01Z"}
  differs at    clock.expect (s.mfa.yaml:4:34)
    - expected  "2026-11-21T10:00:01Z"
    + actual    "2026-11-21T10:00:00Z"
  last message  none
  world time    2026-11-21T10:00:00Z"""
    )


def test_an_operation_that_the_target_does_not_know(failure: Failure) -> None:
    assert (
        failure("  - call: accounts.singUp")
        == """\
s.mfa.yaml:4:5: step 1 of 1: call accounts.singUp
  request       {}
  problem       toy has no operation accounts.singUp
  last message  none
  world time    2026-11-21T10:00:00Z"""
    )


def test_a_value_that_does_not_fit_where_it_is_filled_in(failure: Failure, target: Any) -> None:
    target.answer({"status": "fine"})
    steps = """
  - call: a
    save: {status: status}
  - call: b
    expect: {status: "${status}"}
"""
    assert (
        failure(steps)
        == """\
s.mfa.yaml:6:5: step 2 of 2: call b
  problem       expect.status: expected 100 to 599 or a ${name} that is one, not "fine" (s.mfa.yaml:7:22)
  last message  none
  world time    2026-11-21T10:00:00Z"""
    )


def test_a_list_that_is_filled_into_a_text(failure: Failure, target: Any) -> None:
    target.answer({"list": [1]})
    steps = """
  - call: a
    save: {list: list}
  - call: b
    with: {text: "<${list}>"}
"""
    assert (
        failure(steps)
        == """\
s.mfa.yaml:6:5: step 2 of 2: call b
  problem       ${list} is a list or an object and cannot be part of a text (s.mfa.yaml:7:18)
  last message  none
  world time    2026-11-21T10:00:00Z"""
    )


def test_long_texts_are_cut_except_where_they_differ(failure: Failure, target: Any) -> None:
    target.answer({"idToken": "e" * 900, "list": ["f" * 101]})
    report = failure("  - call: a\n    expect: {body: {idToken: x}}")
    cut = f'{{"idToken":"{"e" * 50}… (900 characters)","list":["{"f" * 50}… (101 characters)"]}}'
    assert f"  answer        200 {cut}\n" in report
    assert f'    + actual    "{"e" * 900}"\n' in report


def test_the_row_of_a_table_is_named(load: Callable[[str], Any], target: Any) -> None:
    scenario = load("scenario: s\nprovider: toy\nexamples: [{a: 1}, {a: 2}]\nsteps: [{call: '${a}'}]")
    with pytest.raises(StepFailed) as error:
        run(scenario, scenario.cases[1], target)
    assert (
        str(error.value)
        == """\
s.mfa.yaml:4:9: step 1 of 1: call ${a}
  example       2
  problem       call: expected a text that is not empty, not 2 (s.mfa.yaml:4:16)
  last message  none
  world time    2026-11-21T10:00:00Z"""
    )


def test_a_target_that_is_gone_hides_nothing(failure: Failure, target: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(**filters: str) -> None:
        raise TargetError("http://127.0.0.1:9099 does not answer")

    monkeypatch.setattr(target, "latest_message", gone)
    assert (
        failure("  - call: a")
        == """\
s.mfa.yaml:4:5: step 1 of 1: call a
  request       {}
  problem       toy has no operation a
  world         cannot be asked: http://127.0.0.1:9099 does not answer"""
    )


def test_texts_of_an_apps_users_are_shown_and_not_obeyed(failure: Failure, target: Any) -> None:
    target.messages = [SMS | {"to": "\x1b[2J\u202e1", "body": "\x9b2J"}]
    target.answer({"name": "\u202egnp\x7f"}, 500, x_mfa_reason="no %1B[2J%E2%80%AE")
    text = failure("  - call: a")
    assert not set("\x1b\x9b\x7f\u202e") & set(text)
    assert r"last message  sms to \u001b[2J\u202e1" in text
    assert r"no \u001b[2J\u202e" in text
