"""Completion in bash, set up as the manual says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mfa_emulator.docs import manual

ASK = """
offered() {
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
    _mfa_emulator_completion mfa-emulator "${!#}"
    printf '%s\\n' "${COMPREPLY[@]}"
}
"""


@pytest.fixture(scope="module")
def set_up() -> str:
    """The line of the manual."""
    found = re.search(r"`(eval \"\$\(_MFA_EMULATOR_COMPLETE=bash_source mfa-emulator\)\")`", manual.page("install"))
    assert found is not None
    return found[1]


def offered(set_up: str, *words: str) -> list[str]:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    asked = [bash, "-euc", f'{set_up}\n{ASK}\noffered "$@"', "bash", *words]
    done = subprocess.run(asked, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "some"),
    [
        (("cl",), ["clock"]),
        (("",), ["serve", "exec", "clock", "docs"]),
        (("clock", "ad"), ["advance"]),
        (("serve", "--prof"), ["--profile"]),
        (("--prof",), ["--profile"]),  # of `serve`, which may be left out
        (("--ver",), ["--version"]),
        (("--profile", ""), ["emulator", "strict"]),
        (("env", "--format", "g"), ["github"]),
        (("docs", "seed"), ["seeds"]),
    ],
    ids=" ".join,
)
def test_bash_offers_what_may_come_next(set_up: str, words: tuple[str, ...], some: list[str]) -> None:
    found = offered(set_up, "mfa-emulator", *words)
    assert [word for word in some if word not in found] == []
    assert [word for word in found if not word.startswith(words[-1])] == []


def test_a_command_that_is_wrong_prints_nothing_on_the_line_that_is_typed(set_up: str) -> None:
    assert offered(set_up, "mfa-emulator", "nonsense", "zz") == []
