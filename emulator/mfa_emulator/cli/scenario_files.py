"""Scenario files as `run` finds them: each loaded, or with all that is wrong with it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mfa_emulator.cli import bundled
from mfa_emulator.cli.failure import BadInput
from mfa_emulator.scenario import SUFFIX

if TYPE_CHECKING:
    from mfa_emulator.core.provider import Provider
    from mfa_emulator.scenario.loaded import Case, LoadedScenario


@dataclass(frozen=True)
class ScenarioFile:
    """One file."""

    path: Path
    scenario: "LoadedScenario | None" = None
    problems: tuple[str, ...] = ()
    """The mistakes, a line each."""

    def runs(self) -> "Iterator[Planned]":
        """Its runs: one, or one for each row of its examples."""
        if self.scenario is not None:
            yield from (Planned(self.path, self.scenario, case) for case in self.scenario.cases)


@dataclass(frozen=True)
class Planned:
    """One run of a scenario."""

    path: Path
    scenario: "LoadedScenario"
    case: "Case"

    @property
    def name(self) -> str:
        """Its name for people."""
        return f"{self.scenario.title} [{self.case.id}]" if self.case.id else self.scenario.title

    def is_meant_by(self, words: str) -> bool:
        """True if its path, name and tags are as `-k` says: ``sms and not slow or totp``."""
        text = " ".join([str(self.path), self.name, *self.scenario.model.tags]).lower()
        return any(_all_in(text, alternative.split()) for alternative in f" {words.lower()} ".split(" or "))


def _all_in(text: str, words: Sequence[str]) -> bool:
    wanted = True
    for word in words:
        if word == "not":
            wanted = not wanted
        elif word != "and":
            if (word in text) is not wanted:
                return False
            wanted = True
    return True


def found(paths: Sequence[str]) -> list[Path]:
    """The files that paths and bundled names mean. Raises BadInput where there is none."""
    return list(dict.fromkeys(file for path in paths for file in _files(path)))


def _files(path: str) -> list[Path]:
    given = bundled.path_of(path, "scenarios", SUFFIX)
    files = sorted(given.rglob(f"*{SUFFIX}")) if given.is_dir() else [given]
    if not files or not files[0].exists():
        raise BadInput(f"{path}: no {SUFFIX} file there")
    return files


def loaded(path: Path, providers: "Mapping[str, Provider]", *, environment: bool = True) -> ScenarioFile:
    """A file, ready to be run or with its mistakes; unless told otherwise, variables that it needs must be set."""
    from mfa_emulator.scenario.loading import load
    from mfa_emulator.scenario.positions import LoadError

    try:
        scenario = load(path, providers=providers)
        if environment and not isinstance(scenario.model.skip, str):
            scenario.secrets(os.environ)
    except LoadError as error:
        return ScenarioFile(path, problems=tuple(str(error).splitlines()))
    except OSError as error:
        return ScenarioFile(path, problems=(f"{path}: {error.strerror or error}",))
    return ScenarioFile(path, scenario)


def state(files: Sequence[Path]) -> dict[Path, tuple[int, int]]:
    """Time of change and size of each file that is there: another state means that something was changed."""
    found = {}
    for file in files:
        try:
            now = file.stat()
        except OSError:  # it is gone, or being written anew
            continue
        found[file] = (now.st_mtime_ns, now.st_size)
    return found
