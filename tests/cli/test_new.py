"""``mfa-emulator new`` and ``schema``."""

import json

import jsonschema
import pytest
from click.testing import CliRunner

from mfa_emulator.cli.command_line import commands


def play(*words):
    return CliRunner().invoke(commands, words)


@pytest.mark.parametrize("vendor", ["identity_toolkit", "onelogin", "twilio_verify"])
def test_a_new_scenario_passes_and_its_editor_knows_the_schema(tmp_path, vendor):
    made = play("new", str(tmp_path / "login"), "--from", vendor)
    path = tmp_path / "login.mfa.yaml"
    assert made.output == f"{path} is there; run it: mfa-emulator run {path}\n"
    assert path.read_text().splitlines()[0] == "# yaml-language-server: $schema=scenario.schema.json"
    jsonschema.Draft202012Validator.check_schema(json.loads((tmp_path / "scenario.schema.json").read_text()))
    assert " passed, 0 failed in " in play("run", str(path)).output


def test_without_a_name_it_is_one_of_the_first_vendor(tmp_path):
    assert play("new", str(tmp_path / "login.mfa.yaml")).exit_code == 0
    assert "provider: identity_toolkit\n" in (tmp_path / "login.mfa.yaml").read_text()


def test_the_setups_that_a_scenario_needs_come_along(tmp_path):
    assert play("new", str(tmp_path / "mine"), "--from", "twilio_verify/totp_replay").exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "mine.mfa.yaml",
        "totp_factor.mfa.yaml",
        "service.mfa.yaml",
        "scenario.schema.json",
    }
    assert "3 passed, 0 failed" in play("run", str(tmp_path)).output


def test_what_is_there_is_left_as_it_is(tmp_path):
    (tmp_path / "scenario.schema.json").write_text("mine")
    (tmp_path / "service.mfa.yaml").write_text("mine")
    refused = play("new", str(tmp_path / "mine"), "--from", "twilio_verify/totp_replay")
    assert (refused.exit_code, refused.output) == (2, f"Error: {tmp_path}/service.mfa.yaml is there already\n")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "scenario.schema.json": "mine",
        "service.mfa.yaml": "mine",
    }


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("x", "--from", "onelogin/none"), "no bundled scenario goes by 'onelogin/none'"),
        (("none/x",), "none: there is no such folder"),
    ],
)
def test_what_cannot_be_written_is_2(tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    refused = play("new", *words)
    assert (refused.exit_code, refused.output) == (2, f"Error: {told}\n")
    assert list(tmp_path.iterdir()) == []


def test_the_schema_is_printed_or_written(tmp_path):
    printed = play("schema")
    assert json.loads(printed.output)["title"] == "MFA scenario"
    assert play("schema", "scenario", "--write", str(tmp_path / "s.json")).output == ""
    assert (tmp_path / "s.json").read_text() == printed.output


def test_the_schema_of_seeds_is_there_too():
    assert set(json.loads(play("schema", "seed").output)["properties"]) >= {"identity_toolkit", "onelogin", "codes"}


def test_the_help_names_both():
    assert {"new", "schema"} <= set(commands.list_commands(None))
