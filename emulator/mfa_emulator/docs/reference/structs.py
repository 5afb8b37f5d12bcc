"""Fields of structs in words: names as they are written, values, defaults and docstrings."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec
from msgspec import inspect

from mfa_emulator.core.descriptions import docstrings
from mfa_emulator.core.descriptions.type_words import braces, words
from mfa_emulator.docs.reference.markdown import code, prose


class Field(NamedTuple):
    """A field as a line of a list shows it."""

    name: str
    term: str
    text: str


def fields(kind: type, struct: Callable[[inspect.StructType], str] = braces) -> Iterator[Field]:
    """The fields of a struct, in the order of their declaration; `struct` words structs in it."""
    described, texts = inspect.type_info(kind), docstrings.of_attributes(kind)
    if isinstance(described, inspect.StructType):
        for field in described.fields:
            values, text = _split(field.type, struct)
            notes = "; ".join(filter(None, (prose(values), _default(field))))
            said = " ".join(docstrings.paragraphs(texts.get(field.name, "") or text))
            yield Field(field.name, f"{code(field.encode_name)} ({notes})", prose(said))


def _split(kind: inspect.Type, struct: Callable[[inspect.StructType], str]) -> tuple[str, str]:
    """The values of a field, and the description that stands beside its type."""
    match kind:
        case inspect.Metadata(type=inner, extra_json_schema={"description": str(text)}):
            return words(inner, struct), text
        case _:
            return words(kind, struct), ""


def _default(field: inspect.Field) -> str:
    if field.required:
        return "needed"
    if field.default is msgspec.NODEFAULT or isinstance(field.default, msgspec.Struct):
        return ""
    value = msgspec.json.encode(field.default).decode()
    return "" if value in ("null", '""', "[]", "{}") else f"else {value}"
