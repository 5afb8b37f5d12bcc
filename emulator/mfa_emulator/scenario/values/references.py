"""`${name}`: values that a scenario gives, or saved from an earlier answer, filled in at any depth."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from mfa_emulator.core.descriptions.suggestions import nearest
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.scenario.positions import Mistake, Path

NAME = r"[A-Za-z_][A-Za-z0-9_]*"

# `$${` is the text `${`; the last alternative catches a `${` that begins no name.
_TOKEN = re.compile(rf"\$\$\{{|\$\{{({NAME})\}}|\$\{{")
_WHOLE = re.compile(rf"\$\{{({NAME})\}}")


def mistakes(value: object, known: Collection[str], path: Path = ()) -> Iterator[Mistake]:
    """Every reference in `value` that is not to a known name, and every key that holds one."""
    for where in _keys(value, path):
        if "${" in str(where[-1]):
            yield Mistake(where, "names are filled in in values, not in keys", key=True)
    for where, text in _texts(value, path):
        for token in _TOKEN.finditer(text):
            if token.group() != "$${" and token[1] not in known:
                yield Mistake(where, _unknown(token[1], known))


def _unknown(name: str | None, known: Collection[str]) -> str:
    if name is None:
        return "`${` begins no name: write ${name}, or $${ for the text itself"
    near = nearest(name, known)
    listed = f"did you mean ${{{near}}}?" if near else f"names known here: {', '.join(sorted(known)) or 'none'}"
    return f"undefined ${{{name}}}; {listed}"


def fill(value: Json, names: Mapping[str, Json], path: Path = ()) -> Json:
    """`value` with every reference replaced. A text that is one reference takes the value with its type.

    Mistake where a list or an object would have to become part of a text.
    """
    if isinstance(value, str):
        whole = _WHOLE.fullmatch(value)
        return names[whole[1]] if whole else _TOKEN.sub(lambda token: _as_text(token, names, path), value)
    if isinstance(value, dict):
        return fill_object(value, names, path)
    if isinstance(value, list):
        return [fill(item, names, (*path, index)) for index, item in enumerate(value)]
    return value


def fill_object(value: Mapping[str, Json], names: Mapping[str, Json], path: Path = ()) -> JsonObject:
    """An object with every reference in its values replaced, as `fill` does it."""
    return {key: fill(item, names, (*path, key)) for key, item in value.items()}


def _as_text(token: re.Match[str], names: Mapping[str, Json], path: Path) -> str:
    if token[1] is None:
        return "${"
    value = names[token[1]]
    if isinstance(value, dict | list):
        raise Mistake(path, f"${{{token[1]}}} is a list or an object and cannot be part of a text")
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    for key, item in _items(value):
        yield from _texts(item, (*path, key))


def _keys(value: object, path: Path) -> Iterator[Path]:
    for key, item in _items(value):
        if isinstance(key, str):
            yield (*path, key)
        yield from _keys(item, (*path, key))


def _items(value: object) -> Iterable[tuple[str | int, object]]:
    return value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
