"""Options of the world of a scenario, as its file gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.http.limits import NAME as LIMITS
from mfa_emulator.core.http.limits import limits_of
from mfa_emulator.core.options import Changes
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.settings import changed
from mfa_emulator.scenario.model import Scenario
from mfa_emulator.scenario.positions import Mistake


def mistakes(scenario: Scenario, providers: Mapping[str, Provider]) -> Iterator[Mistake]:
    """Every setting that there is not, or that has no such value."""
    for name, values in scenario.settings.items():
        path = ("settings", name)
        if name == LIMITS:
            yield from _of_limits(scenario)
        elif name not in providers:
            yield Mistake(path, unknown("provider", name, [*providers, LIMITS]), key=True)
        else:
            preset = providers[name].presets[scenario.profile if isinstance(scenario.profile, str) else "emulator"]
            for setting, value in values.items():
                try:
                    changed(preset, {setting: value}, f"{name}.")
                except ValueError as error:
                    yield Mistake((*path, setting), str(error), key=setting not in preset.__struct_fields__)


def _of_limits(scenario: Scenario) -> Iterator[Mistake]:
    try:
        limits_of({LIMITS: scenario.settings[LIMITS]})
    except ValueError as error:
        yield Mistake(("settings", LIMITS), str(error))


def merged(own: Changes, given: Changes) -> Changes:
    """The options of a file with those of a command line, which count before them, setting by setting."""
    whole: Changes = {**own, **given}
    settings = {name: dict(values) for name, values in own.get("settings", {}).items()}
    for name, values in given.get("settings", {}).items():
        settings[name] = settings.get(name, {}) | dict(values)
    if settings:
        whole["settings"] = settings
    return whole
