"""A target that answers what a test tells it to, and short ways to load and run a scenario."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from mfa_emulator.scenario.failure import StepFailed
from mfa_emulator.scenario.loading import LoadedScenario, load_text
from mfa_emulator.scenario.positions import LoadError
from mfa_emulator.scenario.runner import run
from mfa_emulator.scenario.target import Answer, Request, TargetError


class ScriptedTarget:
    """Answers calls from a list, keeps what was asked, and has a clock that only notes how it was moved."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.messages: list[dict[str, Any]] = []
        self.calls: list[Request] = []
        self.moves: list[tuple[str, Any]] = []
        self.time = "2026-11-21T10:00:00Z"

    def answer(self, body: Any, status: int = 200, **headers: str) -> None:
        self.answers.append(Answer(status, {name.replace("_", "-"): text for name, text in headers.items()}, body))

    def call(self, provider: str, request: Request) -> Answer:
        self.calls.append(request)
        if not self.answers:
            raise TargetError(f"{provider} has no operation {request.operation}")
        return self.answers.pop(0)

    def advance(self, delta: str | float) -> None:
        self.moves.append(("advance", delta))

    def travel(self, to: str) -> None:
        self.moves.append(("travel", to))
        self.time = to

    def freeze(self, at: str | None) -> None:
        self.moves.append(("freeze", at))

    def now(self) -> str:
        return self.time

    def decide(self, challenge: str, action: str) -> None:
        self.moves.append((action, challenge))

    def latest_message(self, **filters: str) -> Mapping[str, Any] | None:
        fitting = [m for m in self.messages if all(m[name] == value for name, value in filters.items())]
        return fitting[-1] if fitting else None


@pytest.fixture
def target() -> ScriptedTarget:
    return ScriptedTarget()


Load = Callable[[str], LoadedScenario]


@pytest.fixture
def load() -> Load:
    """Load a scenario from its text, as a file called s.mfa.yaml."""
    return lambda text: load_text(text.lstrip("\n"), "s.mfa.yaml")


@pytest.fixture
def load_steps(load: Load) -> Load:
    """Load a scenario from its steps alone; the first stands at line 4, column 3."""
    return lambda steps: load(f"scenario: a test\nprovider: toy\nsteps:\n{steps.strip(chr(10))}\n")


@pytest.fixture
def mistake(load: Load) -> Callable[[str], str]:
    """The message about a scenario that cannot be loaded."""

    def of(text: str) -> str:
        with pytest.raises(LoadError) as error:
            load(text)
        return str(error.value)

    return of


@pytest.fixture
def step_mistake(mistake: Callable[[str], str]) -> Callable[[str], str]:
    """The message about steps that cannot be loaded."""
    return lambda steps: mistake(f"scenario: a test\nprovider: toy\nsteps:\n{steps.strip(chr(10))}\n")


@pytest.fixture
def run_steps(load_steps: Load, target: ScriptedTarget) -> Callable[[str], None]:
    def running(steps: str) -> None:
        scenario = load_steps(steps)
        run(scenario, scenario.cases[0], target)

    return running


@pytest.fixture
def failure(run_steps: Callable[[str], None]) -> Callable[[str], str]:
    """The report of steps that fail."""

    def of(steps: str) -> str:
        with pytest.raises(StepFailed) as error:
            run_steps(steps)
        return str(error.value)

    return of
