"""Project and port of a Firebase project's files in the working folder."""

import socket
import subprocess
import sys

import pytest

from mfa_emulator.cli.emulation import Start
from mfa_emulator.cli.working_folder import placed
from mfa_emulator.cli.world_options import WorldOptions


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The working folder, of a machine that names no project."""
    monkeypatch.chdir(tmp_path)
    for name in ("GCLOUD_PROJECT", "GOOGLE_CLOUD_PROJECT"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def place(folder):
    """``place(port, project)``: project, port and what is told, upon these options."""

    def make(port=None, **changes):
        found = placed(Start(WorldOptions(changes, ()), None, None), port)
        return found.start.world.changes.get("project"), found.port, found.told

    return make


def fill(folder, projects='{"projects": {"default": "my-app"}}', suite='{"emulators": {"auth": {"port": 9100}}}'):
    (folder / ".firebaserc").write_text(projects)
    (folder / "firebase.json").write_text(suite)


def test_an_empty_folder_says_nothing(place):
    assert place() == (None, 9099, ())


def test_the_files_name_project_and_port(folder, place):
    fill(folder)
    assert place() == ("my-app", 9100, ("project my-app, of .firebaserc", "port 9100, of firebase.json"))


def test_options_go_before(folder, place):
    fill(folder)
    assert place(0, project="other") == ("other", 0, ())


@pytest.mark.parametrize("name", ["GCLOUD_PROJECT", "GOOGLE_CLOUD_PROJECT"])
def test_the_environment_goes_before(folder, place, monkeypatch, name):
    fill(folder)
    monkeypatch.setenv(name, "other")
    assert place()[0] is None


def test_files_without_these_settings_say_nothing(folder, place):
    fill(folder, '{"projects": {"staging": "x"}}', '{"hosting": {}, "emulators": {"firestore": {"port": 1}}}')
    assert place() == (None, 9099, ())


@pytest.mark.parametrize("text", ["", "{", "[]", '{"projects": 7, "emulators": {"auth": {"port": "x"}}}'])
def test_files_that_cannot_be_read_are_passed_over_with_a_word(folder, place, text):
    fill(folder, text, text)
    project, port, told = place()
    assert (project, port) == (None, 9099)
    assert [line.split(" is passed over: ")[0] for line in told] == [".firebaserc", "firebase.json"]


def test_the_banner_says_so_and_the_host_is_left_alone(folder):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    fill(folder, suite=f'{{"emulators": {{"auth": {{"port": {port}, "host": "0.0.0.0"}}}}}}')
    with subprocess.Popen([sys.executable, "-m", "mfa_emulator.cli"], stdout=subprocess.PIPE, text=True) as process:
        banner = "".join(iter(process.stdout.readline, f"Ready at http://127.0.0.1:{port}; Ctrl-C ends it.\n"))
        process.terminate()
    assert "    In this folder: project my-app, of .firebaserc\n" in banner
    assert f"    In this folder: port {port}, of firebase.json\n" in banner
