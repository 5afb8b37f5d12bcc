"""OpenAPI description of the whole surface, made of the table and the structs that its rows name."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import NoneType
from typing import Any, TypeAlias

import msgspec

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.operation import Operation

References: TypeAlias = Mapping[object, JsonObject]
"""The schema of each struct, as it is referred to."""


@cache
def described(operations: tuple[Operation, ...]) -> bytes:
    """The description of these operations as a document."""
    built = [operation for operation in operations if operation.handler is not None]
    both = (kind for operation in built for kind in (operation.body, operation.answer))
    kinds = list(dict.fromkeys(kind for kind in both if _is_struct(kind)))
    schemas, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    references = dict(zip(kinds, schemas, strict=True))
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "Identity Toolkit and Secure Token, as mfa-emulator serves them",
            "version": "v1, v2, v3",
            "description": "Methods without a response schema are published, but not built: they answer 501.",
        },
        "servers": [{"url": "/"}],
        "paths": _paths(operations, references),
        "components": {
            "schemas": components,
            "securitySchemes": {
                "apiKey": {"type": "apiKey", "name": "key", "in": "query", "description": "Any text."},
                "owner": {"type": "http", "scheme": "bearer", "description": "An administrator: `Bearer owner`."},
            },
        },
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2)


def _paths(operations: Iterable[Operation], references: References) -> JsonObject:
    paths: dict[str, dict[str, Json]] = {}
    for operation in operations:
        for number, route in enumerate(operation.routes):
            verb, path = route.split(" ")
            if verb not in ("ANY", "HEAD"):
                paths.setdefault(path, {})[verb.lower()] = _described(operation, route, number, references)
    return dict(sorted(paths.items()))


def _described(operation: Operation, route: str, number: int, references: References) -> JsonObject:
    """One verb of a path. An id is unique, so further routes to one operation have a number."""
    verb, path = route.split(" ")
    responses: dict[str, Json] = {
        "200": {"description": "Done"},
        "default": {"description": "A refusal in Google's envelope"},
    }
    shown: dict[str, Json] = {
        "operationId": operation.id if number == 0 else f"{operation.id}.{number + 1}",
        "parameters": [*_of_path(path), *_of_query(operation, verb)],
        "security": [{"apiKey": []}, {"owner": []}] if operation.published else [{}],
        "responses": responses,
    }
    if operation.handler is None:
        shown["responses"] = {"501": {"description": "Published, but not built"}}
        return shown
    if operation.answer in references:
        done: JsonObject = {
            "description": "Done",
            "content": {"application/json": {"schema": references[operation.answer]}},
        }
        shown["responses"] = {**responses, "200": done}
    if verb != "GET" and operation.body in references:
        shown["requestBody"] = {"content": {"application/json": {"schema": references[operation.body]}}}
    return shown


def _of_path(path: str) -> Iterator[JsonObject]:
    for name in re.findall(r"\{(\w+)\}", path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _of_query(operation: Operation, verb: str) -> Iterator[JsonObject]:
    """The fields of a request that comes without a body."""
    if verb == "GET" and operation.handler is not None and operation.body is not None:
        for field in msgspec.structs.fields(operation.body):
            yield {"name": field.encode_name, "in": "query", "schema": {"type": "string"}}


def _is_struct(kind: Any) -> bool:
    return kind not in (NoneType, Reply) and isinstance(kind, type) and issubclass(kind, msgspec.Struct)
