"""Steps that send raw requests, set things up, and look at what was sent out."""

from collections.abc import Callable
from typing import Any

import pytest

from mfa_emulator.scenario.target import RawRequest

Run = Callable[[str], None]
Text = Callable[[str], str]


def test_a_request_is_sent_as_it_is_written(run_steps: Run, target: Any) -> None:
    for _ in range(4):
        target.answer({"id": 7}, 201)
    run_steps("""
  - request: {path: "/v1/things?a=b", headers: {X-A: b}}
    save: {id: id}
  - request: {method: POST, path: "/v1/things/${id}", json: {id: "${id}", none: null}}
    expect: {status: 201, body: {id: 7}}
  - request: {method: PUT, path: /, form: {a: [1, 2]}}
  - request: {method: PATCH, path: /, body: "no json ${id}"}
""")
    assert target.raw == [
        RawRequest("GET", "/v1/things?a=b", {"X-A": "b"}),
        RawRequest("POST", "/v1/things/7", json={"id": 7, "none": None}, has_json=True),
        RawRequest("PUT", "/", form={"a": [1, 2]}),
        RawRequest("PATCH", "/", body="no json 7"),
    ]


def test_a_json_null_is_a_body(run_steps: Run, target: Any) -> None:
    target.answer({})
    run_steps("  - request: {method: POST, path: /, json: null}")
    assert target.raw == [RawRequest("POST", "/", json=None, has_json=True)]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("{path: v1}", '4:21: request.path: expected a path that begins with one /, not "v1"'),
        (
            "{path: //elsewhere.example/v1}",
            '4:21: request.path: expected a path that begins with one /, not "//elsewhere.example/v1"',
        ),
        ("{}", "4:14: request: `path` is missing"),
        ("{path: /, json: 1, body: x}", "4:14: request: one body: json, form or body"),
        (
            "{path: /, method: FETCH}",
            '4:32: request.method: expected GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS, not "FETCH"',
        ),
        ("{path: /, headers: {'a b': c}}", "4:34: `a b` is no name of a header"),
        ('{path: /, headers: {a: "b\\nc"}}', "4:37: a header is one line"),
    ],
)
def test_a_request_that_cannot_be_sent(step_mistake: Text, step: str, said: str) -> None:
    assert step_mistake(f"  - request: {step}") == f"s.mfa.yaml:{said}"


def test_a_fault_is_of_the_scenarios_provider_unless_told(run_steps: Run, target: Any) -> None:
    run_steps("""
  - fault: {operation: a, status: 503, skip: 1, times: 2}
  - fault: {provider: other, messages: {fate: lost}, to: "+1"}
""")
    assert target.faults == [
        {"provider": "toy", "operation": "a", "status": 503, "skip": 1, "times": 2},
        {"provider": "other", "messages": {"fate": "lost", "delay": "0s"}, "to": "+1"},
    ]


def test_a_seed_goes_by_providers(run_steps: Run, target: Any) -> None:
    run_steps('  - seed: {toy: {users: [{name: ada}]}, codes: {"+1": "123456"}}')
    assert target.seeds == [{"toy": {"users": [{"name": "ada"}]}, "codes": {"+1": "123456"}}]


FORM = {
    "provider": "toy",
    "event": "factor.created",
    "url": "https://app.example/hook",
    "headers": {"Content-Type": "application/x-www-form-urlencoded"},
    "body": "a=1&b=%2B2",
    "status": "refused",
}


def test_a_webhook_is_the_newest_of_its_event_with_its_body_read(run_steps: Run, target: Any) -> None:
    json = FORM | {"event": "other", "headers": {"content-type": "application/json"}, "body": '{"deep": [1]}'}
    target.sent_out = [FORM | {"body": "a=0"}, FORM, json, FORM | {"provider": "another"}]
    target.answer({})
    run_steps("""
  - webhook: {event: factor.created, expect: {body: {a: "1", b: "+2"}, status: refused}, save: {b: body.b}}
  - webhook: {expect: {body: {deep: [1]}, headers: {content-type: {$matches: json}}}}
  - webhook: {event: none, expect: {$absent: true}}
  - call: a
    with: {b: "${b}"}
""")
    assert target.calls[0].fields == {"b": "+2"}


def test_a_webhook_that_did_not_go_out(failure: Text) -> None:
    assert "expected  a webhook of factor.created\n    + actual    none" in failure(
        "  - webhook: {event: factor.created}"
    )


def test_a_webhook_whose_signature_is_wrong(failure: Text, target: Any) -> None:
    target.sent_out, target.wrongly_signed = [FORM], "X-Signature is x; it would be y"
    assert "    + actual    X-Signature is x; it would be y\n" in failure("  - webhook: {signed: true}")


def test_the_phones_clock_may_be_off(run_steps: Run, target: Any) -> None:
    # RFC 6238, appendix B: 8 digits at 2005-03-18 01:58:29.
    target.time = "2005-03-18T01:57:59Z"
    run_steps("""
  - authenticator: {secret: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ, digits: 8, skew: 30s, expect: "07081804"}
  - clock: {travel: 2005-03-18T01:58:59Z}
  - authenticator: {secret: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ, digits: 8, skew: -30s, expect: "07081804"}
  - authenticator: {secret: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ, digits: 8, skew: -30, expect: "07081804"}
""")


def test_the_time_can_be_looked_at_and_saved(run_steps: Run, target: Any) -> None:
    target.answer({"expires": "2026-11-21T10:10:00Z", "millis": "1795255800000"})
    run_steps("""
  - clock: {expect: 2026-11-21T10:00:00Z, save: now}
  - call: a
    expect:
      body:
        expires: {$approx: {instant: "${now}", plus: 10m}}
        millis: {$approx: {instant: "${now}", plus: 10m, within: 5s}}
""")
    assert target.moves == []


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("clock: {advance: 5 minutes}", "4:22: clock.advance: not a duration: '5 minutes' "),
        ("clock: {travel: tomorrow}", "4:21: clock.travel: not an instant: 'tomorrow' "),
        ("clock: {freeze: tomorrow}", "4:21: clock.freeze: not an instant: 'tomorrow' "),
        ("authenticator: {secret: A, skew: soon}", "4:38: authenticator.skew: not a duration: 'soon' "),
        ("authenticator: {uri: 'http://x'}", "4:26: authenticator.uri: "),
        (
            "message: {channel: pigeon}",
            '4:24: message.channel: expected sms, call, email, whatsapp or push, not "pigeon"',
        ),
        ("device: {challenge: x, action: accept}", "4:36: device.action: expected 'approve' or 'deny', not \"accept\""),
    ],
)
def test_texts_that_cannot_be_read_are_found_before_the_run(step_mistake: Text, step: str, said: str) -> None:
    assert step_mistake(f"  - {step}").startswith(f"s.mfa.yaml:{said}")
