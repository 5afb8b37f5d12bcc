"""Scenarios that were loaded: without a mistake that can be seen before they run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.options import Changes
from mfa_emulator.scenario.conversion import Mistakes, to_step
from mfa_emulator.scenario.model import Scenario
from mfa_emulator.scenario.parts import Step
from mfa_emulator.scenario.positions import LoadError, Mistake, Path
from mfa_emulator.scenario.steps.registry import kind_of
from mfa_emulator.scenario.values import matching, references
from mfa_emulator.scenario.yaml_loader import Document


@dataclass(frozen=True)
class Case:
    """One run of a scenario: one row of its examples, or the only run (id "") if it has none."""

    id: str
    row: JsonObject


@dataclass(frozen=True)
class LoadedStep:
    """A step as a file has it, with references in it."""

    document: Document
    index: int
    count: int
    """The number of steps in its file."""
    provider: str
    raw: JsonObject

    @property
    def kind(self) -> str:
        """Its kind, by the key that names it."""
        return kind_of(self.raw)

    @property
    def path(self) -> Path:
        """Its place in its file."""
        return ("steps", self.index)

    def filled(self, values: Mapping[str, Json]) -> Step:
        """The step with its names filled in. Raises `Mistake` if a value does not fit its place."""
        try:
            step = to_step(references.fill_object(self.raw, values))
        except Mistakes as mistakes:
            raise mistakes.found[0] from None
        for path, expected in step.expectations.items():
            for mistake in matching.mistakes(expected, path):
                raise mistake
        return step


@dataclass(frozen=True)
class LoadedScenario:
    """A scenario, ready to be run."""

    document: Document
    model: Scenario
    cases: tuple[Case, ...]
    saved: frozenset[str]
    """Names that its own steps save."""
    setup: LoadedScenario | None = None
    """The scenario whose steps come first."""

    @property
    def title(self) -> str:
        """Its line about that which it shows."""
        return self.model.scenario

    @property
    def provider(self) -> str:
        """The name of the vendor whose operations it calls."""
        return self.model.provider

    @property
    def steps(self) -> tuple[LoadedStep, ...]:
        """All steps in their order, those of the set-up first."""
        raws = self.model.steps
        own = (LoadedStep(self.document, at, len(raws), self.provider, raw) for at, raw in enumerate(raws))
        return (*(self.setup.steps if self.setup else ()), *own)

    @property
    def names(self) -> frozenset[str]:
        """All names that are known after its last step."""
        columns = self.model.examples[0] if self.model.examples else {}
        return self.saved.union(columns, self.model.vars, self.model.env, self.setup.names if self.setup else ())

    @property
    def options(self) -> Changes:
        """The options of its world that the file gives; a set-up's count where it says nothing itself."""
        changes: Changes = {}
        settings: dict[str, JsonObject] = {}
        for part in self._chain():
            for provider, values in part.model.settings.items():
                settings[provider] = settings.get(provider, {}) | values
            if isinstance(part.model.profile, str):
                changes["profile"] = part.model.profile
        if settings:
            changes["settings"] = settings
        return changes

    def secrets(self, environ: Mapping[str, str]) -> dict[str, str]:
        """Values of environment variables by the names they go by here. LoadError for those that are not set."""
        found, missing = {}, []
        for part in self._chain():
            for name, variable in part.model.env.items():
                if environ.get(variable):
                    found[name] = environ[variable]
                else:
                    place = part.document.at(("env", name))
                    missing.append((place, f"the environment variable {variable} is not set"))
        if missing:
            raise LoadError(*missing)
        return found

    def values(self, case: Case, secrets: Mapping[str, str]) -> JsonObject:
        """All names that are known before the first step, with their values. Raises LoadError."""
        known: JsonObject = {**secrets, **case.row}
        for part in reversed([*self._chain()]):
            for name, value in part.model.vars.items():
                if name not in known:
                    try:
                        known[name] = references.fill(value, known, ("vars", name))
                    except Mistake as mistake:  # a set-up's text, into which a value of the whole does not fit
                        raise part.document.error([mistake]) from None
        return known

    def _chain(self) -> Iterator[LoadedScenario]:
        """The scenarios it is made of: set-ups of set-ups first, itself last."""
        if self.setup:
            yield from self.setup._chain()
        yield self
