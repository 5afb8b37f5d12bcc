"""Runner of scenarios: takes one step after another and stops at the first that does not go as expected."""

from __future__ import annotations

import os
from collections.abc import Mapping

from mfa_emulator.scenario.failure import Report, StepFailed
from mfa_emulator.scenario.loaded import Case, LoadedScenario
from mfa_emulator.scenario.outcome import Run, Unexpected
from mfa_emulator.scenario.positions import Mistake
from mfa_emulator.scenario.steps.registry import STEPS
from mfa_emulator.scenario.target import Target, TargetError


def run(scenario: LoadedScenario, case: Case, target: Target, environ: Mapping[str, str] = os.environ) -> None:
    """Take every step. Raises StepFailed, whose text is the report, at the first that fails.

    Raises LoadError before the first where an environment variable is missing that the scenario needs.
    """
    secrets = scenario.secrets(environ)
    values = scenario.values(case, secrets)
    for loaded in scenario.steps:
        taken = Run(target, loaded.provider)
        try:
            step = loaded.filled(values)
            values |= STEPS[loaded.kind].take(step, taken)
        except (Unexpected, Mistake, TargetError) as problem:
            report = Report(loaded, case, taken.trace, problem, secrets)
            raise StepFailed(report.text(target)) from None
