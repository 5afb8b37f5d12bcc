"""Steps: what each asks of the target, and what it saves."""

from collections.abc import Callable
from typing import Any

import pytest

from mfa_emulator.scenario.target import Request

Run = Callable[[str], None]


def test_a_call_sends_its_fields_with_names_filled_in(run_steps: Run, target: Any) -> None:
    target.answer({"localId": "u1", "list": [{"id": 7}]})
    target.answer({})
    run_steps("""
  - call: accounts.signUp
    with: {email: ada@example.com}
    save: {user: localId, number: "list[0].id"}
  - call: accounts.update
    as: admin
    query: {updateMask: "${user}"}
    with: {localId: "${user}", deep: [{number: "${number}", text: "n${number}"}]}
""")
    assert target.calls == [
        Request("accounts.signUp", {"email": "ada@example.com"}, {}, ""),
        Request(
            "accounts.update",
            {"localId": "u1", "deep": [{"number": 7, "text": "n7"}]},
            {"updateMask": "u1"},
            "admin",
        ),
    ]


def test_what_came_back_is_not_read_as_a_name(run_steps: Run, target: Any) -> None:
    target.answer({"text": "${other}"})
    target.answer({})
    run_steps('  - call: a\n    save: {x: text}\n  - call: b\n    with: {x: "${x}"}')
    assert target.calls[1].fields == {"x": "${other}"}


@pytest.mark.parametrize("status", [200, 201, 204, 299])
def test_without_a_status_any_2xx_will_do(run_steps: Run, target: Any, status: int) -> None:
    target.answer({"a": 1}, status)
    run_steps("  - call: a\n    expect: {body: {a: 1}}")
    assert len(target.calls) == 1


def test_headers_are_expected_in_any_case(run_steps: Run, target: Any) -> None:
    target.answer({}, x_rate="10", content_type="application/json; charset=UTF-8")
    run_steps("  - call: a\n    expect: {headers: {X-Rate: '10', Content-Type: {$matches: json}}}")
    assert len(target.calls) == 1


def test_the_authenticator_shows_the_code_of_the_worlds_time(run_steps: Run, target: Any) -> None:
    # RFC 6238, appendix B: 8 digits at 2005-03-18 01:58:29.
    target.time = "2005-03-18T01:58:29Z"
    target.answer({})
    run_steps("""
  - authenticator: {secret: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ, digits: 8, save: code, expect: "07081804"}
  - call: a
    with: {code: "${code}"}
""")
    assert target.calls[0].fields == {"code": "07081804"}


def test_the_authenticator_shows_codes_nearby(run_steps: Run, target: Any) -> None:
    target.time = "2005-03-18T01:58:59Z"
    run_steps("""
  - authenticator:
      uri: otpauth://totp/ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8
      step: -1
      expect: "07081804"
""")


def test_the_authenticator_takes_its_numbers_from_an_answer(run_steps: Run, target: Any) -> None:
    target.time = "2005-03-18T01:58:29Z"
    target.answer({"key": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "length": 8, "hash": "SHA1", "seconds": 30})
    run_steps("""
  - call: a
    save: {secret: key, digits: length, hash: hash, seconds: seconds}
  - authenticator:
      secret: "${secret}"
      digits: "${digits}"
      algorithm: "${hash}"
      period: "${seconds}"
      expect: "07081804"
""")


def test_a_message_is_the_newest_that_fits(run_steps: Run, target: Any) -> None:
    sms = {"provider": "toy", "channel": "sms", "to": "+15555550100"}
    target.messages = [
        {**sms, "body": "1", "code": "111111"},
        {**sms, "body": "2", "code": "222222"},
        {**sms, "channel": "call", "body": "3", "code": "333333"},
        {**sms, "provider": "other", "body": "4", "code": "444444"},
    ]
    target.answer({})
    run_steps("""
  - message: {to: "+15555550100", channel: sms, save: {code: code}, expect: {body: "2"}}
  - message: {provider: other, save: {other: code}}
  - call: a
    with: {code: "${code}", other: "${other}"}
""")
    assert target.calls[0].fields == {"code": "222222", "other": "444444"}


def test_that_there_is_no_message_can_be_expected(run_steps: Run) -> None:
    run_steps('  - message: {to: "+15555550100", expect: {$absent: true}}')


def test_the_clock_moves_each_way(run_steps: Run, target: Any) -> None:
    run_steps("""
  - clock: {advance: 1h30m}
  - clock: {advance: 0.5}
  - clock: {freeze: true}
  - clock: {freeze: 2026-11-21T10:00:00Z}
  - clock: {travel: 2027-01-01T00:00:00Z, expect: 2027-01-01T00:00:00Z}
""")
    assert target.moves == [
        ("advance", "1h30m"),
        ("advance", 0.5),
        ("freeze", None),
        ("freeze", "2026-11-21T10:00:00Z"),
        ("travel", "2027-01-01T00:00:00Z"),
    ]


def test_steps_after_a_failed_one_are_not_taken(failure: Callable[[str], str], target: Any) -> None:
    target.answer({}, 400)
    assert failure("  - call: a\n  - call: b")
    assert [call.operation for call in target.calls] == ["a"]


def test_a_device_step_answers_a_challenge(run_steps: Run, target: Any) -> None:
    run_steps("  - device: {challenge: YC1, action: approve}")
    assert target.moves == [("approve", "YC1")]
