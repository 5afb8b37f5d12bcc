"""Our own tables in the form of descriptions: the types that requests are read into, and answers made of."""

from collections.abc import Mapping
from functools import reduce
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

import msgspec
from msgspec import NODEFAULT, UnsetType

from mfa_emulator.contract.descriptions.described import ANYTHING, Described, Kind, scalar
from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import Provider

_DEEPEST = 10
_SCALARS: Mapping[object, str] = {str: "text", bool: "boolean", int: "integer", float: "number"}
_ABSENT = (NoneType, UnsetType)


def described(provider: Provider) -> Mapping[str, Described]:
    """The published operations of a vendor's table."""
    return {row.id: _operation(row) for row in provider.operations if row.published}


def _operation(row: Operation) -> Described:
    if row.handler is None:
        return Described(row.id, row.route, None)
    answer = _of_wire(row.answer)
    return Described(row.id, row.route, _of_wire(row.takes), {row.status: answer} if answer else {})


def _of_wire(kind: object) -> Kind | None:
    """The kind of a struct, or of a list of structs; None for all other types, which say nothing of the wire."""
    found = of(kind)
    return found if found.fields is not None or (found.item is not None and found.item.fields is not None) else None


def of(kind: object, depth: int = 0) -> Kind:
    """The kind of a type hint. Vendors' answers may be of several structs, which msgspec itself could not read."""
    origin, parts = get_origin(kind), get_args(kind)
    if depth > _DEEPEST:
        return ANYTHING
    if kind in _SCALARS:
        return scalar(_SCALARS[kind])
    if isinstance(kind, type) and issubclass(kind, Reply):
        return ANYTHING  # its body is the handler's own
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _struct(kind, depth)
    if origin is Annotated:
        return of(parts[0], depth)
    if origin is Literal:
        return scalar("text", *parts) if all(isinstance(part, str) for part in parts) else scalar("integer")
    if origin in (Union, UnionType):
        return _union([part for part in parts if part not in _ABSENT], depth)
    if origin in (list, tuple):
        return Kind(frozenset(("list",)), item=of(parts[0], depth + 1))
    if origin is dict:
        return Kind(frozenset(("object",)), item=of(parts[1], depth + 1))
    return ANYTHING


def _struct(kind: type[msgspec.Struct], depth: int) -> Kind:
    fields = msgspec.structs.fields(kind)
    required = (one.encode_name for one in fields if one.default is NODEFAULT and one.default_factory is NODEFAULT)
    inner = {one.encode_name: of(one.type, depth + 1) for one in fields}
    return Kind(frozenset(("object",)), fields=inner, required=frozenset(required))


def _union(kinds: list[object], depth: int) -> Kind:
    found = [of(kind, depth) for kind in kinds]
    if not found or ANYTHING in found:
        return ANYTHING
    return reduce(either, found)


def either(one: Kind, other: Kind) -> Kind:
    """The values of both kinds. Where both have fields, those of both."""
    words = one.words | other.words if one.words and other.words else frozenset[str]()
    fields = None
    if one.fields is not None or other.fields is not None:
        mine, theirs = one.fields or {}, other.fields or {}
        fields = {**mine, **{name: either(mine[name], kind) if name in mine else kind for name, kind in theirs.items()}}
    item = either(one.item, other.item) if one.item is not None and other.item is not None else one.item or other.item
    return Kind(one.names | other.names, words, item, fields, one.required & other.required)
