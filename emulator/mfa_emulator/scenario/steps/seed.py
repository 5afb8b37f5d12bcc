"""Step `seed`: set-up that somebody would do in the vendor's console."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated

from msgspec import Meta

from mfa_emulator.core.descriptions.misfit_words import Unfit, fitted
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.ids import pins_of
from mfa_emulator.scenario.outcome import Run, Saved
from mfa_emulator.scenario.parts import Step
from mfa_emulator.scenario.positions import Mistake, Path, dotted
from mfa_emulator.scenario.vocabulary import Vocabulary

_PINS = "codes"


class Seed(Step, frozen=True, kw_only=True):
    """Put in what the vendor's console would: users, factors, pinned codes. Each part goes by its provider's name."""

    seed: Annotated[JsonObject, Meta(description="Parts of a seed by provider, as in the manual's page on seeds")]

    def mistakes(self, names: Vocabulary) -> Iterator[Mistake]:
        if "${" not in str(self.seed.get(_PINS)):
            yield from _misfits(lambda: pins_of(self.seed), ("seed",))
        for name, part in self.seed.items():
            if name != _PINS:
                unknown = list(names.of_provider(name, ("seed", name)))
                yield from (Mistake(one.path, str(one), key=True) for one in unknown)
                yield from _mistakes(names, name, part)


def _mistakes(names: Vocabulary, name: str, part: Json) -> Iterator[Mistake]:
    vendor = names.vendor(name)
    kind = None if vendor is None else vendor.seed_type
    if kind is not None and "${" not in str(part):
        yield from _misfits(lambda: fitted(part, kind), ("seed", name))


def _misfits(read: Callable[[], object], path: Path) -> Iterator[Mistake]:
    try:
        read()
    except Unfit as error:
        yield Mistake((*path, *error.path), f"{dotted(path)}: {error}")


def take(step: Seed, run: Run) -> Saved:
    """Have the target put it in."""
    run.trace.request = step.seed
    run.target.seed(step.seed)
    return {}
