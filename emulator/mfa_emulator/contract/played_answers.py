"""Answers as they are on the wire: those to the scenarios that come with a vendor."""

from collections.abc import Iterator, Mapping
from functools import reduce
from importlib.resources import files
from pathlib import Path

import httpx2
import msgspec

from mfa_emulator.contract.descriptions.described import ANYTHING, Kind, scalar
from mfa_emulator.contract.descriptions.own_tables import either
from mfa_emulator.core.http.json import Json
from mfa_emulator.core.journal import Exchange
from mfa_emulator.core.provider import Provider
from mfa_emulator.emulator import Emulator
from mfa_emulator.scenario import SUFFIX
from mfa_emulator.scenario.emulator_target import EmulatorTarget
from mfa_emulator.scenario.loading import load
from mfa_emulator.scenario.runner import run


def played(provider: Provider) -> dict[str, Mapping[int, Kind | None]]:
    """The kinds of answers by operation and status; a kind is of all answers together."""
    found: dict[str, dict[int, Kind | None]] = {}
    for exchange in _exchanges(provider):
        answers, kind = found.setdefault(exchange.operation, {}), _kind(exchange)
        known = answers.get(exchange.status)
        answers[exchange.status] = either(known, kind) if known is not None and kind is not None else kind or known
    return {**found}


def _exchanges(provider: Provider) -> Iterator[Exchange]:
    for file in _scenarios(provider):
        scenario = load(file)
        for case in scenario.cases:
            emulator = Emulator(providers=(provider,), **scenario.options)
            with httpx2.Client(transport=emulator.transport(), base_url="http://localhost") as client:
                run(scenario, case, EmulatorTarget(client, {provider.name: provider}))
            yield from (one for one in emulator.requests if one.operation)


def _scenarios(provider: Provider) -> list[Path]:
    """The files of the emulator's own, and of the package that brings the vendor."""
    homes = [Path(str(files("mfa_scenarios"))) / provider.name]
    if provider.front.module:
        homes.append(Path(str(files(provider.front.module.partition(".")[0]))) / "scenarios")
    return sorted(file for home in homes for file in home.rglob(f"*{SUFFIX}"))


def _kind(exchange: Exchange) -> Kind | None:
    if not exchange.response or isinstance(exchange.response, int):
        return None
    try:
        return kind_of(msgspec.json.decode(exchange.response))
    except ValueError:
        return None


def kind_of(value: Json) -> Kind:
    """The kind of a value; of null it is anything."""
    match value:
        case bool():
            return scalar("boolean")
        case int():
            return scalar("integer")
        case float():
            return scalar("number")
        case str():
            return scalar("text")
        case list():
            return Kind(frozenset(("list",)), item=reduce(either, map(kind_of, value)) if value else None)
        case dict():
            return Kind(frozenset(("object",)), fields={name: kind_of(item) for name, item in value.items()})
        case _:
            return ANYTHING
