"""Each `func TestX` of a `*_test.go` file is two pytest tests: it runs alone in a Go process, with an emulator of its
own that the environment variables lead to; once by a transport of ours and once by the HTTPS proxy alone. (twilio-go
has no option for the base URL.)"""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mfa_emulator import Emulator

HERE = Path(__file__).parent
SUFFIX = "_test.go"
CASE = re.compile(r"^func (Test\w+)\(t \*testing\.T\)", re.MULTILINE)
UNREACHABLE = ("dial tcp", "no such host", "i/o timeout", "connection refused", "Forbidden", "missing go.sum entry")


class CaseFailed(AssertionError):
    """What Go's test printed, and what the emulator refused."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "GoFile | None":
    return GoFile.from_parent(parent, path=file_path) if file_path.name.endswith(SUFFIX) else None


class GoFile(pytest.File):
    """One file of Go tests."""

    def collect(self) -> Iterator["GoCase"]:
        for match in CASE.finditer(self.path.read_text()):
            case = match[1]
            yield GoCase.from_parent(self, name=case, callobj=_run_of(case))
            yield GoCase.from_parent(self, name=f"{case}[https_proxy]", callobj=_proxied_run_of(case))


class GoCase(pytest.Function):
    """One test of it. A function, so that it may use fixtures."""

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        failed = isinstance(excinfo.value, CaseFailed)
        return str(excinfo.value) if failed else super().repr_failure(excinfo)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory, need_go: Callable[[Path], None]) -> Callable[[Path], Path]:
    """Compiles the tests of a folder. Skips where Go, or its modules, are out of reach."""

    def compile_tests(folder: Path) -> Path:
        need_go(folder)
        binary = tmp_path_factory.mktemp("go") / "sdk.test"
        command = ["go", "test", "-c", "-o", str(binary), "."]
        env = {**os.environ, "CGO_ENABLED": "0"}  # which would need a C compiler
        done = subprocess.run(
            command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        if done.returncode != 0 and any(sign in done.stdout for sign in UNREACHABLE):
            pytest.skip("the Go modules of these tests cannot be downloaded")
        if done.returncode != 0:
            pytest.fail(f"{' '.join(command)}:\n{done.stdout}", pytrace=False)
        return binary

    return compile_tests


@pytest.fixture(scope="session")
def go_tests(compiled: Callable[[Path], Path]) -> Path:
    """The compiled tests of this folder."""
    return compiled(HERE)


def _run_of(case: str) -> Callable[..., None]:
    def run(go_tests: Path, emulator: Emulator) -> None:
        _run(go_tests, case, emulator)

    return run


def _proxied_run_of(case: str) -> Callable[..., None]:
    def run(go_tests: Path, proxied_emulator: Emulator) -> None:
        _run(go_tests, case, proxied_emulator)

    return run


def _run(go_tests: Path, case: str, emulator: Emulator) -> None:
    done = subprocess.run(
        [str(go_tests), "-test.run", f"^{case}$", "-test.v"],
        env={**os.environ, **emulator.env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=180,
        check=False,
    )
    # A name that fits no test would pass as well: insist on the one.
    if done.returncode != 0 or f"--- PASS: {case}" not in done.stdout:
        raise CaseFailed("\n".join((done.stdout.strip(), *_refusals(emulator))))


def _refusals(emulator: Emulator) -> Iterator[str]:
    for exchange in emulator.requests:
        if exchange.status >= 400:
            yield f"the emulator refused {exchange.operation or exchange.target}: {exchange.reason}"
