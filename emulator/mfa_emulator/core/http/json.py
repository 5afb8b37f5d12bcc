"""JSON bodies: read into structs, written from them, and the misfits of documents that do not fit."""

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

import msgspec

from mfa_emulator.core.errors import BadBody

if TYPE_CHECKING:
    Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
    """Any JSON value, as it is read."""
else:
    # Structs have fields of this type, and msgspec follows no alias that names itself; for it, this says the same.
    Json: TypeAlias = Any

JsonObject: TypeAlias = dict[str, Json]
"""Any JSON object, as it is read."""

S = TypeVar("S", bound=msgspec.Struct)

_AT = re.compile(
    r"(?P<problem>.*) - at (?P<key>`key` in )?`\$(?P<path>(?:\.[^.\[\]`]+|\[\d+\]|\[\.\.\.\])*)`", re.DOTALL
)
_PART = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(?P<name>.*)`")
_EXPECTED = re.compile(r"Expected (?P<expected>.*?)(?:, got (?P<given>`\w+`|\d+))?", re.DOTALL)
_ENUM = re.compile(r"Invalid enum value (?P<given>.*)", re.DOTALL)


class Misfit(NamedTuple):
    """A value of a document that does not fit its type: the one reading of msgspec's error texts."""

    problem: str
    """The text without the place: ``Expected `int`, got `str```."""
    path: tuple[str | int, ...] = ()
    """Keys and indexes that lead to the value. It ends at a mapping whose keys are free; () is the whole document."""
    place: str = ""
    """The path as people write it, whatever stands in the names: ``users[0].localId``."""
    is_key: bool = False
    """The misfit is a key of the mapping at the path, not its value."""
    expected: str = ""
    """The type or the range that was expected: `` `int` >= 1``; empty where the text does not say so."""
    given: str = ""
    """The type, length or value that was given instead; empty where the text does not say so."""
    unknown: str = ""
    """The name of a field that the object at the path may not have."""
    missing: str = ""
    """The name of a required field that the object at the path lacks."""

    @classmethod
    def of(cls, error: msgspec.ValidationError) -> "Misfit":
        """The reading of a refusal. One that a struct's own ``__post_init__`` worded is a `problem` alone."""
        text = str(error)
        at = _AT.fullmatch(text)
        problem, place = (at["problem"], at["path"]) if at else (text, "")
        # Keys of mappings are shown as [...]: the path ends there.
        parts = _PART.finditer(place.partition("[...]")[0])
        said = _EXPECTED.fullmatch(problem) or _ENUM.fullmatch(problem)
        words = said.groupdict() if said else {}
        return cls(
            problem=problem,
            path=tuple(int(index) if index else name for name, index in (part.groups() for part in parts)),
            place=place.removeprefix("."),
            is_key=bool(at and at["key"]),
            expected=words.get("expected") or "",
            given=words.get("given") or "",
            unknown=_name(_UNKNOWN, problem),
            missing=_name(_MISSING, problem),
        )


def _name(pattern: re.Pattern[str], problem: str) -> str:
    found = pattern.fullmatch(problem)
    return found["name"] if found else ""


def read(body: bytes) -> Json:
    """The JSON value of a body. Raises `BadBody`, also for nesting that is too deep and for lone surrogates."""
    try:
        value: Json = msgspec.json.decode(body)
    except (ValueError, RecursionError) as error:
        raise _malformed(error) from None
    return value


def read_object(body: bytes) -> JsonObject:
    """The JSON object of a body. Raises `BadBody`."""
    value = read(body)
    if not isinstance(value, dict):
        raise BadBody("the body is not a JSON object")
    return value


def decode(body: bytes, kind: type[S]) -> S:
    """The struct that a JSON body holds. Raises `BadBody`, with a `Misfit` where the body is JSON but does not fit."""
    try:
        struct: S = _decoder(kind).decode(body)
    except msgspec.ValidationError as error:
        raise _misfit(error) from None
    except (ValueError, RecursionError) as error:
        raise _malformed(error) from None
    return struct


def convert(value: Json, kind: type[S], *, strict: bool = True) -> S:
    """The struct that a value holds, as `read` gave it. Not `strict`, texts stand for numbers and booleans too.

    Raises `BadBody` with a `Misfit`.
    """
    try:
        return msgspec.convert(value, kind, strict=strict)
    except msgspec.ValidationError as error:
        raise _misfit(error) from None


def encode(answer: object) -> bytes:
    """An answer as a JSON body; None is no body at all."""
    return b"" if answer is None else _ENCODER.encode(answer)


_ENCODER = msgspec.json.Encoder()


@cache
def _decoder(kind: type[S]) -> msgspec.json.Decoder[S]:
    # Made once for each type: to look into the type costs more than to read a body.
    return msgspec.json.Decoder(kind)


def _malformed(error: Exception) -> BadBody:
    return BadBody(f"the body is not JSON: {error}")


def _misfit(error: msgspec.ValidationError) -> BadBody:
    return BadBody(str(error), Misfit.of(error))
