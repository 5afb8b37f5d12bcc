"""``mfa-emulator exec``."""

import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress

import msgspec
import pytest

PYTHON = sys.executable
ASK = (
    "import os, sys, urllib.request as u;"
    "sys.stdout.write(u.urlopen(os.environ['TOY_URL'] + '/_mfa/v1/' + sys.argv[1]).read().decode())"
)


@pytest.mark.parametrize("status", [0, 1, 7])
def test_it_ends_with_the_status_of_the_command(run, status):
    assert run("exec", "--", PYTHON, "-c", f"raise SystemExit({status})").returncode == status


def test_the_command_finds_a_ready_emulator_by_its_variables(run):
    done = run("exec", "--", PYTHON, "-c", ASK, "health")
    assert msgspec.json.decode(done.stdout)["status"] == "ok"
    assert (done.returncode, done.stderr) == (0, "")


def test_options_before_the_command_are_for_the_emulator(run):
    done = run("exec", "--freeze", "2026-11-21T10:00:00Z", PYTHON, "-c", ASK, "clock")
    assert msgspec.json.decode(done.stdout)["now"] == "2026-11-21T10:00:00Z"


def test_options_of_the_command_are_its_own(run):
    done = run("exec", PYTHON, "-c", "import sys; print(sys.argv[1:])", "--port", "--help", "--", "-x")
    assert done.stdout == "['--port', '--help', '--', '-x']\n"


def test_the_command_reads_standard_input(run):
    assert run("exec", "--", PYTHON, "-c", "print(input().upper())", stdin="hello\n").stdout == "HELLO\n"


def test_a_command_that_is_not_there_is_127(run):
    done = run("exec", "--", "/no/such/command")
    assert (done.returncode, done.stderr) == (127, "Error: no command '/no/such/command'\n")


def test_a_command_that_cannot_be_run_is_126(run, tmp_path):
    (tmp_path / "text").write_text("no program")
    done = run("exec", "--", str(tmp_path / "text"))
    assert done.returncode == 126
    assert "Permission denied" in done.stderr


def test_a_command_that_a_signal_ended_is_128_and_its_number(run):
    done = run("exec", "--", PYTHON, "-c", "import os; os.kill(os.getpid(), 9)")
    assert done.returncode == 137


def test_without_a_command_it_is_wrong_usage(run):
    assert run("exec").returncode == 2


def test_a_taken_port_is_told_and_nothing_is_run(serving, run, tmp_path):
    port = serving("--port", "0").url.rsplit(":", 1)[1]
    done = run("exec", "--port", port, "--", "touch", str(tmp_path / "ran"))
    assert done.returncode == 4
    assert f"port {port} is taken" in done.stderr
    assert not (tmp_path / "ran").exists()


def test_what_the_command_did_is_exported(run, tmp_path):
    seeding = ASK.replace("u.urlopen(", 'u.urlopen(data=b\'{"codes": {"ada": "1"}}\', url=')
    file = tmp_path / "world.json"
    assert run("exec", "--export-on-exit", str(file), "--", PYTHON, "-c", seeding, "seed").returncode == 0
    assert msgspec.json.decode(file.read_bytes())["ids"]["pins"] == {"ada": "1"}


ASK_BY_NAME = """
import http.client, os, sys
for host in sys.argv[1:]:
    connection = http.client.HTTPConnection(os.environ["TOY_URL"].removeprefix("http://"))
    connection.request("GET", "/toy/factors/ada", headers={"Host": host})
    print(connection.getresponse().status)
    connection.close()
"""


def test_the_command_calls_by_the_names_that_are_allowed_and_by_no_other(run):
    allowed = ("--allow-host", "app.internal", "--allow-host", "*.preview.example")
    names = ("app.internal", "a.preview.example:80", "preview.example", "evil.example")
    done = run("exec", *allowed, "--", PYTHON, "-c", ASK_BY_NAME, *names)
    assert done.stdout.split() == ["404", "404", "403", "403"]


def test_a_page_of_an_allowed_origin_alone_may_call(run):
    asking = ASK_BY_NAME.replace('"Host": host', '"Origin": host')
    origins = ("https://app.example", "https://other.example")
    done = run("exec", "--allow-origin", origins[0], "--", PYTHON, "-c", asking, *origins)
    assert done.stdout.split() == ["404", "403"]


WAITING = """
import signal
awaited = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
signal.pthread_sigmask(signal.SIG_BLOCK, awaited)
print("waiting", flush=True)
print("told", signal.Signals(signal.sigwait(awaited)).name, flush=True)
raise SystemExit(3)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signals_are_passed_on_to_the_command(running, number):
    process = running("exec", "--", PYTHON, "-c", WAITING, HEARS_SIGHUP="1")
    assert process.stdout.readline() == "waiting\n"
    process.send_signal(number)
    assert process.stdout.readline() == f"told {number.name}\n"
    assert process.wait(timeout=30) == 3


ON_A_TERMINAL = """
import fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


@pytest.fixture
def on_a_terminal(running):
    """Run a command on a terminal of its own: the process, and the keyboard."""
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "wb", buffering=0) as keyboard:

        def start(*words):
            process = running(*words, before=(PYTHON, "-c", ON_A_TERMINAL), stdin=theirs)
            os.close(theirs)
            return process, keyboard

        yield start


def test_ctrl_c_reaches_the_command(on_a_terminal):
    process, keyboard = on_a_terminal("exec", "--", PYTHON, "-c", WAITING)
    assert process.stdout.readline() == "waiting\n"
    keyboard.write(b"\x03")
    assert process.stdout.readline() == "told SIGINT\n"
    assert process.wait(timeout=30) == 3


def test_ctrl_c_is_not_passed_on_a_second_time(on_a_terminal):
    # In a process group of its own the command is not told by the terminal: all it could get is the second one.
    alone = f"import os; os.setpgrp()\n{WAITING}"
    process, keyboard = on_a_terminal("exec", "--", PYTHON, "-c", alone)
    assert process.stdout.readline() == "waiting\n"
    keyboard.write(b"\x03")
    process.terminate()
    assert process.stdout.readline() == "told SIGTERM\n"
    assert process.wait(timeout=30) == 3


def test_ctrl_c_on_the_way_out_changes_nothing(on_a_terminal):
    process, keyboard = on_a_terminal("exec", "--", PYTHON, "-c", f"import os; os.setpgrp()\n{WAITING}")
    assert process.stdout.readline() == "waiting\n"
    process.terminate()
    assert process.stdout.readline() == "told SIGTERM\n"
    while process.poll() is None:
        with suppress(OSError):  # the terminal is gone with the process
            keyboard.write(b"\x03")
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.001)
    assert process.returncode == 3
