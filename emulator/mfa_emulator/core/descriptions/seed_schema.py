"""The JSON Schema of seed documents, made from the structs that read them, for editors and other tools."""

from collections.abc import Iterable, Iterator, Mapping
from inspect import cleandoc

import msgspec
from msgspec import inspect

from mfa_emulator.core.descriptions import docstrings
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.provider import Provider

_CODES: JsonObject = {
    "type": "object",
    "description": "Codes to be sent, by their recipients: the same each time.",
    "additionalProperties": {"type": "string"},
}


def seed_schema(providers: Mapping[str, Provider]) -> JsonObject:
    """The schema of a document with a part for each of these vendors that can be seeded."""
    kinds = {name: provider.seed_type for name, provider in providers.items() if provider.seed_type is not None}
    parts, found = msgspec.json.schema_components(kinds.values(), ref_template="#/$defs/{name}")
    definitions: JsonObject = dict(found)
    for kind in _structs(kinds.values()):
        _describe(kind, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A seed of mfa-emulator: who and what is there from the start",
        "type": "object",
        "properties": {**dict(zip(kinds, parts, strict=True)), "codes": _CODES},
        "additionalProperties": False,
        "$defs": definitions,
    }


def _describe(kind: type[msgspec.Struct], definitions: JsonObject) -> None:
    """Add the texts of the fields, which stand below them in the source, to the struct's own."""
    texts = docstrings.of_attributes(kind)
    schema = next((one for name, one in definitions.items() if _is_of(name, kind)), None)
    assert isinstance(schema, dict)
    properties = schema["properties"]
    assert isinstance(properties, dict)
    if "description" in schema:
        schema["description"] = cleandoc(str(schema["description"]))  # as newer Pythons keep it from the start
    for field in msgspec.structs.fields(kind):
        shown = properties[field.encode_name]
        if field.name in texts and isinstance(shown, dict):
            shown["description"] = docstrings.paragraphs(texts[field.name])[0]


def _is_of(name: str, kind: type) -> bool:
    """Whether a definition is that of a struct: by its name, and where several have one by its module's too."""
    return name in (kind.__name__, f"{kind.__module__}.{kind.__qualname__}")


def _structs(kinds: Iterable[type[msgspec.Struct]]) -> Iterator[type[msgspec.Struct]]:
    """The structs and those in their fields, each once."""
    waiting = [*kinds]
    seen = set(waiting)
    while waiting:
        kind = waiting.pop(0)
        yield kind
        described = inspect.type_info(kind)
        fields = described.fields if isinstance(described, inspect.StructType) else ()
        inner = [one for field in fields for one in structs_within(field.type) if one not in seen]
        waiting += inner
        seen.update(inner)


def structs_within(kind: inspect.Type) -> Iterator[type[msgspec.Struct]]:
    """The structs that a type holds, itself or in containers."""
    match kind:
        case inspect.StructType(cls=cls):
            yield cls
        case inspect.VarTupleType(item_type=inner) | inspect.ListType(item_type=inner) | inspect.Metadata(type=inner):
            yield from structs_within(inner)
        case inspect.DictType(value_type=inner):
            yield from structs_within(inner)
        case inspect.UnionType(types=kinds):
            for one in kinds:
                yield from structs_within(one)
