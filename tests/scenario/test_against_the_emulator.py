"""Steps against the emulator itself: faults, seeds, webhooks and raw requests, and the report of what they did."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest

from mfa_emulator import Emulator
from mfa_emulator.scenario.emulator_target import EmulatorTarget
from mfa_emulator.scenario.failure import StepFailed
from mfa_emulator.scenario.loading import load_text
from mfa_emulator.scenario.runner import run
from mfa_emulator.scenario.vocabulary import installed_providers

Play = Callable[..., None]


@pytest.fixture
def emulator() -> Emulator:
    return Emulator(freeze="2026-11-21T10:00:00Z")


@pytest.fixture
def play(emulator: Emulator) -> Iterator[Play]:
    with httpx2.Client(transport=emulator.transport(), base_url="http://localhost") as client:

        def playing(steps: str, head: str = "provider: twilio_verify", environ: Any = None) -> None:
            text = f"scenario: s\n{head}\nsteps:\n{steps}"
            scenario = load_text(text, "s.mfa.yaml", installed_providers())
            run(scenario, scenario.cases[0], EmulatorTarget(client), environ or {})

        yield playing


@pytest.fixture
def failure(play: Play) -> Callable[..., str]:
    def of(steps: str, *rest: Any) -> str:
        with pytest.raises(StepFailed) as error:
            play(steps, *rest)
        return str(error.value)

    return of


SERVICE = """
  - call: CreateService
    with: {FriendlyName: Owl Bank}
    save: {service: sid}
"""
SEND = """
  - call: CreateVerification
    with: {ServiceSid: "${service}", To: "+15017122661", Channel: sms}
"""
HOOKED = f"""{SERVICE}
  - call: CreateWebhook
    with:
      ServiceSid: "${{service}}"
      FriendlyName: all
      EventTypes: ["*"]
      WebhookUrl: https://app.example/hook
  - call: CreateNewFactor
    with: {{ServiceSid: "${{service}}", Identity: ada-lovelace, FriendlyName: phone, FactorType: totp}}
    save: {{factor: sid}}
"""


def test_a_fault_strikes_the_next_call(play: Play) -> None:
    play(f"""{SERVICE}
  - fault: {{operation: CreateVerification, error: "60410"}}{SEND}    expect: {{status: 403, body: {{code: 60410}}}}
{SEND}""")


def test_a_message_can_be_lost(play: Play) -> None:
    lost = '  - fault: {to: "+15017122661", messages: {fate: lost}}'
    play(f"{SERVICE}{lost}{SEND}  - message: {{to: '+15017122661', expect: {{$absent: true}}}}")


def test_a_seed_makes_users(play: Play) -> None:
    play(
        """
  - seed: {identity_toolkit: {users: [{email: ada@example.com, password: secret-1}]}}
  - call: accounts.signInWithPassword
    with: {email: ada@example.com, password: secret-1}
    expect: {body: {email: ada@example.com}}
  - request: {method: POST, path: "/v1/accounts:signInWithPassword?key=x", json: {email: ada@example.com, password: no}}
    expect: {status: 400}
""",
        "provider: identity_toolkit",
    )


def test_a_webhook_is_signed_as_the_vendor_signs(play: Play) -> None:
    play(f"""{HOOKED}
  - webhook:
      event: factor.created
      signed: true
      expect: {{url: https://app.example/hook, status: refused, body: {{factor_sid: "${{factor}}", factor_type: totp}}}}
""")


def test_a_webhook_of_another_key_is_told(failure: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    from mfa_emulator.providers.twilio_verify.delivery import webhook_events

    monkeypatch.setattr(webhook_events, "_send", _with_another_key(webhook_events))
    text = failure(f"{HOOKED}  - webhook: {{signed: true}}\n")
    assert "s.mfa.yaml:18:5: step 4 of 4: webhook\n" in text
    assert "    - expected  the vendor's signature\n    + actual    X-Twilio-Signature is " in text


def _with_another_key(module: Any) -> Callable[..., None]:
    send, sign = module._send, module.sign

    def sending(*arguments: Any) -> None:
        module.sign = lambda token, url, params: sign("another key", url, params)
        try:
            send(*arguments)
        finally:
            module.sign = sign

    return sending


def test_a_failure_shows_the_request_as_a_line_of_curl(failure: Callable[..., str], emulator: Emulator) -> None:
    steps = """
  - call: accounts.signInWithPassword
    with: {email: ada@example.com, password: it's}
"""
    assert (
        failure(steps, "provider: identity_toolkit")
        == """\
s.mfa.yaml:5:5: step 1 of 1: call accounts.signInWithPassword
  request       curl -X POST http://localhost/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword\
 -H 'X-Goog-Api-Key: any-key' -H 'Content-Type: application/json'\
 -d '{"email":"ada@example.com","password":"it'"'"'s"}'
  answer        400 {"error":{"code":400,"message":"EMAIL_NOT_FOUND","errors":[{"message":"EMAIL_NOT_FOUND","domain":\
"global","reason":"invalid"}]}}
  reason        nobody has the e-mail address ada@example.com
  differs at    expect.status (s.mfa.yaml:5:5)
    - expected  2xx
    + actual    400
  last message  none
  world time    2026-11-21T10:00:00Z"""
    )


def test_a_secret_is_shown_in_no_form(failure: Callable[..., str]) -> None:
    secret = 'p"ä/s &w' + "x" * 100
    steps = """
  - call: accounts.signInWithPassword
    with: {email: "${password}@example.com", password: "${password}"}
    query: {q: "${password}"}
"""
    head = "provider: identity_toolkit\nenv: {password: PASSWORD}"
    text = failure(steps, head, {"PASSWORD": secret})
    assert '"password":"${password}"' in text
    assert "q=${password}" in text
    assert "xxx" not in text
    assert 'p"' not in text
