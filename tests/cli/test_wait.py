"""``mfa-emulator wait``."""

import socket

from push_toy import PUSH_TOY

from mfa_emulator import Emulator
from mfa_emulator.cli import wait


def test_a_ready_emulator_needs_no_waiting(cli):
    done = cli("wait")
    assert (done.exit_code, done.output) == (0, "")


def test_it_waits_until_the_emulator_is_there(cli, monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    late = Emulator(providers=[PUSH_TOY])
    # The first attempt has failed when it pauses: now the emulator comes up.
    monkeypatch.setattr(wait.realtime, "pause", lambda seconds: late.start(port=port))
    assert cli("wait", "--url", f"http://127.0.0.1:{port}").exit_code == 0
    late.stop()


def test_it_gives_up_in_time(cli):
    done = cli("wait", "--url", "http://127.0.0.1:1", "--timeout", "50ms")
    assert done.exit_code == 3
    assert "no emulator answers" in done.stderr


def test_an_emulator_that_refuses_is_not_waited_for(cli):
    assert cli("wait", "--world", "nope", "--timeout", "1h").exit_code == 1
