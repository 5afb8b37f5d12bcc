"""Scenario files are collected by the plugin and run against a world of their own."""

import pytest
from toy import TOY

from mfa_emulator.core.providers import Providers

SCENARIO = """
scenario: Enrol and look
provider: toy
steps:
  - call: factors.create
    with: {name: ada}
    expect: {status: 201, body: {name: ada}}
  - message: {to: ada, save: {code: code}}
  - call: factors.get
    with: {name: ada}
  - clock: {advance: 61s}
  - call: factors.get
    with: {name: ada}
    expect: {status: 404}
"""


@pytest.fixture(autouse=True)
def _toy_installed(monkeypatch):
    """Scenarios are checked against the vendors that are installed."""
    monkeypatch.setattr("mfa_emulator.scenario.vocabulary.installed_providers", lambda: Providers([TOY]))


def test_a_scenario_runs_beside_tests(pytester, run):
    (pytester.path / "toy.mfa.yaml").write_text(SCENARIO)
    run("def test_beside(mfa): assert len(mfa.toy) == 0").assert_outcomes(passed=2)


def test_a_crash_fails_the_scenario(pytester, run):
    crash = SCENARIO.replace("factors.create", "factors.crash").replace("201, body: {name: ada}", "500")
    (pytester.path / "crash.mfa.yaml").write_text(crash)
    result = run("")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["mfa-emulator itself failed at POST */toy/factors/ada:crash (factors.crash):"])
