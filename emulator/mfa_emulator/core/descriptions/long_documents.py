"""Documents fitted to their structs in slices, since one call for a long one would hold up every thread."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, NamedTuple, TypeAlias, TypeVar, get_args, get_origin

import msgspec
from msgspec import inspect

from mfa_emulator.core.descriptions.misfit_words import fitted
from mfa_emulator.core.descriptions.spelling import Spelling, snake_case
from mfa_emulator.core.store.slices import Work

S = TypeVar("S", bound=msgspec.Struct)
T = TypeVar("T")
Path: TypeAlias = tuple[str | int, ...]
_Rows: TypeAlias = list[Any] | dict[str, Any]

LONG = 64
"""Rows that are fitted at a time, which takes less than a millisecond."""


class _Cut(NamedTuple):
    """Rows that were cut out of a document: the way to them in its struct, and their type there."""

    path: Path
    rows: _Rows
    kind: Any


def fitting(values: object, kind: type[S]) -> Work[S]:
    """The work of `fitted`. Raises `Unfit`, as it does."""
    try:
        made: S = yield from _built(values, kind)
    except msgspec.ValidationError:
        return fitted(values, kind)  # which says what is wrong
    return made


def one_by_one(part: msgspec.Struct, name: str, rows: Sequence[T]) -> Iterator[T]:
    """The rows of a field of that name, each let go of as soon as the next one is taken; the field is empty then.

    To let go of all at once would hold up every thread.
    """
    remaining = [*reversed(rows)]
    del rows
    msgspec.structs.force_setattr(part, name, ())
    while remaining:
        yield remaining.pop()


def _built(values: object, kind: Any) -> Work[Any]:
    """The document without its long parts, which are put in afterwards, each built in the same way."""
    cuts: list[_Cut] = []
    short = _without_long_parts(values, kind, (), cuts) if is_long(values) else values
    made = _as_spelled(short, kind)
    yield
    for path, rows, kind_of_rows in cuts:
        _put(made, path, (yield from _built_rows(rows, kind_of_rows)))
    return made


def _built_rows(rows: _Rows, kind: Any) -> Work[Any]:
    made: dict[str, Any] | list[Any] = type(rows)()
    for some in _some_at_a_time(rows):
        built = yield from _built(some, kind)
        if isinstance(made, dict):
            made.update(built)
        else:
            made.extend(built)
        yield
    return made if get_origin(kind) is not tuple else tuple(made)


def _some_at_a_time(rows: _Rows) -> Iterator[_Rows]:
    if isinstance(rows, list):
        for start in range(0, len(rows), LONG):
            yield rows[start : start + LONG]
    else:
        remaining = iter(rows.items())
        while some := dict(islice(remaining, LONG)):
            yield some


def _as_spelled(values: object, kind: Any) -> Any:
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError:
        return msgspec.convert(Spelling(values, inspect.type_info(kind)).document, kind)


def is_long(value: object) -> bool:
    """Whether there are many rows somewhere in a document."""
    if not isinstance(value, list | dict):
        return False
    return len(value) > LONG or any(map(is_long, value if isinstance(value, list) else value.values()))


def _without_long_parts(value: object, kind: Any, path: Path, cuts: list[_Cut]) -> object:
    """The value with empty lists and mappings in place of long ones."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _struct_without(value, kind, path, cuts) if isinstance(value, Mapping) else value
    item = _item(kind)
    if item is None:
        return value
    if isinstance(value, dict):
        return {name: _without_long_parts(one, item, (*path, name), cuts) for name, one in value.items()}
    if isinstance(value, list):
        return [_without_long_parts(one, item, (*path, place), cuts) for place, one in enumerate(value)]
    return value


def _struct_without(
    values: Mapping[str, object], kind: type[msgspec.Struct], path: Path, cuts: list[_Cut]
) -> dict[str, object]:
    kept = dict(values)
    fields = _fields(kind)
    for name, value in values.items():
        if not isinstance(value, list | dict) or not value:
            continue
        field = fields.get(name) or fields.get(snake_case(str(name)))
        if field is None:
            continue
        way = (*path, field.name)
        if len(value) > LONG and _item(field.type) is not None:
            cuts.append(_Cut(way, value, field.type))
            kept[name] = type(value)()
        else:
            kept[name] = _without_long_parts(value, field.type, way, cuts)
    return kept


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.encode_name: field for field in msgspec.structs.fields(kind)}


def _item(kind: Any) -> type[msgspec.Struct] | None:
    """The struct of each row, where there are rows of one."""
    if get_origin(kind) not in (tuple, list, dict):
        return None
    last = [one for one in get_args(kind) if one is not ...][-1]
    return last if isinstance(last, type) and issubclass(last, msgspec.Struct) else None


def _put(made: Any, path: Path, rows: object) -> None:
    *way, name = path
    for step in way:
        made = getattr(made, str(step)) if isinstance(made, msgspec.Struct) else made[step]
    msgspec.structs.force_setattr(made, str(name), rows)
