"""Vocabulary of a scenario: vendors, operations, credentials and fields, and the mistakes in the names it uses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from msgspec import inspect

from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.http.json import Json
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.providers import Providers
from mfa_emulator.providers import installed
from mfa_emulator.scenario.positions import Mistake, Path

_PARAMETER = re.compile(r"\{(\w+)\}")


class _Anything(dict[str, str]):
    """Variables of which each has some value: credentials are made of them, to see their names."""

    def __missing__(self, key: str) -> str:
        return key


@dataclass(frozen=True)
class Vocabulary:
    """The names that a scenario of one provider may use. Without providers, as for a target of one's own, any."""

    providers: Mapping[str, Provider] | None
    provider: str

    def vendor(self, name: str = "") -> Provider | None:
        """The provider of that name, or the scenario's own; None if it is not known here."""
        wanted = name or self.provider
        return self.providers[wanted] if self.providers is not None and wanted in self.providers else None

    def of_provider(self, name: str, path: Path) -> Iterator[Mistake]:
        """The mistake in the name of a provider."""
        if self.providers is not None and name not in self.providers and "${" not in name:
            yield Mistake(path, unknown("provider", name, self.providers))

    def of_operation(self, name: str, path: Path, provider: str = "") -> Iterator[Mistake]:
        """The mistake in an operation's id."""
        vendor = self.vendor(provider)
        if vendor is not None and "${" not in name and operation_of(vendor, name) is None:
            yield Mistake(path, unknown("operation", name, (row.id for row in vendor.operations), vendor.name))

    def of_credential(self, name: str, path: Path) -> Iterator[Mistake]:
        """The mistake in the name of a credential."""
        vendor = self.vendor()
        if vendor is not None and "${" not in name:
            known = credentials_of(vendor)
            if name and name not in known:
                yield Mistake(path, unknown("credential", name, known, vendor.name))

    def of_fields(self, operation: str, given: Mapping[str, Json], path: Path) -> Iterator[Mistake]:
        """Mistakes in the names of a call's fields, at any depth, and parameters of its path that are missing."""
        vendor = self.vendor()
        row = operation_of(vendor, operation) if vendor is not None else None
        if row is None:
            return
        parameters = parameters_of(row)
        for name in parameters:
            if name not in given:
                yield Mistake(path, f"{operation} needs `{name}` in `with`: its path is {row.route.split(' ')[1]}")
        if row.handler is not None and row.body is not None:
            rest = {name: value for name, value in given.items() if name not in parameters}
            yield from _unknown_fields(rest, inspect.type_info(row.body), path, parameters)


def installed_providers() -> Providers:
    """Every vendor there is, each loaded when it is used. Raises ValueError when one cannot be used."""
    return Providers(installed())


def credentials_of(vendor: Provider) -> list[str]:
    """The names of a vendor's credentials beside an ordinary client's."""
    return [name for name in vendor.credentials(_Anything()) if name]


def operation_of(vendor: Provider, name: str) -> Operation | None:
    """The row of an operation's id."""
    return next((row for row in vendor.operations if row.id == name), None)


def parameters_of(row: Operation) -> list[str]:
    """The names of the parameters in an operation's path."""
    return _PARAMETER.findall(row.route)


def fields_of(row: Operation) -> dict[str, inspect.Type]:
    """The fields of an operation's body by their names as they are sent."""
    described = inspect.type_info(row.body) if row.handler is not None and row.body is not None else None
    fields = described.fields if isinstance(described, inspect.StructType) else ()
    return {field.encode_name: field.type for field in fields}


def _unknown_fields(value: Json, kind: inspect.Type, path: Path, also: list[str]) -> Iterator[Mistake]:
    for inner in inside(kind):
        if isinstance(inner, inspect.StructType) and isinstance(value, dict):
            types = {field.encode_name: field.type for field in inner.fields}
            for name, item in value.items():
                kind_of_field = _type_of(name, types)
                if kind_of_field is not None:
                    yield from _unknown_fields(item, kind_of_field, (*path, name), [])
                else:
                    yield Mistake((*path, name), unknown("field", name, [*types, *also]), key=True)
        elif isinstance(inner, inspect.ListType | inspect.VarTupleType) and isinstance(value, list):
            for index, item in enumerate(value):
                yield from _unknown_fields(item, inner.item_type, (*path, index), [])


def _type_of(name: str, types: Mapping[str, inspect.Type]) -> inspect.Type | None:
    """The type of a field by its name; ``grant_type`` is another spelling of ``grantType``, as in protobuf's JSON."""
    first, *rest = name.split("_")
    return types.get(name) or types.get(first + "".join(word.capitalize() for word in rest))


def inside(kind: inspect.Type) -> Iterator[inspect.Type]:
    """The one structured type in a type, if there is but one: what may have several forms is left to the vendor."""
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    plain = [one.type if isinstance(one, inspect.Metadata) else one for one in kinds]
    held = [one for one in plain if isinstance(one, inspect.StructType | inspect.ListType | inspect.VarTupleType)]
    if len(held) == 1:
        yield held[0]
