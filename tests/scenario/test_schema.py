"""The JSON Schema that editors use says the same as the loader."""

from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
import yaml

from mfa_emulator.scenario.schema import scenario_schema

GOOD = """
scenario: s
provider: toy
vars: {email: ada@example.com}
examples: [{status: 200}]
steps:
  - call: factors.create
    with: {name: "${email}"}
    as: admin
    expect: {status: "${status}", body: {id: {$any: true}}, headers: {X-A: b}}
    save: {secret: 'a.b[0].c', other: a.b.0.c}
  - authenticator: {secret: "${secret}", step: -1, digits: 8, algorithm: sha256, save: code}
  - message: {to: "+15555550100", channel: sms, save: {code: code}, expect: {body: x}}
  - clock: {advance: 31s}
  - clock: {freeze: true}
"""

BAD = {
    "an unknown step": "{request: x}",
    "a misspelt key": "{call: a, wiht: {}}",
    "a step of two kinds": "{call: a, clock: {advance: 1s}}",
    "a status that is no number": "{call: a, expect: {status: ok}}",
    "a save that is no path": "{call: a, save: {id: a..b}}",
    "an algorithm that is none": "{authenticator: {secret: A, algorithm: MD5}}",
}


@pytest.fixture(scope="module")
def validate() -> Callable[[Any], None]:
    schema = scenario_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema).validate


def test_takes_what_the_loader_takes(validate: Callable[[Any], None], load: Callable[[str], Any]) -> None:
    load(GOOD)
    validate(yaml.safe_load(GOOD))


@pytest.mark.parametrize("step", BAD.values(), ids=BAD)
def test_refuses_what_the_loader_refuses(
    validate: Callable[[Any], None], step_mistake: Callable[[str], str], step: str
) -> None:
    assert step_mistake(f"  - {step}")
    with pytest.raises(jsonschema.ValidationError):
        validate({"scenario": "s", "provider": "toy", "steps": [yaml.safe_load(step)]})


def test_explains_each_step_to_the_editor() -> None:
    steps = [scenario_schema()["$defs"][name] for name in ("Call", "Authenticator", "Message", "Clock")]
    assert [step["description"] for step in steps] == [
        "Call a published operation.",
        "Read the code that an authenticator app shows now.",
        "Read the newest message that was sent to someone.",
        "Move the world's time.",
    ]


def test_has_nothing_that_is_not_used() -> None:
    schema = scenario_schema()
    text = str(schema)
    assert all(f"#/$defs/{name}'" in text for name in schema["$defs"])
