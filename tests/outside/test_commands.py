"""Every command of the emulator knows the vendor of an installed package."""

import subprocess
import sys
from collections.abc import Callable

import pytest


@pytest.fixture
def command(environment) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run ``mfa-emulator`` with these words to its end."""

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "mfa_emulator.cli", *words],
            capture_output=True,
            text=True,
            env=environment,
            timeout=20,
            check=False,
        )

    return run


def test_coverage_lists_its_operations(command):
    done = command("coverage", "--provider", "okta")
    assert done.stderr == ""
    assert done.stdout.startswith("Okta: 5 of 6 published operations built, 0 partly, 1 not\n")
