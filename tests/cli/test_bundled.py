"""Seeds and scenarios that come with the package."""

from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner

from mfa_emulator import Emulator
from mfa_emulator.cli import bundled, files
from mfa_emulator.cli.command_line import commands

SEEDS = sorted(
    Path(file.name).stem for file in resources.files("mfa_fixtures").iterdir() if file.name.endswith(".yaml")
)


@pytest.mark.parametrize("name", SEEDS)
def test_a_bundled_seed_goes_by_its_name(name: str):
    document = files.read_document(name)
    emulator = Emulator(seeds=[document])
    assert name in document
    assert emulator.world.states[name].dump()


def test_a_file_of_that_name_wins_over_a_bundled_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("onelogin").write_text("codes: {'+1': '111111'}")
    assert files.read_document("onelogin") == {"codes": {"+1": "111111"}}


def test_nothing_outside_the_bundle_goes_by_name():
    assert bundled.path_of("../mfa_fixtures/onelogin", "seeds", ".yaml") == Path("../mfa_fixtures/onelogin")
    assert bundled.path_of("", "seeds", ".yaml") == Path()


@pytest.mark.parametrize("name", ["identity_toolkit/totp", "identity_toolkit/phone", "identity_toolkit"])
def test_bundled_scenarios_go_by_their_names_and_pass(name: str):
    done = CliRunner().invoke(commands, ["run", name])
    assert done.exit_code == 0, done.output
    assert " passed, 0 failed in " in done.output


def test_everybody_of_the_bundled_users_signs_in_as_described():
    emulator = Emulator(freeze=True, seeds=[files.read_document("identity_toolkit")])
    users = emulator.identity_toolkit
    assert [factor.kind for factor in users.find_user("both@example.com").factors] == ["phone", "totp"]
