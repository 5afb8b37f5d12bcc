"""Arguments of helpers, held against the types that the helpers say they take."""

import builtins
from collections.abc import Mapping
from types import FunctionType, UnionType
from typing import Literal, Union, get_args, get_origin

_PLAIN: Mapping[object, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "True or False",
    type(None): "None",
}
"""Types that are looked at, in words; values of all others are taken for right."""


def misfit(helper: FunctionType, arguments: Mapping[str, object]) -> str:
    """The words on the first argument that is none of what the helper's annotation says, or "".

    ``IdentityToolkit.user: email must be a text, not 5``.
    """
    try:
        hints = _hints(helper)
    except Exception:  # an annotation may call anything, and this is said beside an error that is there already
        return ""
    for name, value in arguments.items():
        kinds = _kinds(hints.get(name, object))
        if not any(_is_of(value, kind) for kind in kinds):
            wanted = " or ".join(dict.fromkeys(_PLAIN.get(kind) or repr(get_args(kind)[0]) for kind in kinds))
            return f"{helper.__qualname__}: {name} must be {wanted}, not {value!r:.100}"
    return ""


def _hints(helper: FunctionType) -> dict[str, object]:
    """The types by argument. `typing.get_type_hints` takes names by plain dictionaries alone, from Python 3.14 on."""
    names = _Names(helper.__globals__)
    given = helper.__annotations__
    return {name: eval(one, {}, names) if isinstance(one, str) else one for name, one in given.items()}


class _Any:
    """A type that is imported for type checkers alone."""

    def __class_getitem__(cls, parameters: object) -> type["_Any"]:
        return cls


class _Names(dict[str, object]):
    """Names in annotations, as they are looked up while it is evaluated."""

    def __init__(self, known: Mapping[str, object]) -> None:
        super().__init__(vars(builtins) | dict(known))

    def __missing__(self, name: str) -> object:
        return _Any


def _kinds(hint: object) -> list[object]:
    """The types of which a value is to have one; each value of a Literal is a type of its own."""
    if get_origin(hint) in (Union, UnionType):
        return [kind for part in get_args(hint) for kind in _kinds(part)]
    if get_origin(hint) is Literal:
        return [Literal[value] for value in get_args(hint)]
    return [hint if hint in _PLAIN else object]


def _is_of(value: object, kind: object) -> bool:
    if get_origin(kind) is Literal:
        return value in get_args(kind)
    if kind in (int, float) and isinstance(value, bool):
        return False
    return isinstance(value, (int, float) if kind is float else kind if isinstance(kind, type) else object)
