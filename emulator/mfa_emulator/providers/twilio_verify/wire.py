"""From a form, a query or a JSON body to the request struct.

Bodies are `application/x-www-form-urlencoded` with PascalCase names, nested ones dotted (`Binding.Secret`). Arrays
are repeated names; objects are JSON texts, which the Go SDK encodes twice when its caller passes a text. Unknown
names are ignored: the published example of a service sends one (guess).
"""

import re
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from mfa_emulator.core.errors import BadBody, VendorError
from mfa_emulator.core.http.messages import Request
from mfa_emulator.providers.twilio_verify.types.base import JsonBody, Nothing, Params

_MOST_PARAMETERS = 1000
_NOTHING = Nothing()
_PLACE = re.compile(r" - at `\$\.(?P<name>[^`\[]+?)(?:\[.*)?`$")
_MISSING = re.compile(r"missing required field `(?P<name>[^`]+)`$")


def decode(request: Request, body: type[Any], settings: Any) -> Any:
    """The request struct of `body`'s type. Raises the error that the struct names for a value that does not fit."""
    if body is Nothing:
        return _NOTHING
    if issubclass(body, JsonBody):
        return _json_body(request.body, body)
    return _bind(_form(request), body)


def _form(request: Request) -> list[tuple[str, str]]:
    if request.method == "GET":
        return request.query_pairs
    try:
        return parse_qsl(
            request.body.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except ValueError as error:  # UnicodeDecodeError is one
        raise BadBody(f"not a form: {error}") from None


def _bind(pairs: list[tuple[str, str]], body: type[Params]) -> Params:
    kinds = _kinds(body)
    given: dict[str, Any] = {}
    for name, text in pairs:
        kind = kinds.get(name)
        if kind is None:
            continue
        if "\x00" in text:
            raise body.refuse(name, "holds a NUL")
        if kind.repeated:
            given.setdefault(name, []).append(_object(body, name, text) if kind.json else text)
        else:
            given[name] = _object(body, name, text, kind.max_length) if kind.json else text
    try:
        return msgspec.convert(given, body, strict=False)
    except msgspec.ValidationError as error:
        raise _refusal(body, str(error)) from None


class _Kind(msgspec.Struct, frozen=True):
    """How a parameter is written: `repeated` for an array, `json` for an object."""

    repeated: bool
    json: bool
    max_length: int = 0


@cache
def _kinds(body: type[Params]) -> dict[str, _Kind]:
    info: Any = msgspec.inspect.type_info(body)
    return {field.encode_name: _kind(field.type) for field in info.fields}


def _kind(kind: Any) -> _Kind:
    most = 0
    if isinstance(kind, msgspec.inspect.UnionType):
        kind = next(part for part in kind.types if not isinstance(part, msgspec.inspect.NoneType))
    if isinstance(kind, msgspec.inspect.Metadata):
        most = (kind.extra or {}).get("max_length", 0)
        kind = kind.type
    if isinstance(kind, msgspec.inspect.ListType):
        return _Kind(True, isinstance(kind.item_type, msgspec.inspect.StructType))
    return _Kind(False, isinstance(kind, msgspec.inspect.DictType), most)


def _object(body: type[Params], name: str, text: str, max_length: int = 0) -> Any:
    if max_length and len(text) > max_length:
        raise body.refuse(name, f"is over {max_length} characters")
    try:
        value = msgspec.json.decode(text)
        # The Go SDK encodes a text once more.
        return msgspec.json.decode(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        raise body.refuse(name, "is not JSON") from None


def _refusal(body: type[Params], text: str) -> VendorError:
    missing = _MISSING.search(text)
    if missing is not None:
        return body.missing(missing["name"])
    place = _PLACE.search(text)
    assert place is not None, text
    return body.refuse(place["name"], text[: place.start()])


def _json_body(data: bytes, body: type[JsonBody]) -> JsonBody:
    try:
        return msgspec.json.decode(data or b"{}", type=body)
    except msgspec.ValidationError as error:
        raise body.refusal(reason=str(error)) from None
    except (ValueError, RecursionError) as error:
        raise BadBody(f"not JSON: {error}") from None
