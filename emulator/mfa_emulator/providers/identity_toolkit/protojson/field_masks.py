"""Changes of a message by `updateMask`: which of its fields are written, nested ones by dotted paths."""

from typing import Literal, TypeVar

import msgspec
from msgspec.structs import fields, replace

from mfa_emulator.providers.identity_toolkit.protojson.fields import MessageReader, message_reader

M = TypeVar("M", bound=msgspec.Struct)

Missing = Literal["keep", "reset"]
"""Fate of a field that the mask names and the new message lacks."""


def masked(current: M, given: M, mask: str, missing: Missing) -> M:
    """`current` with the fields of `mask` (``mfa,signIn.email``) from `given`.

    A path that names no field changes nothing: production, recorded of tenants.
    """
    for path in mask.split(","):
        current = _with_path(current, given, path.strip().split("."), missing)
    return current


def with_own(changed: M, current: M, paths: tuple[str, ...]) -> M:
    """`changed` with the fields of these paths from `current`: those that nobody can write."""
    for path in paths:
        if _at(changed, path) != _at(current, path):
            changed = _with_path(changed, current, path.split("."), "reset")
    return changed


def _at(message: msgspec.Struct | None, path: str) -> object:
    """The value at a path; None where the way to it ends."""
    value: object = message
    for name in path.split("."):
        if not isinstance(value, msgspec.Struct):
            return None
        value = getattr(value, message_reader(type(value)).fields[name].attribute)
    return value


def overlaid(base: M, given: M) -> M:
    """`base` with everything that `given` holds, message by message."""
    changes: dict[str, object] = {}
    for field in fields(given):
        before, value = getattr(base, field.name), getattr(given, field.name)
        if value is not None:
            both = isinstance(before, msgspec.Struct) and isinstance(value, msgspec.Struct)
            changes[field.name] = overlaid(before, value) if both else value
    return replace(base, **changes)


def without_false(message: M) -> M:
    """The message without booleans that are false, as proto3 leaves them out of JSON, all the way down."""
    changes: dict[str, object] = {}
    for field in fields(message):
        value = getattr(message, field.name)
        if value is False:
            changes[field.name] = None
        elif isinstance(value, msgspec.Struct):
            changes[field.name] = without_false(value)
    return replace(message, **changes)


def _with_path(current: M, given: M, path: list[str], missing: Missing) -> M:
    field = message_reader(type(current)).fields.get(path[0])
    if field is None:
        return current
    value = getattr(given, field.attribute)
    if len(path) > 1:
        if not isinstance(field.read, MessageReader):
            return current  # nothing lies below a plain value, a list or a map
        before = getattr(current, field.attribute) or field.read.type()
        value = _with_path(before, value or field.read.type(), path[1:], missing)
    elif value is None and missing == "keep":
        return current
    return replace(current, **{field.attribute: value})
