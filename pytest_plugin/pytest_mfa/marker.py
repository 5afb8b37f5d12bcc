"""``@pytest.mark.mfa(…)``: the options of a test's world, and how the plugin deals with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias, cast, get_args

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from mfa_emulator.core.faults.rules import FaultRule
    from mfa_emulator.core.options import Changes
    from mfa_emulator.testing.seed_documents import SeedDocument

Scope: TypeAlias = Literal["session", "module", "class", "function"]

OF_THE_PLUGIN = {
    "scope": "Tests that share the world: those of a session, a module, a class; or function, each has its own.",
    "faults": "Faults to begin with: keywords of `mfa.faults.add`, each fault a dict of its own.",
    "process": "Python's own clock shows the world's time, and moves with it.",
}
"""Keywords beside the options of a world, with their texts."""


@dataclass(frozen=True)
class Wish:
    """The world that the markers of a test ask for."""

    changes: Changes
    scope: Scope = "function"
    process: bool = False
    faults: tuple[FaultRule, ...] = ()
    seeds: tuple[SeedDocument, ...] = field(default=(), compare=False)
    """The documents of `changes`, with the places of their values."""


def description() -> str:
    """The marker's lines with all options."""
    from mfa_emulator.core.options import Options, explained

    values = ", ".join(f"{name}={getattr(Options(), name)!r}" for name in Options.__struct_fields__)
    lines = [f"  {name}: {text}" for name, text in {**explained(), **OF_THE_PLUGIN}.items()]
    return "\n".join(
        [
            f"mfa({values}, scope='function', faults=(), process=False): how the world of this test begins, if not as "
            "the session's emulator says.",
            *lines,
            "The keywords of a function's marker count before those of its class and module.",
        ]
    )


def wish_of(node: pytest.Item) -> Wish:
    """The wish of a test's markers, the nearest first, keyword by keyword. Raises ValueError on what is none."""
    from mfa_emulator.core.descriptions.suggestions import unknown
    from mfa_emulator.core.options import Options, changes_of

    markers = list(node.iter_markers("mfa"))
    if not markers:
        return Wish({})
    known = [*Options.__struct_fields__, *OF_THE_PLUGIN]
    keywords: dict[str, object] = {}
    for marker in reversed(markers):
        wrong = next((name for name in marker.kwargs if name not in known), None)
        if wrong:
            raise ValueError(unknown("option", wrong, known))
        if marker.args:
            raise ValueError(f"takes keywords only: {', '.join(known)}")
        keywords |= marker.kwargs
    scope, process = keywords.pop("scope", "function"), keywords.pop("process", False)
    if scope not in get_args(Scope):
        raise ValueError(f"scope: {unknown('scope', str(scope), get_args(Scope))}")
    if not isinstance(process, bool):
        raise ValueError(f"process must be true or false, not {process!r}")
    faults = _rules(keywords.pop("faults", ()))
    seeds = _documents(keywords["seeds"], node.path.parent) if "seeds" in keywords else ()
    if seeds:
        keywords["seeds"] = [seed.data for seed in seeds]
    return Wish(changes_of(keywords), cast("Scope", scope), process, faults, seeds)


def _documents(given: object, folder: Path) -> tuple[SeedDocument, ...]:
    """Seeds: documents, files beside the test, bundled ones by name. Raises ValueError."""
    from mfa_emulator.testing.seed_documents import read

    if not isinstance(given, list | tuple):
        raise ValueError(f"seeds is a list of documents, paths and names of bundled ones, not {given!r:.100}")
    return tuple(read(one, folder) for one in given)


def _rules(given: object) -> tuple[FaultRule, ...]:
    """Rules of faults from the marker's dicts. Raises ValueError."""
    from mfa_emulator.core.descriptions.misfit_words import fitted
    from mfa_emulator.core.faults.rules import FaultRule

    if not isinstance(given, list | tuple):
        raise ValueError(f"faults is a list of dicts, not {given!r:.100}")
    rules = []
    for number, one in enumerate(given):
        try:
            rules.append(fitted(one, FaultRule))
        except ValueError as error:
            raise ValueError(f"faults: [{number}]: {error}") from None
    return tuple(rules)
