"""A target that answers what a test tells it to, and short ways to load and run a scenario."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from mfa_emulator.scenario.failure import StepFailed
from mfa_emulator.scenario.loaded import LoadedScenario
from mfa_emulator.scenario.loading import load_text
from mfa_emulator.scenario.positions import LoadError
from mfa_emulator.scenario.runner import run
from mfa_emulator.scenario.target import Answer, RawRequest, Request, TargetError


class ScriptedTarget:
    """Answers calls from a list, keeps what was asked, and has a clock that only notes how it was moved."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.messages: list[dict[str, Any]] = []
        self.calls: list[Request] = []
        self.raw: list[RawRequest] = []
        self.faults: list[dict[str, Any]] = []
        self.seeds: list[dict[str, Any]] = []
        self.sent_out: list[dict[str, Any]] = []
        self.wrongly_signed = ""
        self.moves: list[tuple[str, Any]] = []
        self.time = "2026-11-21T10:00:00Z"

    def answer(self, body: Any, status: int = 200, sent: str = "", **headers: str) -> None:
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        self.answers.append(Answer(status, named, body, sent))

    def call(self, provider: str, request: Request) -> Answer:
        self.calls.append(request)
        if not self.answers:
            raise TargetError(f"{provider} has no operation {request.operation}")
        return self.answers.pop(0)

    def send(self, request: RawRequest) -> Answer:
        self.raw.append(request)
        return self.answers.pop(0)

    def add_fault(self, fault: dict[str, Any]) -> None:
        self.faults.append(fault)

    def seed(self, document: dict[str, Any]) -> None:
        self.seeds.append(document)

    def webhooks(self, provider: str) -> list[dict[str, Any]]:
        return [one for one in self.sent_out if one["provider"] == provider]

    def signature_problem(self, provider: str, webhook: dict[str, Any]) -> str:
        return self.wrongly_signed

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
