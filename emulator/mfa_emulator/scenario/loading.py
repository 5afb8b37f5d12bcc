"""Loading of scenarios: YAML, types, matchers and names are all checked before one can run, and all is told at once."""

from __future__ import annotations

import pathlib
from collections import Counter
from collections.abc import Iterator, Mapping

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.provider import Provider
from mfa_emulator.scenario import world_options
from mfa_emulator.scenario.conversion import Mistakes, convert, to_step
from mfa_emulator.scenario.loaded import Case, LoadedScenario
from mfa_emulator.scenario.model import Scenario
from mfa_emulator.scenario.parts import Step
from mfa_emulator.scenario.positions import LoadError, Mistake, Position
from mfa_emulator.scenario.steps.registry import STEPS
from mfa_emulator.scenario.values import matching, references
from mfa_emulator.scenario.vocabulary import Vocabulary
from mfa_emulator.scenario.yaml_loader import Document, parse

LIMIT = 16 << 20
"""Bytes of a file: a device may never end."""


class Loader:
    """Loads files whose names are those of some providers, or of nobody in particular, and their set-ups."""

    def __init__(self, providers: Mapping[str, Provider] | None) -> None:
        self._providers = providers

    def load(self, path: pathlib.Path, shown_as: str = "", of: tuple[pathlib.Path, ...] = ()) -> LoadedScenario:
        """A file; `shown_as` is its name in messages, `of` those whose set-up it is. Raises LoadError and OSError."""
        file = shown_as or str(path)
        with path.open("rb") as source:
            data = source.read(LIMIT + 1)
        if len(data) > LIMIT:
            raise LoadError((Position(file, 1, 1), f"over {LIMIT >> 20} MiB, or without end"))
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise LoadError((Position(file, 1, 1), f"not UTF-8: byte {error.start}")) from None
        return self.load_text(text, file, path, of)

    def load_text(
        self, text: str, file: str, path: pathlib.Path | None = None, of: tuple[pathlib.Path, ...] = ()
    ) -> LoadedScenario:
        """A scenario from its text, which a file at `path` has. Raises LoadError."""
        document = parse(text, file)
        try:
            scenario = convert(document.data, Scenario)
        except Mistakes as mistakes:
            raise document.error([*mistakes.found, *self._of_raw_steps(document.data)]) from None
        try:
            setup = self._setup(scenario, document, path, of)
        except Mistakes as mistakes:
            raise document.error([*mistakes.found, *self._of(scenario, None)]) from None
        found = [*self._of(scenario, setup)]
        if found:
            raise document.error(found)
        saved = frozenset(name for raw in scenario.steps for name in to_step(raw).saved_names)
        return LoadedScenario(document, scenario, tuple(_cases(scenario)), saved, setup)

    def _setup(
        self, scenario: Scenario, document: Document, path: pathlib.Path | None, of: tuple[pathlib.Path, ...]
    ) -> LoadedScenario | None:
        if not isinstance(scenario.setup, str):
            return None
        if path is None:
            raise Mistakes(Mistake(("setup",), "a text that is no file has no folder to look for a set-up in"))
        wanted, chain = path.parent / scenario.setup, (*of, path.resolve())
        shown = str(pathlib.Path(document.file).parent / scenario.setup)
        try:
            if wanted.resolve() in chain:
                raise Mistakes(Mistake(("setup",), f"{scenario.setup} leads back to this file"))
            setup = self.load(wanted, shown, chain)
        except OSError as error:
            raise Mistakes(Mistake(("setup",), f"{shown}: {error.strerror or error}")) from None
        except (ValueError, RuntimeError) as error:  # a NUL in it, a link that leads to itself
            raise Mistakes(Mistake(("setup",), f"{scenario.setup!r} is no path: {error}")) from None
        if setup.model.examples:
            raise Mistakes(Mistake(("setup",), f"{shown} has examples: a set-up runs once"))
        return setup

    def _of(self, scenario: Scenario, setup: LoadedScenario | None) -> Iterator[Mistake]:
        """Every mistake in a scenario whose types are right."""
        names = Vocabulary(self._providers, scenario.provider)
        yield from names.of_provider(scenario.provider, ("provider",))
        if self._providers is not None:
            yield from world_options.mistakes(scenario, self._providers)
        for number, name in enumerate(scenario.live.safe if scenario.live else ()):
            yield from names.of_operation(name, ("live", "safe", number))
        yield from _of_vars(scenario)
        known = {*scenario.vars, *scenario.env, *(scenario.examples[0] if scenario.examples else ())}
        known |= setup.names if setup else set()
        # Names of a set-up that cannot be read are not known: then no name is looked at.
        yield from self._of_steps(scenario.steps, names, None if _is_lost(scenario, setup) else known)

    def _of_raw_steps(self, data: Json) -> Iterator[Mistake]:
        """Mistakes of the steps of a file in which something else is wrong, as far as they can be seen."""
        steps = data.get("steps") if isinstance(data, dict) else None
        if isinstance(steps, list) and all(isinstance(raw, dict) for raw in steps):
            provider = data.get("provider") if isinstance(data, dict) else None
            names = Vocabulary(self._providers, provider if isinstance(provider, str) else "")
            yield from self._of_steps([raw for raw in steps if isinstance(raw, dict)], names, None)

    @staticmethod
    def _of_steps(steps: list[JsonObject], names: Vocabulary, known: set[str] | None) -> Iterator[Mistake]:
        for index, raw in enumerate(steps):
            found = [*_of_step(raw, names)]
            if known is not None:
                found += references.mistakes(raw, known)
                known |= _saved_by(raw)
            yield from (mistake.under(("steps", index)) for mistake in found)


def load(
    path: pathlib.Path, shown_as: str | None = None, providers: Mapping[str, Provider] | None = None
) -> LoadedScenario:
    """Read a `*.mfa.yaml` file; `shown_as` is its name in messages. Its names must be those of `providers`.

    Raises LoadError, with all that is wrong, and OSError.
    """
    return Loader(providers).load(path, shown_as or "")


def load_text(text: str, file: str, providers: Mapping[str, Provider] | None = None) -> LoadedScenario:
    """A scenario from its text. Raises LoadError."""
    return Loader(providers).load_text(text, file)


def _is_lost(scenario: Scenario, setup: LoadedScenario | None) -> bool:
    return isinstance(scenario.setup, str) and setup is None


def _of_step(raw: JsonObject, names: Vocabulary) -> Iterator[Mistake]:
    try:
        step = to_step(raw)
    except Mistakes as mistakes:
        yield from mistakes.found
        wrong = {mistake.path[:1] for mistake in mistakes.found}
        rest = {key: value for key, value in raw.items() if (key,) not in wrong}
        if len(rest) < len(raw) and STEPS.keys() & rest:
            yield from _of_step(rest, names)
        return
    yield from _of_expectations(step)
    yield from step.mistakes(names)


def _of_expectations(step: Step) -> Iterator[Mistake]:
    for path, expected in step.expectations.items():
        yield from matching.mistakes(expected, path)


def _saved_by(raw: JsonObject) -> set[str]:
    """The names that a step saves, right or wrong as the rest of it may be."""
    inner = (value.get("save") for value in raw.values() if isinstance(value, dict))
    found: set[str] = set()
    for save in (raw.get("save"), *inner):
        found |= set(save) if isinstance(save, dict) else {save} if isinstance(save, str) else set()
    return found


def _of_vars(scenario: Scenario) -> Iterator[Mistake]:
    rows = scenario.examples or [{}]
    columns = set(rows[0])
    for index, row in enumerate(rows):
        if set(row) != columns:
            yield Mistake(("examples", index), f"each row has the columns of the first: {', '.join(rows[0])}")
    yield from references.mistakes(scenario.examples, (), ("examples",))
    known = columns | set(scenario.env)
    for name in scenario.env:
        if name in scenario.vars or name in columns:
            yield Mistake(("env", name), f"`{name}` is a name of vars or examples too", key=True)
    for name, value in scenario.vars.items():
        found = [*references.mistakes(value, known, ("vars", name))]
        yield from found or _of_filling(scenario, rows, name, value)
        known.add(name)


def _of_filling(scenario: Scenario, rows: list[JsonObject], name: str, value: Json) -> Iterator[Mistake]:
    """The mistake in a variable that takes a list or an object into a text, in some row."""
    for row in rows:
        given: JsonObject = {**dict.fromkeys(scenario.env, ""), **scenario.vars, **row}
        try:
            references.fill(value, given, ("vars", name))
        except Mistake as mistake:
            yield mistake
            return


def _cases(scenario: Scenario) -> Iterator[Case]:
    rows = scenario.examples or [{}]
    for case_id, row in zip(_ids(scenario.examples), rows, strict=True):
        yield Case(case_id, row)


def _ids(rows: list[JsonObject]) -> list[str]:
    """Ids of the rows: their values, and their number where values repeat; "" without a table."""
    if not rows:
        return [""]
    shown = ["-".join(_id_part(value) for value in row.values()) for row in rows]
    seen = Counter(shown)
    return [text if text and seen[text] == 1 else f"{text}#{index}" for index, text in enumerate(shown)]


def _id_part(value: Json) -> str:
    return " ".join(matching.show(value).strip('"').split())[:40]
