"""Readers for each kind of field, by the JSON rules of protocol buffers (proto3).

A reader takes a JSON value, the path of its field (in snake_case, as production names it) and the reading,
which collects mistakes. After a mistake its answer is worthless: the message is refused once read.
"""

import math
import re
from collections.abc import Callable
from functools import cache
from types import UnionType
from typing import Annotated, Literal, NamedTuple, Union, get_args, get_origin

import msgspec
from msgspec.structs import fields as struct_fields

from mfa_emulator.core.http.json import Json

Read = Callable[[Json, str, "Reading"], object]

_VERSIONS = {"configuration": "admin.v2", "second_factors": "v2", "passkeys": "v2", "token_revocation": "v2"}
"""Versions of the API by the modules of their messages; the others are v1's."""

_SHARED = {"request_type": "OobReqType", "client_type": "ClientType", "recaptcha_version": "RecaptchaVersion"}
"""Enumerations that several messages have, by field.

Source: documented, https://cloud.google.com/identity-platform/docs/reference/rest/v1/OobReqType
"""

_SINGULAR = {"enabled_providers": "Provider"}

_MAX_VIOLATIONS = 20
_MAX_SHOWN = 80
_WHOLE = re.compile(r"\A-?[0-9]{1,18}\Z")


class Rules(msgspec.Struct, frozen=True):
    """The rules of JSON that settings decide. The defaults are those of the official emulator."""

    unknown_fields: Literal["ignore", "refuse"] = "ignore"
    """Fate of a field that the request's message does not have. Production refuses the request with 400.

    Source: recorded, t-k/fireemu
    """

    wrong_booleans: Literal["refuse", "true"] = "refuse"
    """Fate of a boolean that is given as another type. Production takes it as true; that it reads "false" is a guess.

    Source: recorded, t-k/fireemu
    """

    single_values: Literal["refuse", "list"] = "refuse"
    """Fate of a single value where a list should be. Production takes it for a list of one.

    Source: recorded, t-k/fireemu
    """


class FieldViolation(msgspec.Struct, omit_defaults=True, frozen=True):
    """One mistake, as in google.rpc.BadRequest. `field` is the path in snake_case; "" is the whole body."""

    field: str = ""
    description: str = ""


class Reading:
    """A message that is being read: the rules for it, and what was found wrong so far."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.violations: list[FieldViolation] = []

    def refuse(self, path: str, description: str) -> object:
        """Note a mistake. The answer stands for the value that there is none of."""
        if len(self.violations) < _MAX_VIOLATIONS:
            self.violations.append(FieldViolation(path, description))
        return None

    def wrong(self, value: Json, path: str, kind: str) -> object:
        return self.refuse(path, f"Invalid value at '{path}' ({kind}), {_shown(value)}")

    def unknown(self, name: str, path: str) -> None:
        if self.rules.unknown_fields == "refuse":
            where = f" at '{path}'" if path else ""
            known = f"Unknown name {_shown(name)}{where}: Cannot find field."
            self.refuse(path, f"Invalid JSON payload received. {known}")


class Field(NamedTuple):
    """A field of a message, and how it is read."""

    attribute: str
    read: Read
    repeated: bool
    boolean: bool


class MessageReader:
    """Reads JSON objects into one message type. Names are the published ones or their snake_case."""

    def __init__(self, type_: type[msgspec.Struct]) -> None:
        self.type = type_
        self.fields: dict[str, Field] = {}
        self.name: str = published_name(type_)
        for info in struct_fields(type_):
            kind = _without_none(info.type)
            field = Field(
                info.name,
                _reader(kind, _enumeration_name(self.name, info.name)),
                get_origin(kind) is tuple,
                kind is bool,
            )
            self.fields |= dict.fromkeys((info.encode_name, info.name, _snake(info.encode_name)), field)

    def __call__(self, value: Json, path: str, reading: Reading) -> object:
        if not isinstance(value, dict):
            return self._refuse(value, path, reading)
        found = {}
        for name, item in value.items():
            field = self.fields.get(name)
            if field is None:
                reading.unknown(name, path)
            elif item is not None:  # null is the same as absent
                below = f"{path}.{field.attribute}" if path else field.attribute
                found[field.attribute] = field.read(item, below, reading)
        return self.type(**found)

    def _refuse(self, value: Json, path: str, reading: Reading) -> object:
        if path:
            return reading.wrong(value, path, self.name)
        root = 'Unknown name "": Root element must be a message.'
        return reading.refuse(path, f"Invalid JSON payload received. {root}")


@cache
def message_reader(type_: type[msgspec.Struct]) -> MessageReader:
    """The reader of a message type; made once for each."""
    return MessageReader(type_)


def published_name(type_: type[msgspec.Struct]) -> str:
    """The whole name of a message as production says it (recorded): its version is that of the API that has it."""
    parts = type_.__module__.split(".types.")[-1].split(".")
    version = _VERSIONS.get(parts[0], "v1")
    return f"type.googleapis.com/google.cloud.identitytoolkit.{version}.{type_.__name__}"


def _enumeration_name(message: str, field: str) -> str:
    """The whole name of an enumeration. A message's own is named after its field, by a guess: no list has them."""
    if field in _SHARED:
        return f"{message.rpartition('.')[0]}.{_SHARED[field]}"
    return f"{message}.{_SINGULAR.get(field) or field.title().replace('_', '')}"


def _reader(kind: object, enumeration: str) -> Read:
    """The reader for values of a field's type; `enumeration` is its whole name if it is one."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _enumeration(args, enumeration)
    if origin is Annotated:
        return _annotated(args[0], args[1])
    if origin is tuple:
        return _repeated(_reader(args[0], enumeration))
    if origin is dict:
        return _mapped(_reader(args[1], enumeration))
    return _PLAIN[kind] if kind in _PLAIN else message_reader(kind)


def _annotated(kind: object, meta: msgspec.Meta) -> Read:
    proto: str = (meta.extra or {})["proto"]
    if kind is int:
        return _bounded(proto, int(meta.ge or 0), int(meta.le or 0))
    return _patterned(proto, re.compile(meta.pattern or ""))


def _bounded(proto: str, low: int, high: int) -> Read:
    def read(value: Json, path: str, reading: Reading) -> object:
        number = _whole(value)
        if number is None or not low <= number <= high:
            return reading.wrong(value, path, proto)
        return number

    return read


def _patterned(proto: str, pattern: re.Pattern[str]) -> Read:
    def read(value: Json, path: str, reading: Reading) -> object:
        text = value if isinstance(value, str) else str(_whole(value))
        return text if pattern.match(text) else reading.wrong(value, path, proto)

    return read


def _enumeration(values: tuple[str, ...], name: str) -> Read:
    # The published order gives the numbers: the Android SDK sends requestType 6 for EMAIL_SIGNIN.
    def read(value: Json, path: str, reading: Reading) -> object:
        if value in values:
            return value
        number = _whole(value)
        if number is None or not 0 <= number < len(values):
            return reading.wrong(value, path, name)
        return values[number]

    return read


def _repeated(read_item: Read) -> Read:
    def read(value: Json, path: str, reading: Reading) -> object:
        if not isinstance(value, list) and reading.rules.single_values == "list":
            value = [value]
        if not isinstance(value, list):
            return reading.wrong(value, path, "repeated")
        return tuple(read_item(item, f"{path}[{i}]", reading) for i, item in enumerate(value))

    return read


def _mapped(read_item: Read) -> Read:
    def read(value: Json, path: str, reading: Reading) -> object:
        if not isinstance(value, dict):
            return reading.wrong(value, path, "map")
        return {key: read_item(item, f"{path}[{_shown(key)}]", reading) for key, item in value.items()}

    return read


def _string(value: Json, path: str, reading: Reading) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return msgspec.json.encode(value).decode()  # both take a number for a text
    return reading.wrong(value, path, "TYPE_STRING")


def _boolean(value: Json, path: str, reading: Reading) -> object:
    if isinstance(value, bool):
        return value
    if reading.rules.wrong_booleans == "true":
        return value != "false"
    return reading.wrong(value, path, "TYPE_BOOL")


def _number(value: Json, path: str, reading: Reading) -> object:
    try:
        number = math.nan if isinstance(value, bool | list | dict | None) else float(value)
    except (ValueError, OverflowError):
        number = math.nan
    return number if math.isfinite(number) else reading.wrong(value, path, "TYPE_DOUBLE")


_PLAIN: dict[object, Read] = {str: _string, bool: _boolean, float: _number}


def _whole(value: Json) -> int | None:
    """The whole number that a JSON number or a text of digits stands for, if it does."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        return int(value) if _WHOLE.match(value) else None
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    return value if isinstance(value, int) else None


def _without_none(kind: object) -> object:
    """The type of a field that may be absent, without the absence."""
    if get_origin(kind) in (Union, UnionType):
        return next(arm for arm in get_args(kind) if arm is not type(None))
    return kind


def _snake(name: str) -> str:
    return re.sub("[A-Z]", lambda capital: "_" + capital[0].lower(), name)


def _shown(value: Json) -> str:
    """A value as a refusal shows it: short, and never a whole object."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    text = f'"{value}"' if isinstance(value, str) else str(value).lower().replace("none", "null")
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}..."
