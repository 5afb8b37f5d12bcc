"""The description of the control API in OpenAPI 3.1, made from the structs that read its calls."""

import inspect
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from mfa_emulator.control.context import Call
from mfa_emulator.control.endpoint import IN_QUERY, Nothing
from mfa_emulator.core.descriptions import docstrings
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.operation import Operation
from mfa_emulator.version import VERSION

_Schema: TypeAlias = dict[str, Any]
"""A part of the document; msgspec makes most of them."""

_WORLD: _Schema = {
    "name": "X-MFA-World",
    "in": "header",
    "description": "The world that the call is about; without it that of the port, else the default one.",
    "schema": {"type": "string"},
}
_REFUSAL: _Schema = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {
                "code": {"type": "string"},
                "message": {"type": "string"},
                "path": {"type": "array", "description": "Keys and indexes that lead to the refused value of a seed."},
            },
        }
    },
}


def operation(operations: Sequence[Operation]) -> Operation:
    """The row of the call that describes these, and itself."""
    found: list[Operation] = []

    def show(call: Call[Nothing]) -> JsonObject:
        """This API's own description."""
        return described(found)

    row = Operation("openapi.show", "GET /_mfa/v1/openapi.json", show)
    found += [*operations, row]
    return row


def described(operations: Iterable[Operation]) -> JsonObject:
    """The document."""
    operations = list(operations)
    kinds = [kind for row in operations for kind in (row.takes, row.answer) if _is_struct(kind)]
    schemas, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    refs = dict(zip(kinds, schemas, strict=True))
    paths: dict[str, _Schema] = {}
    for row in operations:
        for route in row.routes:
            method, path = route.split(" ")
            paths.setdefault(path, {})[method.lower()] = _operation(row, path, refs, components)
    document: _Schema = {
        "openapi": "3.1.0",
        "info": {"title": "mfa-emulator: control API", "version": VERSION},
        "paths": paths,
        "components": {"schemas": {**components, "Refusal": _REFUSAL}},
    }
    return document


def _operation(row: Operation, path: str, refs: Mapping[object, _Schema], components: _Schema) -> _Schema:
    names = re.findall(r"\{(\w+)\}", path)
    parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
    found: _Schema = {
        "operationId": row.id,
        "summary": docstrings.paragraphs(inspect.getdoc(row.handler) or "")[0],
        "parameters": [*parameters, _WORLD],
        "responses": {
            str(row.status): {"description": "done", "content": _json(refs.get(row.answer, {"type": "object"}))},
            "4XX": {"description": "refused", "content": _json({"$ref": "#/components/schemas/Refusal"})},
        },
    }
    ref = refs.get(row.takes)
    if row.takes is bytes:
        found["requestBody"] = {"required": True, "content": _json({})}
    elif ref is not None and row.route.split(" ")[0] in IN_QUERY:
        found["parameters"] = [*parameters, *_query(ref, components), _WORLD]
    elif ref is not None and row.takes is not Nothing:
        found["requestBody"] = {"content": _json(ref)}
    return found


def _query(ref: _Schema, components: _Schema) -> list[_Schema]:
    schema = components[str(ref["$ref"]).rpartition("/")[2]]
    required = schema.get("required", ())
    return [
        {"name": name, "in": "query", "required": name in required, "schema": field}
        for name, field in schema.get("properties", {}).items()
    ]


def _json(schema: _Schema) -> _Schema:
    return {"application/json": {"schema": schema}}


def _is_struct(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct) and not issubclass(kind, Reply)
