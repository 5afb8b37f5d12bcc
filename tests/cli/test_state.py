"""``mfa-emulator reset``, ``seed`` and ``snapshot``."""

import pytest
from click.testing import CliRunner
from toy import Factor

from mfa_emulator.cli.command_line import commands


@pytest.fixture
def ada(emulator):
    return emulator.toy.put(Factor("ada", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", 1 << 50))


def test_reset_takes_the_world_back_to_its_start(cli, emulator, ada):
    emulator.clock.advance("1h")
    assert cli("reset").stdout == "world default begins again at 2026-11-21T10:00:00Z\n"
    assert len(emulator.toy) == 0


def test_reset_of_one_world_leaves_the_others(cli, emulator, ada):
    emulator.worlds.add("other")
    cli("reset", "--world", "other")
    assert len(emulator.toy) == 1


def test_seed_files_are_put_in_one_after_the_other(cli, emulator, tmp_path):
    one, two = tmp_path / "one.yaml", tmp_path / "two.json"
    one.write_text("toy:\n  factors: [{name: ada, secret: A, expires_at: 1}]\n")
    two.write_text('{"codes": {"+1555": "012345"}}')
    assert cli("seed", str(one), str(two)).stdout == f"{one}: toy put in\n{two}: codes put in\n"
    assert emulator.toy.get("ada").secret == "A"
    assert emulator.world.ids.code("+1555") == "012345"


def test_a_seed_comes_from_standard_input_too(cli, emulator):
    assert cli("seed", "-", stdin="codes: {ada: '1'}\n").exit_code == 0
    assert emulator.world.ids.dump()["pins"] == {"ada": "1"}


def test_when_one_file_cannot_be_read_none_is_put_in(cli, emulator, tmp_path):
    (tmp_path / "one.yaml").write_text("codes: {ada: '1'}")
    done = cli("seed", str(tmp_path / "one.yaml"), str(tmp_path / "two.yaml"))
    assert done.exit_code == 2
    assert "two.yaml: No such file" in done.stderr
    assert emulator.world.ids.dump()["pins"] == {}


def test_a_seed_that_does_not_fit_is_told_with_its_file(cli, tmp_path):
    (tmp_path / "one.yaml").write_text("toys: {}")
    done = cli("seed", str(tmp_path / "one.yaml"))
    assert done.exit_code == 1
    assert done.stderr.startswith(f"Error: {tmp_path / 'one.yaml'}:1:7: no part of a seed 'toys'; did you mean 'toy'?")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "one.yaml",
            "onelogin:\n  users:\n    - {username: ada, id: x}\n",
            '3:27: onelogin: users[0].id must be a whole number or null, not "x"',
        ),
        (
            "one.json",
            '{"twilio_verify":\n {"services": [{"friendly_name": 5}]}}',
            "2:34: twilio_verify: services[0].friendly_name must be a text, not 5",
        ),
        (
            "one.yaml",
            "identity_toolkit: {users: {}}",
            "1:27: identity_toolkit: users must be a list, each an object, not an object",
        ),
        ("one.yaml", "codes: [ada]", "1:8: codes must map recipients to codes, both texts"),
        ("one.yaml", "onelogin: {usres: []}", "1:19: onelogin: no field 'usres'; did you mean 'users'?"),
        ("one.json", '{"codes": {"ada": 1},\t"onelogin": {}}', "1:11: codes must map recipients to codes, both texts"),
    ],
)
def test_the_place_of_a_mistake_in_a_seed_is_told_before_anything_starts(tmp_path, name, text, said):
    path = tmp_path / name
    path.write_text(text)
    done = CliRunner().invoke(commands, ["exec", "--seed-file", str(path), "--", "true"])
    assert (done.exit_code, done.stderr) == (2, f"Error: {path}:{said}\n")


def test_a_seed_that_does_not_fit_is_told_with_its_part(cli, emulator):
    done = cli("seed", "-", stdin="codes: {ada: '1'}\ntoy: {factors: [{nmae: ada}]}\n")
    assert done.exit_code == 1
    assert done.stderr == "Error: -: toy: Object missing required field `name`\n"
    assert emulator.world.ids.dump()["pins"] == {}


def test_a_snapshot_is_saved_and_loaded(cli, emulator, ada, tmp_path):
    file = str(tmp_path / "world.json")
    assert cli("snapshot", "save", file).exit_code == 0
    cli("reset")
    assert cli("snapshot", "load", file).exit_code == 0
    assert emulator.toy.get("ada") == ada


def test_a_snapshot_goes_through_a_pipe(cli, emulator, ada):
    document = cli("snapshot", "save", "-").stdout_bytes
    assert document == emulator.snapshot().to_json()
    cli("reset")
    assert cli("snapshot", "load", "-", stdin=document).exit_code == 0
    assert emulator.toy.get("ada") == ada


def test_a_bad_snapshot_changes_nothing(cli, emulator, ada, tmp_path):
    (tmp_path / "bad").write_text("{}")
    done = cli("snapshot", "load", str(tmp_path / "bad"))
    assert (done.exit_code, done.stderr) == (1, f"Error: {tmp_path / 'bad'}: not a snapshot of version 2\n")
    assert emulator.toy.get("ada") == ada


def test_a_snapshot_that_cannot_be_had_does_not_touch_the_file(cli, tmp_path):
    (tmp_path / "world.json").write_text("precious")
    assert cli("snapshot", "save", str(tmp_path / "world.json"), "--world", "nope").exit_code == 1
    assert (tmp_path / "world.json").read_text() == "precious"
