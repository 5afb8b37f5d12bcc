"""Commands end with one line and the right status, whatever becomes of their files, their output and their user."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from .conftest import HERE, LONG, environment, program

GOOD = """
scenario: A factor is made
provider: toy
steps:
  - call: factors.create
    with: {name: ada}
"""
LONG_NAMES = {"a long name": "a" * 300, "a longer one": "a" * 5000, "a deep one": "a/" * 3000}
READERS = ("seed {}", "snapshot load {}", "run {}", "serve --port 0 --import {}", "serve --port 0 --seed-file {}")
WRITERS = ("snapshot save {}", "serve --port 0 --export-on-exit {}", "serve --port 0 --tls --ca-file {}")


@pytest.fixture
def server(emulator):
    """The URL of an emulator that has something to show."""
    httpx2.post(f"{emulator.url}/toy/factors", json={"name": "ada"}, trust_env=False, timeout=60).raise_for_status()
    return emulator.url


@pytest.fixture
def told(server):
    """Run the command, its standard output there; its status, and what it says on standard error."""

    def run(line: str, output=subprocess.PIPE, **options) -> tuple[int, str]:
        words = line.split(" ")
        env = environment(MFA_EMULATOR_URL=server)
        done = subprocess.run(
            program(*words), stdout=output, stderr=subprocess.PIPE, text=True, timeout=LONG, env=env, **options
        )
        return done.returncode, done.stderr

    return run


def one_line(errors: str) -> bool:
    return errors.startswith("Error: ") and errors.count("\n") == 1


@pytest.fixture
def folder(tmp_path):
    """A folder with a scenario and a seed."""
    (tmp_path / "s.mfa.yaml").write_text(GOOD)
    (tmp_path / "seed.yaml").write_text("toy: {factors: []}")
    return tmp_path


TALK = (
    *("messages", "messages --json", "clock", "clock advance 1s", "code ada", "approve --list", "reset", "env"),
    *("coverage", "settings", "docs start", "--help", "--version", "snapshot save -", "serve --port 0"),
    *("run FOLDER", "seed FOLDER/seed.yaml"),
)
"""Commands that write to standard output."""


@pytest.mark.parametrize(
    "line", ["messages", "docs start", "--help", "serve --port 0", "run FOLDER", "snapshot save -"]
)
def test_an_output_that_nobody_reads_any_more_ends_a_command_without_a_word(told, folder, line):
    reading, writing = os.pipe()
    os.close(reading)  # as `| head -1` does once it has its line
    try:
        assert told(line.replace("FOLDER", str(folder)), writing) == (128 + signal.SIGPIPE, "")
    finally:
        os.close(writing)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("line", TALK)
def test_a_full_disk_below_the_output_is_told_in_one_line(told, folder, line):
    with open("/dev/full", "wb") as full:
        status, errors = told(line.replace("FOLDER", str(folder)), full)
    assert status == 2
    assert one_line(errors)
    assert "No space left on device" in errors


@pytest.mark.parametrize("line", ["messages", "docs start", "--help", "run FOLDER", "seed FOLDER/seed.yaml"])
def test_without_an_output_a_command_does_what_it_is_to_do(told, folder, line):
    assert told(line.replace("FOLDER", str(folder)), None, preexec_fn=lambda: os.close(1)) == (0, "")


@pytest.mark.parametrize("line", ["surve", "seed /nowhere", "code nobody", "run /nowhere"])
@pytest.mark.parametrize("error", ["closed", "/dev/full"])
def test_a_failure_that_cannot_be_told_keeps_its_status(server, line, error):
    words = " ".join(program(*line.split(" ")))
    redirected = "2>&-" if error == "closed" else "2>/dev/full"
    done = subprocess.run(
        ["sh", "-c", f"{words} {redirected}"],
        capture_output=True,
        timeout=LONG,
        env=environment(MFA_EMULATOR_URL=server),
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (1 if "code" in line else 2, b"", b"")


@pytest.mark.parametrize("name", LONG_NAMES.values(), ids=LONG_NAMES)
@pytest.mark.parametrize("line", ["seed {}", "run {}", "snapshot save {}", "serve --port 0 --export-on-exit {}"])
def test_a_name_that_is_too_long_is_told_in_one_line(told, line, name):
    status, errors = told(line.replace("{}", name))
    assert status == 2
    assert one_line(errors)


@pytest.mark.parametrize("name", LONG_NAMES.values(), ids=LONG_NAMES)
def test_a_command_whose_name_is_too_long_cannot_be_run(told, name):
    status, errors = told(f"exec -- {name}")
    assert status in (126, 127)
    assert one_line(errors)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("line", ["snapshot save {}", "serve --port 0 --tls --ca-file {}"])
def test_a_device_that_never_ends_or_takes_nothing_is_told_in_one_line(told, line):
    status, errors = told(line.replace("{}", "/dev/full"))
    assert status == 2
    assert one_line(errors)
    assert "/dev/full:" in errors


def test_a_device_without_end_is_given_up_at_the_limit(monkeypatch):
    from mfa_emulator.cli import files
    from mfa_emulator.cli.failure import BadInput

    monkeypatch.setattr(files, "LIMIT", 5 << 20)
    with pytest.raises(BadInput, match="/dev/zero: over 0 GiB, or without end"):
        files.read("/dev/zero")


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
@pytest.mark.parametrize("line", [line for line in READERS if line != "run {}"])
def test_a_file_that_cannot_be_read_is_told_in_one_line(told, line):
    for path in ("/proc/self/mem", "/dev/null/x"):
        status, errors = told(line.replace("{}", path))
        assert status == 2
        assert one_line(errors)
        assert path in errors


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_scenario_that_cannot_be_read_is_a_failed_file(told, tmp_path):
    with (tmp_path / "output").open("w+") as output:
        status, errors = told("run /dev/full", output)
        output.seek(0)
        lines = output.read()
    assert (status, errors) == (1, "")
    assert "\n/dev/full:1:1: over 16 MiB, or without end\n" in lines
    assert lines.count("/dev/full") == 1


@pytest.mark.skipif(os.getuid() == 0, reason="root may open every file")
@pytest.mark.parametrize("line", [*READERS, *WRITERS])
def test_a_file_that_may_not_be_opened_is_told_in_one_line(told, tmp_path, line):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "x").write_text("{}")
    secret.chmod(0)
    try:
        status, errors = told(line.replace("{}", str(secret / "x")))
    finally:
        secret.chmod(0o755)
    assert status == 2
    assert one_line(errors)
    assert str(secret / "x") in errors


def interrupted(line: str, **variables: str) -> tuple[int, str]:
    """Run the command to its end, with Ctrl-C at the call of a function; status and what it says."""
    words = [sys.executable, str(HERE / "interrupted_command.py"), *line.split(" ")]
    done = subprocess.run(words, capture_output=True, text=True, timeout=LONG, env=environment(**variables))
    return done.returncode, done.stderr


SPOTS = 5
FIRST = 100
"""Calls after which the command has taken care of Ctrl-C: before that it is Python's."""


@pytest.mark.parametrize("name", ["messages", "seed", "snapshot save", "run", "coverage", "wait", "exec"])
def test_ctrl_c_ends_a_command_anywhere_without_a_traceback(server, folder, name):
    lines = {
        "seed": f"seed {folder / 'seed.yaml'}",
        "snapshot save": f"snapshot save {folder / 'kept'}",
        "run": f"run {folder}",
        "exec": "exec -- true",
    }
    line, count = lines.get(name, name), folder / "count"
    assert interrupted(line, MFA_EMULATOR_URL=server, COUNT=str(count)) == (0, "")
    calls = int(count.read_text())
    assert calls > 100
    for spot in range(SPOTS):
        at = FIRST + (calls - FIRST - 20) * spot // SPOTS
        status, errors = interrupted(line, MFA_EMULATOR_URL=server, AT=str(at))
        assert status in (-signal.SIGINT, 128 + signal.SIGINT, 0), (at, errors)
        assert errors == "", at
    assert [path.name for path in folder.iterdir() if path.name.endswith(".tmp")] == []


def test_ctrl_c_in_a_scenario_against_a_running_emulator_leaves_no_world_there(server, emulator, folder):
    count = folder / "count"
    line = f"run {folder} --target {server}"
    assert interrupted(line, COUNT=str(count)) == (0, "")
    calls = int(count.read_text())
    for at in range(calls // 2, calls, calls // 10):
        status, errors = interrupted(line, AT=str(at))
        assert status in (-signal.SIGINT, 128 + signal.SIGINT, 0)
        assert errors == ""
    assert list(emulator.worlds) == ["default"]
