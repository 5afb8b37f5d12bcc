"""``serve --import`` and ``--export-on-exit``: nobody's data is lost."""

import msgspec
import pytest


def test_what_one_server_exports_the_next_one_imports(serving, tmp_path):
    file = str(tmp_path / "world.json")
    first = serving("--port", "0", "--freeze", "--export-on-exit", file)
    secret = first.ask("POST", "/toy/factors", {"name": "ada"}).data["secret"]
    assert first.end() == (0, "")
    second = serving("--port", "0", "--import", file, "--export-on-exit", file)
    assert second.ask("GET", "/toy/factors/ada").data["secret"] == secret
    assert second.ask("GET", "/_mfa/v1/messages/latest").data["to"] == "ada"
    before = msgspec.json.decode((tmp_path / "world.json").read_bytes())
    assert second.end() == (0, "")
    assert msgspec.json.decode((tmp_path / "world.json").read_bytes()) == before
    assert [path.name for path in tmp_path.iterdir()] == ["world.json"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "No such file or directory"),
        ("", "the file is empty"),
        (" \n", "the file is empty"),
        ("{", "Input data was truncated"),
        ("{}", "not a snapshot of version 2"),
        ('{"version": 2}', "not a snapshot: 'providers' is missing"),
        ("\x00", "malformed"),
    ],
)
def test_a_file_that_is_no_export_is_one_line_and_nothing_is_served(run, tmp_path, content, told):
    file = tmp_path / "world.json"
    if content is not None:
        file.write_text(content)
    done = run("--port", "0", "--import", str(file), "--export-on-exit", str(file))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Error: {file}: ")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert (file.read_text() if file.exists() else None) == content


def test_a_folder_that_nothing_can_be_written_to_is_told_at_the_start(run, tmp_path):
    for path in (tmp_path / "nowhere" / "world.json", tmp_path):
        done = run("--port", "0", "--export-on-exit", str(path))
        assert done.returncode == 2
        assert "can be written there" in done.stderr


def test_an_export_that_cannot_be_written_at_the_end_leaves_the_old_file(serving, tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    file = folder / "world.json"
    file.write_text("precious")
    server = serving("--port", "0", "--export-on-exit", str(file))
    folder.rename(tmp_path / "moved")
    status, errors = server.end()
    assert status == 2
    assert "what was there is as it was" in errors
    assert (tmp_path / "moved" / "world.json").read_text() == "precious"


def test_a_port_that_is_taken_exports_nothing(serving, run, tmp_path):
    file = tmp_path / "world.json"
    file.write_text("precious")
    port = serving("--port", "0").url.rsplit(":", 1)[1]
    assert run("--port", port, "--export-on-exit", str(file)).returncode == 4
    assert file.read_text() == "precious"
