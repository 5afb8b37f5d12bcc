"""``mfa-emulator env``."""

import subprocess

import msgspec
import pytest


def test_a_shell_can_evaluate_it(cli, emulator):
    script = f'{cli("env").stdout}\nprintf %s "$TOY_URL"'
    assert subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True).stdout == emulator.url


@pytest.mark.parametrize("style", ["dotenv", "github"])
def test_files_take_plain_lines(cli, emulator, style):
    lines = cli("env", "--format", style).stdout.splitlines()
    assert dict(line.split("=", 1) for line in lines) == emulator.env


def test_programs_take_json(cli, emulator):
    assert msgspec.json.decode(cli("env", "--format", "json").stdout) == emulator.env


def test_a_world_has_variables_of_its_own(cli, emulator):
    port = emulator.open_port(emulator.worlds.add("other"))
    assert f"export TOY_URL=http://127.0.0.1:{port}\n" in cli("env", "--world", "other").stdout


def test_an_unknown_format_is_wrong_usage(cli):
    assert cli("env", "--format", "xml").exit_code == 2
