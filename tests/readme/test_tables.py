"""The README's tables name everything there is, and nothing else."""

import re
from pathlib import Path

import pytest_mfa.plugin
from mfa_emulator.cli import COMMANDS
from mfa_emulator.control.api import OPERATIONS
from mfa_emulator.core.faults import FaultRule
from mfa_emulator.scenario.matching import MATCHERS
from mfa_emulator.scenario.model import STEPS

README = (Path(__file__).parents[2] / "README.md").read_text()


def first_column(heading: str) -> str:
    """The first cells of the table in that section, one per line."""
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (.*?) \|", section, re.MULTILINE)
    return "\n".join(rows[1:])


def test_every_control_call() -> None:
    routes = {operation.route.replace("/_mfa/v1", "") for operation in OPERATIONS}
    assert set(re.findall(r"`([A-Z]+ /\S+)`", first_column("Control API"))) == routes


def test_every_command() -> None:
    assert set(re.findall(r"^`(\w+)", first_column("Command line"), re.MULTILINE)) == set(COMMANDS)


def test_every_kind_of_step() -> None:
    assert re.findall(r"^`(\w+):", first_column("Scenarios"), re.MULTILINE) == list(STEPS)


def test_every_matcher() -> None:
    section = README.split("\n## Scenarios\n")[1].split("\n## ")[0]
    assert set(re.findall(r"\{(\$\w+):", section)) == set(MATCHERS)


def test_every_field_of_a_fault() -> None:
    fields = set(FaultRule.__struct_fields__) - {"id"}
    assert set(re.findall(r"`(\w+)`", first_column("Faults"))) == fields


def test_every_fixture() -> None:
    fixtures = {name for name in pytest_mfa.plugin.__all__ if name.startswith("mfa")}
    assert set(re.findall(r"`(\w+)`", first_column("pytest fixtures"))) == fixtures
