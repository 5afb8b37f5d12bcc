"""Step `fault`: let calls or messages go wrong from now on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from mfa_emulator.core.faults.rules import NewFault
from mfa_emulator.core.provider import Provider
from mfa_emulator.scenario.outcome import Run, Saved
from mfa_emulator.scenario.parts import Step
from mfa_emulator.scenario.positions import Mistake, Path
from mfa_emulator.scenario.vocabulary import Vocabulary


class Fault(Step, frozen=True, kw_only=True):
    """Let calls or messages go wrong from now on, as `POST /faults` does. Of the scenario's provider, unless told."""

    fault: NewFault

    def mistakes(self, names: Vocabulary) -> Iterator[Mistake]:
        vendor = names.vendor(self.fault.provider)
        yield from names.of_provider(self.fault.provider or names.provider, ("fault", "provider"))
        if vendor is not None and "${" not in str(msgspec.to_builtins(self.fault)):
            yield from _mistakes(self.fault, vendor)


def _mistakes(fault: NewFault, vendor: Provider) -> Iterator[Mistake]:
    providers: Mapping[str, Provider] = {vendor.name: vendor}
    whole = msgspec.structs.replace(fault, provider=vendor.name)
    try:
        whole.check(providers)
    except ValueError as error:
        yield Mistake(_place(str(error), fault), f"fault: {error}")


def _place(text: str, fault: NewFault) -> Path:
    """The field that a refusal speaks of, else the whole."""
    given = msgspec.to_builtins(fault)
    named = [name for name in given if f"no {name} " in text or text.startswith(f"{name} ")]
    return ("fault", named[0]) if named else ("fault",)


def take(step: Fault, run: Run) -> Saved:
    """Have the target keep the rule."""
    fault = msgspec.structs.replace(step.fault, provider=step.fault.provider or run.provider)
    run.trace.request = msgspec.to_builtins(fault)
    run.target.add_fault(msgspec.to_builtins(fault))
    return {}
