"""The scenarios that come with the package."""

import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import httpx2
import jsonschema
import pytest
from click.testing import CliRunner

from mfa_emulator import Emulator
from mfa_emulator.cli.command_line import commands
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


def test_all_pass_by_pytest_on_two_workers_in_one_command(tmp_path: Path) -> None:
    copied = shutil.copytree(FOLDER, tmp_path / "scenarios", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    words = ("-q", "-n", "2", "-p", "no:cacheprovider", "--strict-markers", f"--rootdir={tmp_path}")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words, str(copied)], cwd=tmp_path, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout
    runs = sum(len(load(file).cases) for file in FILES)
    assert f"{runs} passed" in done.stdout


def test_all_pass_by_run_in_one_command() -> None:
    done = CliRunner().invoke(commands, ["run", *PROVIDERS])
    runs = sum(len(load(file).cases) for file in FILES)
    assert f"{runs} passed, 0 failed in " in done.output
