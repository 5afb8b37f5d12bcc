"""A Go program that knows nothing of the emulator, led here by the proxy."""

import subprocess
import sys
from pathlib import Path

import pytest


def test_a_program_with_the_hosts_of_production_is_led_here(go_tests: Path) -> None:
    pytest.importorskip("trustme", reason="the proxy needs the extra [tls]")
    case = ["-test.run", "^TestACodeIsSentAgainAndApproved$", "-test.v"]
    command = [sys.executable, "-m", "mfa_emulator.cli", "exec", "--https-proxy", "--", str(go_tests), *case]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "--- PASS: TestACodeIsSentAgainAndApproved" in done.stdout
