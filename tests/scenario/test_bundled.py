"""The scenarios that come with the package."""

from importlib import resources
from pathlib import Path
from typing import Any

import httpx2
import jsonschema
import pytest

from mfa_emulator import Emulator
from mfa_emulator.core.providers import Providers
from mfa_emulator.providers import BUILT_IN
from mfa_emulator.scenario.emulator_target import EmulatorTarget
from mfa_emulator.scenario.loading import load
from mfa_emulator.scenario.runner import run
from mfa_emulator.scenario.schema import scenario_schema
from mfa_emulator.scenario.yaml_loader import parse

PROVIDERS = Providers(BUILT_IN)
VALIDATOR = jsonschema.Draft202012Validator(scenario_schema(PROVIDERS))
FOLDER = Path(str(resources.files("mfa_scenarios")))
FILES = sorted(FOLDER.rglob("*.mfa.yaml"))


NAMES = [str(file.relative_to(FOLDER)).removesuffix(".mfa.yaml") for file in FILES]


def test_there_are_many_of_each_vendor_happy_and_unhappy() -> None:
    held = {folder: [name for name in NAMES if name.startswith(f"{folder}/")] for folder in PROVIDERS}
    assert {folder for folder, names in held.items() if len(names) >= 12} == set(PROVIDERS)
    unhappy = [name for name, file in zip(NAMES, FILES, strict=True) if "unhappy" in load(file).model.tags]
    assert len(NAMES) >= 40
    assert len(unhappy) >= 20


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_lies_in_the_folder_of_its_provider(file: Path) -> None:
    assert load(file).provider == file.parent.name


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_begins_with_the_schema_that_its_editor_uses(file: Path) -> None:
    first = file.read_text().splitlines()[0]
    assert first == "# yaml-language-server: $schema=../scenario.schema.json"
    assert (file.parent / "../scenario.schema.json").resolve().is_file()


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_fits_the_schema_that_editors_use(file: Path) -> None:
    data: Any = parse(file.read_text(), file.name).data
    VALIDATOR.validate(data)


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_passes_in_a_new_world(file: Path) -> None:
    scenario = load(file, providers=PROVIDERS)
    for case in scenario.cases:
        emulator = Emulator(**scenario.options)
        with httpx2.Client(transport=emulator.transport(), base_url="http://localhost") as client:
            run(scenario, case, EmulatorTarget(client))
