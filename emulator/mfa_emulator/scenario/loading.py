"""Loading of scenarios: YAML, types, matchers and names are all checked before one can run."""

from __future__ import annotations

import pathlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.scenario import matching, references
from mfa_emulator.scenario.conversion import convert, to_step
from mfa_emulator.scenario.model import Scenario
from mfa_emulator.scenario.parts import Step
from mfa_emulator.scenario.positions import LoadError, Mistake, Position
from mfa_emulator.scenario.steps.registry import kind_of
from mfa_emulator.scenario.yaml_loader import Document, parse

LIMIT = 16 << 20
"""Bytes of a file: a device may never end."""


@dataclass(frozen=True)
class Case:
    """One run of a scenario: one row of its examples, or the only run (id "") if it has none."""

    id: str
    names: JsonObject


@dataclass(frozen=True)
class LoadedScenario:
    """A scenario without a mistake that can be seen before it runs."""

    document: Document
    title: str
    provider: str
    raw_steps: tuple[JsonObject, ...]
    """The steps as they are written, with references in them."""
    steps: tuple[Step, ...]
    cases: tuple[Case, ...]

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kind of each step, by its key."""
        return tuple(kind_of(raw) for raw in self.raw_steps)

    def filled_step(self, index: int, values: Mapping[str, Json]) -> Step:
        """A step with its names filled in. Mistake if a value does not fit its place."""
        step = to_step(references.fill_object(self.raw_steps[index], values))
        for path, expected in step.expectations.items():
            matching.check(expected, path)
        return step


def load(path: pathlib.Path, shown_as: str | None = None) -> LoadedScenario:
    """Read a `*.mfa.yaml` file; `shown_as` is its name in messages. LoadError, OSError."""
    file = shown_as or str(path)
    with path.open("rb") as source:
        data = source.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise LoadError(Position(file, 1, 1), f"over {LIMIT >> 20} MiB, or without end")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LoadError(Position(file, 1, 1), f"not UTF-8: byte {error.start}") from None
    return load_text(text, file)


def load_text(text: str, file: str) -> LoadedScenario:
    """A scenario from its text. LoadError."""
    document = parse(text, file)
    try:
        scenario = convert(document.data, Scenario)
        cases = tuple(_cases(scenario))
        steps = tuple(_steps(scenario))
    except Mistake as mistake:
        raise document.error(mistake) from None
    return LoadedScenario(document, scenario.scenario, scenario.provider, tuple(scenario.steps), steps, cases)


def _steps(scenario: Scenario) -> Iterator[Step]:
    known = {*scenario.vars, *(scenario.examples[0] if scenario.examples else ())}
    for index, raw in enumerate(scenario.steps):
        try:
            step = to_step(raw)
            for path, expected in step.expectations.items():
                matching.check(expected, path)
            references.check(raw, known)
        except Mistake as mistake:
            raise mistake.under(("steps", index)) from None
        known.update(step.saved_names)
        yield step


def _cases(scenario: Scenario) -> Iterator[Case]:
    rows = scenario.examples or [{}]
    columns = set(rows[0])
    for index, row in enumerate(rows):
        if set(row) != columns:
            raise Mistake(("examples", index), f"each row has the columns of the first: {', '.join(rows[0])}")
    references.check(scenario.examples, (), ("examples",))
    known = columns.copy()
    for name, value in scenario.vars.items():
        references.check(value, known, ("vars", name))
        known.add(name)
    for case_id, row in zip(_ids(scenario.examples), rows, strict=True):
        yield Case(case_id, _values(scenario.vars, row))


def _values(variables: JsonObject, row: JsonObject) -> JsonObject:
    values = dict(row)
    for name, value in variables.items():
        if name not in row:
            values[name] = references.fill(value, values, ("vars", name))
    return values


def _ids(rows: list[JsonObject]) -> list[str]:
    """Ids of the rows: their values, and their number where values repeat; "" without a table."""
    if not rows:
        return [""]
    shown = ["-".join(_id_part(value) for value in row.values()) for row in rows]
    seen = Counter(shown)
    return [text if text and seen[text] == 1 else f"{text}#{index}" for index, text in enumerate(shown)]


def _id_part(value: Json) -> str:
    return " ".join(matching.show(value).strip('"').split())[:40]
