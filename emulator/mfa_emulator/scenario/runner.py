"""Runner of scenarios: takes one step after another and stops at the first that does not go as expected."""

from __future__ import annotations

from mfa_emulator.scenario.failure import Report, StepFailed
from mfa_emulator.scenario.loading import Case, LoadedScenario
from mfa_emulator.scenario.outcome import Run, Unexpected
from mfa_emulator.scenario.positions import Mistake
from mfa_emulator.scenario.steps.registry import STEPS
from mfa_emulator.scenario.target import Target, TargetError


def run(scenario: LoadedScenario, case: Case, target: Target) -> None:
    """Take every step. StepFailed, whose text is the report, at the first that fails."""
    values = dict(case.names)
    for index in range(len(scenario.steps)):
        taken = Run(target, scenario.provider)
        try:
            step = scenario.filled_step(index, values)
            values |= STEPS[scenario.kinds[index]].take(step, taken)
        except (Unexpected, Mistake, TargetError) as problem:
            raise StepFailed(Report(scenario, case, index, taken.trace, problem).text(target)) from None
