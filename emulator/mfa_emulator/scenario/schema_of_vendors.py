"""The part of a scenario's schema that vendors' tables give: operations, fields, credentials, documented errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import inspect

from mfa_emulator.core.descriptions.type_words import words
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import Provider
from mfa_emulator.scenario.vocabulary import credentials_of, fields_of, inside, parameters_of

_REFERENCE: JsonObject = {"type": "string", "pattern": r"\$\{"}
_OTHER_SPELLING = "^[a-z]+(_[a-z0-9]+)+$"
"""Fields of protobuf's JSON go by two names: grantType, grant_type."""
_DEEPEST = 4
_MOST_WORDS = 12
"""Values of an enumeration that a description of a field names."""


def rules(providers: Mapping[str, Provider]) -> list[Json]:
    """For each provider: the steps of its scenarios call its operations."""
    return [
        {
            "if": {"required": ["provider"], "properties": {"provider": {"const": name}}},
            "then": {"properties": {"steps": {"items": {"$ref": f"#/$defs/{name}"}}}},
        }
        for name in sorted(providers)
    ]


def definitions(providers: Mapping[str, Provider]) -> JsonObject:
    """A step of each provider, and the fields of each operation, by their names in the schema."""
    found: JsonObject = {}
    for name, provider in sorted(providers.items()):
        found[name] = _step(provider)
        for row in provider.operations:
            found[_name(provider, row)] = _fields(row)
    return found


def _name(provider: Provider, row: Operation) -> str:
    return f"{provider.name}:{row.id}"


def _step(provider: Provider) -> JsonObject:
    rows = provider.operations
    calls: list[Json] = [
        {
            "if": {"required": ["call"], "properties": {"call": {"const": row.id}}},
            "then": {"properties": {"with": {"$ref": f"#/$defs/{_name(provider, row)}"}}, **_needs(row)},
        }
        for row in rows
    ]
    fault: JsonObject = {
        "operation": _one_of([row.id for row in rows]),
        "error": _one_of([*provider.errors]),
    }
    of_this_provider: JsonObject = {"not": {"required": ["provider"]}}
    return {
        "properties": {
            "call": _one_of([row.id for row in rows], [_described(row) for row in rows]),
            "as": _one_of(["", *credentials_of(provider)]),
            "fault": {"if": of_this_provider, "then": {"properties": fault}},
        },
        "allOf": calls,
    }


def _one_of(names: list[str], texts: list[str] | None = None) -> JsonObject:
    """One of some names, or a reference to one."""
    listed: JsonObject = {"enum": [*names]}
    if texts is not None:
        listed["enumDescriptions"] = [*texts]
    return {"anyOf": [listed, _REFERENCE]}


def _described(row: Operation) -> str:
    errors = f"; documented errors: {', '.join(row.errors)}" if row.errors else ""
    return f"{row.route}{errors}"


def _needs(row: Operation) -> JsonObject:
    return {"required": ["with"]} if parameters_of(row) else {}


def _fields(row: Operation) -> JsonObject:
    parameters = parameters_of(row)
    names: JsonObject = {name: {"description": "In the path"} for name in parameters}
    if row.handler is None or row.body is None:
        return {"type": "object", "properties": names, "required": [*parameters]}
    fields = fields_of(row)
    return _object({**names, **dict(_properties(fields, 0))}, [*fields], [*parameters])


def _properties(fields: Mapping[str, inspect.Type], depth: int) -> Iterator[tuple[str, Json]]:
    for name, kind in fields.items():
        yield name, {"description": _short(words(kind, lambda struct: "an object")), **_nested(kind, depth)}


def _short(text: str) -> str:
    listed = text.split(" or ")
    return text if len(listed) <= _MOST_WORDS else f"{' or '.join(listed[:_MOST_WORDS])} or …"


def _nested(kind: inspect.Type, depth: int) -> JsonObject:
    """The names in an object or a list of objects. Values are the vendor's to judge: bad ones make good scenarios."""
    inner = next(inside(kind), None) if depth < _DEEPEST else None
    if isinstance(inner, inspect.StructType):
        fields = {field.encode_name: field.type for field in inner.fields}
        return _object(dict(_properties(fields, depth + 1)), [*fields], [])
    if isinstance(inner, inspect.ListType | inspect.VarTupleType):
        nested = _nested(inner.item_type, depth)
        return {"items": nested} if nested else {}
    return {}


def _object(properties: JsonObject, fields: list[str], required: list[Json]) -> JsonObject:
    other: JsonObject = {} if any("_" in name for name in fields) else {"patternProperties": {_OTHER_SPELLING: {}}}
    needed: JsonObject = {"required": required} if required else {}
    return {"properties": properties, "additionalProperties": False, **other, **needed}
