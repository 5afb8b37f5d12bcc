"""Collects `*.mfa.yaml` files as tests, one per scenario or per row of its examples.

Public pytest API only. Nothing but pytest is imported until a scenario file is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import httpx2
    from _pytest._code.code import TerminalRepr

    from mfa_emulator.scenario.loading import Case, LoadedScenario
    from mfa_emulator.scenario.target import Target
    from mfa_emulator.testing.own_world import Mfa


SUFFIX = ".mfa.yaml"
"""Ending of scenario files: `mfa_emulator.scenario.SUFFIX`, whose import would cost every run with the plugin."""


@pytest.fixture
def mfa_target(mfa: Mfa, mfa_http: httpx2.Client) -> Target:
    """The target of scenarios: this test's world. Override it to run them against something else."""
    from mfa_emulator.scenario.emulator_target import EmulatorTarget

    return EmulatorTarget(mfa_http, mfa.emulator.providers)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScenarioFile | None:
    """A file collector for scenario files, None for all others."""
    return ScenarioFile.from_parent(parent, path=file_path) if file_path.name.endswith(SUFFIX) else None


class ScenarioFile(pytest.File):
    """One `*.mfa.yaml` file."""

    def collect(self) -> Iterator[ScenarioItem]:
        from mfa_emulator.scenario.loading import load
        from mfa_emulator.scenario.positions import LoadError

        try:
            scenario = load(self.path, self._shown_path())
        except LoadError as error:
            raise self.CollectError(str(error)) from None
        for case in scenario.cases:
            name = f"{scenario.title}[{case.id}]" if case.id else scenario.title
            yield ScenarioItem.from_parent(self, name=name, callobj=_test(scenario, case))

    def _shown_path(self) -> str:
        start = self.config.invocation_params.dir
        return str(self.path.relative_to(start) if self.path.is_relative_to(start) else self.path)


class ScenarioItem(pytest.Function):
    """One run of a scenario. A function, so that fixtures, markers and plugins work as for any other test."""

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str | TerminalRepr:
        """The scenario's own report; anything but a failed step looks as in any other test."""
        from mfa_emulator.scenario.failure import StepFailed

        failed = isinstance(excinfo.value, StepFailed)
        return str(excinfo.value) if failed else super().repr_failure(excinfo)


def _test(scenario: LoadedScenario, case: Case) -> Callable[[Target], None]:
    def run_scenario(mfa_target: Target) -> None:
        from mfa_emulator.scenario.runner import run

        run(scenario, case, mfa_target)

    return run_scenario
