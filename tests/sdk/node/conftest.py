"""Each `test("…")` of a `*.test.mjs` file is a pytest test: it runs alone in a Node process, with an emulator of its
own that the environment variables lead to."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mfa_emulator import Emulator

SUFFIX = ".test.mjs"
CASE = re.compile(r'^test\("([^"]+)"', re.MULTILINE)


class CaseFailed(AssertionError):
    """What Node's test runner printed, and what the emulator refused."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "NodeFile | None":
    return NodeFile.from_parent(parent, path=file_path) if file_path.name.endswith(SUFFIX) else None


class NodeFile(pytest.File):
    """One file for Node's own test runner."""

    def collect(self) -> Iterator["NodeCase"]:
        for match in CASE.finditer(self.path.read_text()):
            yield NodeCase.from_parent(self, name=match[1], callobj=_run_of(self.path.name, match[1]))


class NodeCase(pytest.Function):
    """One case of it. A function, so that it may use fixtures."""

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        failed = isinstance(excinfo.value, CaseFailed)
        return str(excinfo.value) if failed else super().repr_failure(excinfo)


def _run_of(script: str, case: str) -> Callable[..., None]:
    def run(node_project: Any, emulator: Emulator) -> None:
        pattern = f"^{re.escape(case)}$"
        done = node_project.run(f"--test-name-pattern={pattern}", "--test-reporter=spec", script, env=emulator.env)
        # A name that fits no test would pass as well: insist on the one.
        if done.returncode != 0 or "pass 1\n" not in done.stdout:
            summary = done.stdout.partition("failing tests:\n")[2] or done.stdout
            raise CaseFailed("\n".join((summary.strip(), *_refusals(emulator))))

    return run


def _refusals(emulator: Emulator) -> Iterator[str]:
    for exchange in emulator.requests:
        if exchange.status >= 400:
            yield f"the emulator refused {exchange.operation or exchange.target}: {exchange.reason}"
