"""The scenarios that come with the package."""

from importlib import resources
from pathlib import Path
from typing import Any

import httpx2
import jsonschema
import pytest

from mfa_emulator import Emulator
from mfa_emulator.scenario.emulator_target import EmulatorTarget
from mfa_emulator.scenario.loading import load
from mfa_emulator.scenario.runner import run
from mfa_emulator.scenario.schema import scenario_schema
from mfa_emulator.scenario.yaml_loader import parse

FOLDER = Path(str(resources.files("mfa_scenarios")))
FILES = sorted(FOLDER.rglob("*.mfa.yaml"))


def test_there_are_some() -> None:
    assert {str(file.relative_to(FOLDER)) for file in FILES} >= {
        "identity_toolkit/phone.mfa.yaml",
        "identity_toolkit/totp.mfa.yaml",
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_lies_in_the_folder_of_its_provider(file: Path) -> None:
    assert load(file).provider == file.parent.name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_fits_the_schema_that_editors_use(file: Path) -> None:
    data: Any = parse(file.read_text(), file.name).data
    jsonschema.validate(data, scenario_schema(), jsonschema.Draft202012Validator)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_passes_in_a_new_world(file: Path) -> None:
    scenario = load(file)
    for case in scenario.cases:
        with httpx2.Client(transport=Emulator().transport(), base_url="http://localhost") as client:
            run(scenario, case, EmulatorTarget(client))
