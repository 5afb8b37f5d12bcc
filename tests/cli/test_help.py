"""What the command says about itself."""

import pytest

from mfa_emulator import __version__
from mfa_emulator.cli import COMMANDS


def test_the_help_lists_every_command_and_the_exit_codes(cli):
    text = cli("--help").stdout
    for name in COMMANDS:
        assert f"\n  {name} " in text
    for code in range(5):
        assert f"\n    {code}  " in text
    assert "127.0.0.1:9099" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_to_newcomers(cli, name):
    done = cli(name, "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"Usage: mfa-emulator {name} ")


@pytest.mark.parametrize("name", COMMANDS)
def test_short_explanations_are_whole_sentences(cli, name):
    [line] = [line for line in cli("--help").stdout.splitlines() if line.startswith(f"  {name} ")]
    assert line.endswith(".")
    assert not line.endswith("...")


def test_the_version_is_that_of_the_package(cli):
    assert cli("--version").stdout == f"mfa-emulator, version {__version__}\n"


def test_an_unknown_command_is_wrong_usage(cli):
    done = cli("surve")
    assert done.exit_code == 2
    assert "No such command" in done.stderr
