"""A part of the suite passes where there is no network but loopback, for uvloop and child processes either."""

import subprocess
from pathlib import Path

import pytest

from . import without_network

TESTS = Path(without_network.__file__).parents[1]
PARTS = (
    *("control/test_deliveries.py", "control/test_live_server.py", "core/http/test_outbound.py"),
    "providers/twilio_verify/delivery/test_webhooks.py",
    "cli/test_exec.py::test_the_command_finds_a_ready_emulator_by_its_variables",
)
"""Tests in which somebody connects: threads, the server's loop, a program that is started."""


def test_whoever_connects_to_anything_but_loopback_would_fail():
    obstacle = without_network.obstacle()
    if obstacle:
        pytest.skip(obstacle)
    words = ("-q", "-p", "no:cacheprovider", *(str(TESTS / part) for part in PARTS))
    done = subprocess.run(
        without_network.command(*words), cwd=TESTS.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
