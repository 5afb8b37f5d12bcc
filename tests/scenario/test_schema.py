"""The JSON Schema that editors use says the same as the loader."""

from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
import yaml

from mfa_emulator.core.providers import Providers
from mfa_emulator.providers import BUILT_IN
from mfa_emulator.scenario.loading import load_text
from mfa_emulator.scenario.positions import LoadError
from mfa_emulator.scenario.schema import scenario_schema

PROVIDERS = Providers(BUILT_IN)
HEAD = "scenario: s\nprovider: identity_toolkit\n"

GOOD = """
scenario: s
provider: identity_toolkit
tags: [smoke]
skip: not now
profile: strict
settings: {identity_toolkit: {sms_per_hour: 2}, limits: {body: 2048}}
env: {key: SOME_KEY}
vars: {email: ada@example.com}
examples: [{status: 200}]
steps:
  - call: accounts.signUp
    with: {email: "${email}", mfaInfo: [{phoneInfo: "${email}"}]}
    as: admin
    expect: {status: "${status}", body: {id: {$any: true}, b: [{$exact: {a: {$type: text}}}]}, headers: {X-A: b}}
    save: {secret: 'a.b[0].c', other: a.b.0.c}
  - authenticator: {secret: "${secret}", step: -1, digits: 8, algorithm: sha256, save: code}
  - message: {to: "+15555550100", channel: sms, save: {code: code}, expect: {body: x}}
  - clock: {advance: 31s}
  - clock: {freeze: true}
  - clock: {save: now}
  - call: accounts.lookup
    expect: {body: {at: {$approx: {instant: "${now}", plus: 10m}}, list: {$length: "${status}"}}}
  - call: accounts.lookup
    expect: {body: {x: {$contains: {a: 1}}}}
  - call: "${code}"
  - call: securetoken.token
    with: {grant_type: refresh_token, refreshToken: x}
  - request: {method: POST, path: /v1/x, json: [1]}
    expect: {status: 404}
  - fault: {operation: accounts.lookup, error: INVALID_CODE, skip: 1, times: 2}
  - fault: {provider: onelogin, status: 500}
  - seed: {identity_toolkit: {users: []}, codes: {"+1": "123456"}}
  - webhook: {event: x, expect: {$absent: true}}
  - device: {challenge: x, action: deny}
"""

BAD = {
    "an unknown step": "{requests: x}",
    "a misspelt key": "{call: accounts.lookup, wiht: {}}",
    "a step of two kinds": "{call: accounts.lookup, clock: {advance: 1s}}",
    "a status that is no number": "{call: accounts.lookup, expect: {status: ok}}",
    "a save that is no path": "{call: accounts.lookup, save: {id: a..b}}",
    "an algorithm that is none": "{authenticator: {secret: A, algorithm: MD5}}",
    "an operation that is none": "{call: accounts.lokup}",
    "a field that is none": "{call: accounts.lookup, with: {idTokn: x}}",
    "a field of a field that is none": "{call: accounts.signUp, with: {mfaInfo: [{phone: x}]}}",
    "a parameter of the path that is missing": "{call: projects.updateConfig}",
    "a credential that is none": "{call: accounts.lookup, as: boss}",
    "a matcher that is none": "{call: accounts.lookup, expect: {body: {a: [{$mtches: x}]}}}",
    "a matcher that takes no such value": "{call: accounts.lookup, expect: {body: {$any: 1}}}",
    "a type that is none": "{call: accounts.lookup, expect: {body: {$type: string}}}",
    "a channel that is none": "{message: {channel: pigeon}}",
    "an error that is none": "{fault: {error: INVALID_COD}}",
    "a request without a path": "{request: {method: GET}}",
    "a path that is none": "{request: {path: v1}}",
    "a part of a seed that is none": "{seed: {onelogi: {}}}",
    "a list of a seed that is none": "{seed: {onelogin: {user: []}}}",
    "an action that is none": "{device: {challenge: x, action: accept}}",
}


@pytest.fixture(scope="module")
def validate() -> Callable[[Any], None]:
    schema = scenario_schema(PROVIDERS)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema).validate


def test_takes_what_the_loader_takes(validate: Callable[[Any], None]) -> None:
    load_text(GOOD.lstrip(), "s", PROVIDERS)
    validate(yaml.safe_load(GOOD))


@pytest.mark.parametrize("step", BAD.values(), ids=BAD)
def test_refuses_what_the_loader_refuses(validate: Callable[[Any], None], step: str) -> None:
    with pytest.raises(LoadError):
        load_text(f"{HEAD}steps:\n  - {step}\n", "s", PROVIDERS)
    with pytest.raises(jsonschema.ValidationError):
        validate({**yaml.safe_load(HEAD), "steps": [yaml.safe_load(step)]})


@pytest.mark.parametrize(
    "line", ["provider: onelogi", "settings: {onelogin: {totp_windo: 1}}", "tags: [and]", "vars: []"]
)
def test_refuses_what_the_loader_refuses_at_the_top(validate: Callable[[Any], None], line: str) -> None:
    text = f"scenario: s\n{line}\nsteps: [{{clock: {{freeze: true}}}}]\n"
    text = text if "provider" in line else f"provider: onelogin\n{text}"
    with pytest.raises(LoadError):
        load_text(text, "s", PROVIDERS)
    with pytest.raises(jsonschema.ValidationError):
        validate(yaml.safe_load(text))


def test_tells_an_operations_route_and_documented_errors() -> None:
    listed: Any = scenario_schema(PROVIDERS)["$defs"]["twilio_verify"]["properties"]["call"]["anyOf"][0]
    texts = dict(zip(listed["enum"], listed["enumDescriptions"], strict=True))
    assert texts["CreateVerificationCheck"].startswith(
        "POST /v2/Services/{ServiceSid}/VerificationCheck; documented errors: "
    )
    assert "60202" in texts["CreateVerificationCheck"]


def test_explains_each_step_to_the_editor() -> None:
    steps = [scenario_schema(PROVIDERS)["$defs"][name] for name in ("Call", "Authenticator", "Message", "Clock")]
    assert [step["description"] for step in steps] == [
        "Call a published operation.",
        "Read the code that an authenticator app shows now.",
        "Read the newest message that was sent to someone.",
        "Move the world's time.",
    ]


def test_has_nothing_that_is_not_used() -> None:
    schema = scenario_schema(PROVIDERS)
    text = str(schema)
    assert all(f"#/$defs/{name}'" in text for name in schema["$defs"])
