"""Help texts of the command."""

import pytest

from mfa_emulator import __version__
from mfa_emulator.cli.command_line import COMMANDS


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
    assert "no command 'surve'; did you mean 'serve'?" in done.stderr


@pytest.mark.parametrize(
    ("words", "right"),
    [
        (("--port", "0", "serve"), "mfa-emulator serve"),
        (("--port", "0", "exec", "--", "true"), "mfa-emulator exec"),
        (("clock", "--world", "default", "show"), "mfa-emulator clock show"),
    ],
)
def test_options_before_a_command_are_told_their_place(cli, words, right):
    done = cli(*words)
    assert done.exit_code == 2
    assert f": write `{right}` first, its options after it\n" in done.stderr


@pytest.mark.parametrize("words", [("serve", "serve"), ("clock", "advance", "1s", "show"), ("--port", "0", "help")])
def test_a_word_too_much_elsewhere_is_only_told(cli, words):
    done = cli(*words)
    assert done.exit_code == 2
    assert "unexpected extra argument" in done.stderr
    assert "first" not in done.stderr
