"""``--import DIR``, ``--export-on-exit DIR`` and ``export DIR``: the folder of the Firebase suite."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mfa_emulator import Emulator
from mfa_emulator.cli import folders
from mfa_emulator.cli.command_line import commands
from mfa_emulator.cli.failure import BadInput

MARK = "firebase-export-metadata.json"


@pytest.fixture
def command():
    """Runs a command of this process; its status and what it says."""

    def run(*words):
        done = CliRunner().invoke(commands, words)
        return done.exit_code, done.output

    return run


@pytest.fixture
def emulator():
    with Emulator(freeze=True) as emulator:
        emulator.identity_toolkit.user("ada@example.com", "secret-1")
        yield emulator


def emails(folder: Path, name: str = "accounts.json") -> list[str]:
    return [user["email"] for user in json.loads((folder / "auth_export" / name).read_text())["users"]]


def test_export_writes_the_folder_of_a_running_emulator(command, emulator, tmp_path):
    out = tmp_path / "out"
    assert command("export", str(out), "--url", emulator.url) == (0, f"Written to {out}\n")
    assert emails(out) == ["ada@example.com"]
    assert json.loads((out / MARK).read_text())["auth"]["path"] == "auth_export"
    assert sorted(path.name for path in out.iterdir()) == ["auth_export", MARK]


def test_an_export_is_imported_and_exported_at_the_end(command, emulator, tmp_path):
    out, again = tmp_path / "out", tmp_path / "again"
    command("export", str(out), "--url", emulator.url)
    status, said = command("exec", "--import", str(out), "--export-on-exit", str(again), "--", "true")
    assert (status, said) == (0, "")
    assert emails(again) == ["ada@example.com"]


def test_without_a_path_the_export_goes_where_the_import_began(command, emulator, tmp_path):
    out = tmp_path / "out"
    command("export", str(out), "--url", emulator.url)
    (out / "auth_export" / "accounts.json").write_text('{"users": [{"localId": "x", "email": "eve@example.com"}]}')
    assert command("exec", "--import", str(out), "--export-on-exit", "--", "true")[0] == 0
    assert emails(out) == ["eve@example.com"]
    status, said = command("exec", "--export-on-exit", "--", "true")
    assert (status, "where --import began" in said) == (2, True)


def test_other_emulators_entries_and_files_stay_untouched(command, emulator, tmp_path):
    (tmp_path / "firestore_export").mkdir()
    (tmp_path / "firestore_export" / "all").write_text("precious")
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "auth_export").mkdir()
    (tmp_path / "auth_export" / "accounts-gone.json").write_text("{}")
    metadata = {"version": "13.0.0", "firestore": {"path": "firestore_export"}, "auth": {"path": "auth_export"}}
    (tmp_path / MARK).write_text(json.dumps(metadata))
    assert command("export", str(tmp_path), "--url", emulator.url)[0] == 0
    assert (tmp_path / "firestore_export" / "all").read_text() == "precious"
    assert (tmp_path / "notes.txt").read_text() == "mine"
    written = json.loads((tmp_path / MARK).read_text())
    assert (written["version"], written["firestore"]) == ("13.0.0", metadata["firestore"])
    # A tenant that is gone leaves no file.
    assert sorted(path.name for path in (tmp_path / "auth_export").iterdir()) == ["accounts.json", "config.json"]


def test_a_folder_that_no_export_wrote_is_not_replaced(command, emulator, tmp_path):
    (tmp_path / "auth_export").mkdir()
    (tmp_path / "auth_export" / "thesis.txt").write_text("precious")
    status, said = command("export", str(tmp_path), "--url", emulator.url)
    assert (status, "says it is an export" in said) == (2, True)
    assert (tmp_path / "auth_export" / "thesis.txt").read_text() == "precious"


def test_metadata_that_cannot_be_read_is_told_at_the_start(command, tmp_path):
    (tmp_path / MARK).write_text("{")
    status, said = command("exec", "--export-on-exit", str(tmp_path), "--", "true")
    assert status == 2
    assert f"{MARK}: Input data was truncated; nothing is written there" in said


def test_an_export_that_breaks_off_leaves_the_old_one(emulator, tmp_path, monkeypatch):
    forms = folders.folders_of(emulator.providers)
    folders.write(str(tmp_path), emulator.world.write_folder(), forms)
    before = (tmp_path / "auth_export" / "accounts.json").read_bytes()
    emulator.identity_toolkit.user("eve@example.com")
    full = OSError(28, "No space left on device")

    def fsync(number):
        raise full

    monkeypatch.setattr(folders.os, "fsync", fsync)
    with pytest.raises(BadInput, match="No space left on device; what was there is as it was"):
        folders.write(str(tmp_path), emulator.world.write_folder(), forms)
    assert (tmp_path / "auth_export" / "accounts.json").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["auth_export", MARK]


@pytest.mark.parametrize("name", ["auth_export/../../evil.json", "/evil.json", "auth_export\\..\\..\\evil.json"])
def test_an_export_with_a_file_that_leads_out_of_it_writes_nothing(emulator, tmp_path, name):
    """A server elsewhere may send anything."""
    forms = folders.folders_of(emulator.world.providers)
    content = {**emulator.world.write_folder(), name: b"{}"}
    with pytest.raises(BadInput, match="does not lie in it"):
        folders.write(str(tmp_path / "export"), content, forms)
    assert list(tmp_path.iterdir()) == []


def test_a_broken_folder_is_one_line_and_nothing_is_served(command, tmp_path):
    (tmp_path / "auth_export").mkdir()
    (tmp_path / "auth_export" / "accounts.json").write_text("")
    (tmp_path / MARK).write_text('{"auth": {"path": "auth_export"}}')
    status, said = command("exec", "--import", str(tmp_path), "--", "echo", "served")
    assert (status, said) == (2, f"Error: {tmp_path}: auth_export/accounts.json: the file is empty\n")


def test_a_folder_of_something_else_is_no_import(command, tmp_path):
    status, said = command("exec", "--import", str(tmp_path), "--", "true")
    assert (status, f"there is no {MARK}" in said) == (2, True)


def test_an_export_into_nowhere_is_told_at_the_start(command, tmp_path):
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "no" / "where", tmp_path / "file" / "in"):
        status, said = command("exec", "--export-on-exit", str(path), "--", "true")
        assert (status, "no export can be written there" in said) == (2, True)
