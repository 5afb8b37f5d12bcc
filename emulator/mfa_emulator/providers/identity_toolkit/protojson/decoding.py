"""JSON bodies, queries and forms read into messages by the JSON rules of protocol buffers (proto3).

A body that is written as published goes straight through one msgspec decoder. Anything else (snake_case,
enumerations as numbers, nulls, unknown fields, mistakes) is read again, field by field, guided by the message
type. Refusals are worded as production words them.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeVar

import msgspec

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.providers.identity_toolkit.protojson.fields import FieldViolation, Reading, Rules, message_reader

__all__ = ["SYSTEM_PARAMETERS", "BadBody", "FieldViolation", "Rules", "decode", "from_mapping", "known"]

Message = TypeVar("Message", bound=msgspec.Struct)

# What every Google API takes in the query beside a method's own parameters.
SYSTEM_PARAMETERS = frozenset(
    {
        "$.xgafv",
        "access_token",
        "alt",
        "callback",
        "fields",
        "key",
        "oauth_token",
        "prettyPrint",
        "quotaUser",
        "uploadType",
        "upload_protocol",
        "userIp",
    }
)

_LENIENT = Rules()


class BadBody(Exception):
    """A body, query or form that is not the message it should be.

    `malformed` tells text that is no JSON at all from JSON that does not fit.
    """

    def __init__(
        self, message: str, field_violations: tuple[FieldViolation, ...] = (), *, malformed: bool = False
    ) -> None:
        super().__init__(message)
        self.message = message
        self.field_violations = field_violations
        self.malformed = malformed


def decode(raw: bytes, type_: type[Message], rules: Rules = _LENIENT) -> Message:
    """The message that a JSON body holds. An empty body is an empty message. Raises BadBody."""
    try:
        message: Message = _decoder(type_).decode(raw or b"{}")
    except (ValueError, RecursionError):
        return _read(_json(raw), type_, rules)
    return message


def from_mapping(values: Mapping[str, str | Sequence[str]], type_: type[Message], rules: Rules = _LENIENT) -> Message:
    """The message that a query or a form holds, all of whose values are text. Raises BadBody.

    Of a name that is given twice although its field is not repeated, the last value counts.
    """
    return _read(_as_json(values, type_), type_, rules)


def known(values: Mapping[str, list[str]], type_: type[msgspec.Struct]) -> dict[str, list[str]]:
    """The values of a form whose names the message has."""
    fields = message_reader(type_).fields
    return {name: each for name, each in values.items() if name in fields}


@cache
def _decoder(type_: type[Message]) -> msgspec.json.Decoder[Message]:
    return msgspec.json.Decoder(type_)


def _json(raw: bytes) -> Json:
    """Any JSON value; whitespace alone is an empty object."""
    try:
        return msgspec.json.decode(raw) if raw.strip() else {}
    except RecursionError:
        raise BadBody("Invalid JSON payload received. Nested too deep.", malformed=True) from None
    except ValueError as error:
        raise BadBody(f"Invalid JSON payload received. {error}", malformed=True) from None


def _as_json(values: Mapping[str, str | Sequence[str]], type_: type[msgspec.Struct]) -> JsonObject:
    """A query as JSON would have it. Only booleans and lists need help: JSON may write the rest as text."""
    fields = message_reader(type_).fields
    body: JsonObject = {}
    for name, value in values.items():
        every = [value] if isinstance(value, str) else value
        if every and name not in SYSTEM_PARAMETERS:
            field = fields.get(name)
            repeated, boolean = (field.repeated, field.boolean) if field else (False, False)
            body[name] = [*every] if repeated else _truth(every[-1]) if boolean else every[-1]
    return body


def _truth(text: str) -> bool | str:
    return text == "true" if text in ("true", "false") else text


def _read(value: Json, type_: type[Message], rules: Rules) -> Message:
    reading = Reading(rules)
    root: str = getattr(type_, "request_field", "")
    if root and not isinstance(value, dict):
        # Production says no more of a body that is no object (recorded of configurations).
        raise BadBody("Invalid JSON payload received. The body is no object.")
    message = message_reader(type_)(value, root, reading)
    if reading.violations:
        raise BadBody("\n".join(v.description for v in reading.violations), tuple(reading.violations))
    assert isinstance(message, type_)
    return message
