"""The options of a world stand in one list: every way to give them takes all of them."""

import inspect

import click
import msgspec
import pytest

from mfa_emulator import Emulator
from mfa_emulator.cli.command_line import commands
from mfa_emulator.control.worlds import NewWorld
from mfa_emulator.core.options import Changes, Options, explained

NAMES = Options.__struct_fields__


def test_an_emulator_takes_all_of_them():
    own = {"access", "secure", "providers"}
    assert [name for name in inspect.signature(Emulator).parameters if name not in own] == [
        *("seed", "profile", "project", "freeze", "signed_tokens", "settings", "seeds", "outbound_hosts"),
        "functions_host",
    ]
    assert set(inspect.signature(Emulator).parameters) - own == set(NAMES)


def test_a_new_world_and_a_marker_take_all_of_them():
    assert set(Changes.__annotations__) == set(NAMES)


def test_a_world_made_over_the_control_api_takes_all_of_them():
    assert set(NewWorld.__struct_fields__) - {"name", "listen"} == set(NAMES)
    assert "seeds" in msgspec.json.schema(NewWorld)["$defs"]["NewWorld"]["properties"]


@pytest.mark.parametrize("command", ["serve", "exec", "run"])
def test_a_command_that_starts_an_emulator_takes_all_of_them(command: str):
    found = commands.get_command(click.Context(commands), command)
    assert set(NAMES) | {"hosts", "origins"} <= {option.name for option in found.params}


@pytest.mark.parametrize("name", NAMES)
def test_each_is_explained_in_one_sentence(name: str):
    assert explained()[name].endswith(".")


def test_one_that_is_not_there_is_told_with_the_nearest(emulator):
    with pytest.raises(ValueError, match="no option 'setings'; did you mean 'settings'"):
        emulator.worlds.add("other", setings={})
