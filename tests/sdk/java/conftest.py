"""Each `public static void` without arguments of a class below `src` is two pytest tests: it runs alone in a JVM, with
an emulator of its own that the environment variables lead to; once by an HTTP client of ours and once by the HTTPS
proxy alone. (Twilio's SDK has no option for the base URL; Firebase's reads a variable of its own, and runs once.) The
line above it names the operations that the journal must then have, and no others.

One Maven project has the programs of all vendors; a further SDK is a dependency in `pom.xml` and a class beside the
others.
"""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mfa_emulator import Emulator
from mfa_emulator.serving.programs import merged

HERE = Path(__file__).parent
CASE = re.compile(r"^    // (?P<operations>[\w. ]+)\n    public static void (?P<name>\w+)\(\)", re.MULTILINE)
HARD_CODED = "// The host is hard-coded"
LED = "// The SDK's own variable leads here"


class CaseFailed(AssertionError):
    """What the program printed, and what the emulator refused."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "JavaFile | None":
    return JavaFile.from_parent(parent, path=file_path) if file_path.suffix == ".java" else None


class JavaFile(pytest.File):
    """One class of cases."""

    def collect(self) -> Iterator["JavaCase"]:
        text, name = self.path.read_text(), self.path.stem
        for match in CASE.finditer(text):
            case, operations = match["name"], set(match["operations"].split())
            if HARD_CODED not in text:
                yield JavaCase.from_parent(self, name=case, callobj=_run_of(name, case, operations))
            if LED not in text:
                proxied = _proxied_run_of(name, case, operations)
                yield JavaCase.from_parent(self, name=f"{case}[https_proxy]", callobj=proxied)


class JavaCase(pytest.Function):
    """One case of it. A function, so that it may use fixtures."""

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        failed = isinstance(excinfo.value, CaseFailed)
        return str(excinfo.value) if failed else super().repr_failure(excinfo)


def _run_of(name: str, case: str, operations: set[str]) -> Callable[..., None]:
    def run(java_classes: str, emulator: Emulator) -> None:
        _run(java_classes, name, case, emulator)
        assert _done(emulator) == operations

    return run


def _proxied_run_of(name: str, case: str, operations: set[str]) -> Callable[..., None]:
    def run(java_classes: str, proxied_emulator: Emulator) -> None:
        _run(java_classes, name, case, proxied_emulator)
        assert _done(proxied_emulator) == operations

    return run


def _run(class_path: str, name: str, case: str, emulator: Emulator) -> None:
    done = subprocess.run(
        ["java", "-cp", class_path, "Run", name, case],
        env={**os.environ, **merged(os.environ, emulator.env)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode != 0:
        raise CaseFailed("\n".join((done.stdout.strip(), *_refusals(emulator))))


def _done(emulator: Emulator) -> set[str]:
    return {exchange.operation for exchange in emulator.requests if exchange.provider}


def _refusals(emulator: Emulator) -> Iterator[str]:
    for exchange in emulator.requests:
        if exchange.status >= 400:
            yield f"the emulator refused {exchange.operation or exchange.target}: {exchange.reason}"
