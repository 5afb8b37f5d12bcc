"""Looks into loaded scenarios."""

from collections.abc import Mapping

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.scenario.loaded import LoadedScenario


def values_of(scenario: LoadedScenario, environ: Mapping[str, str] = {}) -> list[JsonObject]:
    """The names with which each case begins, with their values."""
    secrets = scenario.secrets(environ)
    return [scenario.values(case, secrets) for case in scenario.cases]
