"""Editors complete and check scenarios by the schema of their first line: yaml-language-server is what they ask."""

import json
import shutil
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(str(resources.files("mfa_scenarios")))

WRONG = """\
# yaml-language-server: $schema=scenario.schema.json
scenario: s
provider: twilio_verify
steps:
  - call: CreateVerification
    with: {ServiceSid: x, Tos: y}
    expect: {body: {a: {$mtches: x}}}
  - call: CreateVerif
  - call: CreateService
    with:
      Fr
  - fault: {error: "60410"}
"""


@pytest.fixture
def ask(language_server: Any) -> Callable[..., dict[str, Any]]:
    """What the language server says of a file: its problems, and its completions at some places."""

    def asking(file: Path, *places: str) -> dict[str, Any]:
        done = language_server.run("ask.mjs", str(file), *places, env={})
        assert done.returncode == 0, done.stdout
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return answer

    return asking


@pytest.mark.parametrize(
    "name", ["identity_toolkit/blocking_function", "onelogin/login", "twilio_verify/push_notified_again"]
)
def test_nothing_is_underlined_in_a_bundled_scenario(ask: Callable[..., dict[str, Any]], name: str) -> None:
    assert ask(FOLDER / f"{name}.mfa.yaml")["problems"] == []


def test_mistakes_are_underlined_and_names_completed(ask: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    shutil.copy(FOLDER / "scenario.schema.json", tmp_path)
    file = tmp_path / "wrong.mfa.yaml"
    file.write_text(WRONG)
    said = ask(file, "8:21", "11:8", "12:21")
    problems = {one["line"]: one["text"] for one in said["problems"]}
    assert "Tos" in problems[6]
    assert "$mtches" in problems[7]
    assert "CreateVerificationCheck" in problems[8]
    operations, fields, errors = said["completions"]
    assert {"CreateVerification", "CreateVerificationCheck"} <= set(operations)
    assert "FriendlyName" in fields
    assert '"60410"' in errors
