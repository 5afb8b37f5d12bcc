"""Types in the words of JSON Schema, as OpenAPI and Google's discovery documents have them."""

from collections.abc import Callable, Mapping

from mfa_emulator.contract.descriptions.described import ANYTHING, Kind, scalar
from mfa_emulator.core.http.json import Json

_SCALARS = {"string": "text", "integer": "integer", "number": "number", "boolean": "boolean"}
_DEEPEST = 8

Find = Callable[[str], Json]
"""The schema that a reference leads to."""


def kind_of(schema: Json, find: Find, depth: int = 0) -> Kind:
    """The kind of a schema."""
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return ANYTHING
    reference = schema.get("$ref")
    if isinstance(reference, str):
        return kind_of(find(reference), find, depth + 1)
    parts = schema.get("allOf")
    if isinstance(parts, list):
        return _all([kind_of(part, find, depth + 1) for part in parts])
    name = schema.get("type")
    if name == "array":
        return Kind(frozenset(("list",)), item=kind_of(schema.get("items"), find, depth + 1))
    if name == "object" or "properties" in schema:
        return _object(schema, find, depth)
    words = schema.get("enum")
    known = [word for word in words if isinstance(word, str)] if isinstance(words, list) else []
    return scalar(_SCALARS[name], *known) if isinstance(name, str) and name in _SCALARS else ANYTHING


def _object(schema: Mapping[str, Json], find: Find, depth: int) -> Kind:
    properties, item = schema.get("properties"), schema.get("additionalProperties")
    inner = kind_of(item, find, depth + 1) if isinstance(item, dict) else None
    if not isinstance(properties, dict):
        return Kind(frozenset(("object",)), item=inner)
    fields = {name: kind_of(value, find, depth + 1) for name, value in properties.items()}
    return Kind(frozenset(("object",)), item=inner, fields=fields, required=texts(schema.get("required")))


def _all(kinds: list[Kind]) -> Kind:
    fields = {name: kind for part in kinds for name, kind in (part.fields or {}).items()}
    required = frozenset(name for part in kinds for name in part.required)
    return Kind(frozenset(("object",)), fields=fields, required=required) if fields else (kinds or [ANYTHING])[0]


def texts(value: Json) -> frozenset[str]:
    """The texts in a list; none where there is no list."""
    return frozenset(one for one in value if isinstance(one, str)) if isinstance(value, list) else frozenset()
