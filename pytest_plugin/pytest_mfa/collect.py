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

    from mfa_emulator.scenario.loaded import Case, LoadedScenario
    from mfa_emulator.scenario.target import Target
    from mfa_emulator.testing.own_world import Mfa


SUFFIX = ".mfa.yaml"
"""Ending of scenario files: `mfa_emulator.scenario.SUFFIX`, whose import would cost every run with the plugin."""


@pytest.fixture
def mfa_target(mfa: Mfa, mfa_http: httpx2.Client) -> Target:
    """The target of scenarios: this test's world. Override it to run them against something else."""
    from mfa_emulator.scenario.emulator_target import EmulatorTarget

    return EmulatorTarget(mfa_http, mfa.world.providers)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScenarioFile | None:
    """A file collector for scenario files, None for all others."""
    return ScenarioFile.from_parent(parent, path=file_path) if file_path.name.endswith(SUFFIX) else None


class ScenarioFile(pytest.File):
    """One `*.mfa.yaml` file."""

    def collect(self) -> Iterator[pytest.Item]:
        from mfa_emulator.scenario.loading import load
        from mfa_emulator.scenario.positions import LoadError
        from mfa_emulator.scenario.vocabulary import installed_providers

        try:
            scenario = load(self.path, self._shown_path(), installed_providers())
        except LoadError as error:
            faulty = FaultyFile.from_parent(self, name=self.path.name)
            faulty.problem = str(error)
            yield faulty
            return
        for case in scenario.cases:
            name = f"{scenario.title}[{case.id}]" if case.id else scenario.title
            item = ScenarioItem.from_parent(self, name=name, callobj=_test(scenario, case))
            for marker in _markers(scenario, self.config):
                item.add_marker(marker)
            yield item

    def _shown_path(self) -> str:
        start = self.config.invocation_params.dir
        return str(self.path.relative_to(start) if self.path.is_relative_to(start) else self.path)


class FaultyFile(pytest.Item):
    """A file that is no scenario: a test that fails with all that is wrong, while those of other files run."""

    problem = ""
    """The mistakes, a line each."""

    def runtest(self) -> None:
        """Fail with the mistakes."""
        pytest.fail(self.problem, pytrace=False)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, self.name


class ScenarioItem(pytest.Function):
    """One run of a scenario. A function, so that fixtures, markers and plugins work as for any other test."""

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str | TerminalRepr:
        """The scenario's own report; anything but a failed step looks as in any other test."""
        from mfa_emulator.scenario.failure import StepFailed
        from mfa_emulator.scenario.positions import LoadError

        failed = isinstance(excinfo.value, StepFailed | LoadError)
        return str(excinfo.value) if failed else super().repr_failure(excinfo)


def _markers(scenario: LoadedScenario, config: pytest.Config) -> Iterator[pytest.MarkDecorator]:
    """A scenario's options, tags and reasons as pytest's markers."""
    model = scenario.model
    if scenario.options:
        yield pytest.mark.mfa(**scenario.options)
    for tag in model.tags:
        config.addinivalue_line("markers", f"{tag}: a tag of scenarios")
        yield getattr(pytest.mark, tag)
    if isinstance(model.skip, str):
        yield pytest.mark.skip(reason=model.skip)
    if isinstance(model.xfail, str):
        yield pytest.mark.xfail(reason=model.xfail, strict=True)


def _test(scenario: LoadedScenario, case: Case) -> Callable[[Target], None]:
    def run_scenario(mfa_target: Target) -> None:
        from mfa_emulator.scenario.runner import run

        run(scenario, case, mfa_target)

    return run_scenario
