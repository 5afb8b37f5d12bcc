"""Comparing what came with what a scenario expects.

Objects match when every expected key does, lists element by element, scalars exactly (`true` is not 1,
"3600" is not 3600). An object whose only key begins with `$` is a matcher.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

import msgspec

from mfa_emulator.core.descriptions.suggestions import nearest
from mfa_emulator.core.work.patterns import PatternTooSlow
from mfa_emulator.scenario.positions import Mistake, Path
from mfa_emulator.scenario.values.matchers import MATCHERS, Matcher


class Absent(Enum):
    """No value at all, which is not the same as null."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


class Difference(NamedTuple):
    """At `path`, `expected` was asked for and `actual` was there. Both are text for people."""

    path: Path
    expected: str
    actual: str


def show(value: object) -> str:
    """A value as JSON, or `absent`."""
    return "absent" if value is ABSENT else msgspec.json.encode(value).decode()


def differences(expected: object, actual: object, path: Path = (), *, exact: bool = False) -> Iterator[Difference]:
    """Every place where `actual` is not as expected, in the order of `expected`; if `exact`, further keys too."""
    found = _matcher(expected)
    if found:
        yield from _by_matcher(*found, actual, path)
    elif isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            yield from differences(value, actual.get(key, ABSENT), (*path, key), exact=exact)
        for key in (key for key in actual if exact and key not in expected):
            yield Difference((*path, key), show(ABSENT), show(actual[key]))
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for index, (one, other) in enumerate(zip(expected, actual, strict=True)):
            yield from differences(one, other, (*path, index), exact=exact)
    elif isinstance(expected, dict | list) or not _same_scalar(expected, actual):
        yield Difference(path, show(expected), show(actual))


def mistakes(expected: object, path: Path = ()) -> Iterator[Mistake]:
    """Every matcher in `expected` that cannot be used, those with a `${name}` left for later."""
    if isinstance(expected, list):
        for index, item in enumerate(expected):
            yield from mistakes(item, (*path, index))
    elif isinstance(expected, dict):
        dollars = [key for key in expected if key.startswith("$")]
        if dollars:
            yield from _of_matcher(expected, dollars[0], (*path, dollars[0]))
            return
        for key, value in expected.items():
            yield from mistakes(value, (*path, key))


def _matcher(expected: object) -> tuple[str, object] | None:
    """The name and the value of the matcher that an object with one key stands for."""
    if isinstance(expected, dict) and len(expected) == 1:
        [(key, value)] = expected.items()
        if key in MATCHERS:
            return key, value
    return None


def _by_matcher(name: str, value: object, actual: object, path: Path) -> Iterator[Difference]:
    inside = (*path, name)
    if name == "$exact":
        yield from differences(value, actual, inside, exact=True)
    elif name == "$contains" and isinstance(actual, list):
        if not any(_is_like(value, item) for item in actual):
            yield Difference(path, show({name: value}), show(actual))
    else:
        try:
            accepted = MATCHERS[name].accepts(value, actual, actual is ABSENT)
        except PatternTooSlow as slow:
            raise Mistake(inside, str(slow)) from None
        if not accepted:
            yield Difference(path, show({name: value}), show(actual))


def _is_like(expected: object, actual: object) -> bool:
    return next(differences(expected, actual), None) is None


def _of_matcher(expected: Mapping[str, object], name: str, path: Path) -> Iterator[Mistake]:
    matcher = MATCHERS.get(name)
    if matcher is None:
        near = nearest(name, MATCHERS)
        right = f"did you mean `{near}`?" if near else f"matchers are: {', '.join(MATCHERS)}"
        yield Mistake(path, f"unknown matcher `{name}`; {right}", key=True)
    elif len(expected) > 1:
        yield Mistake(path, f"a matcher such as `{name}` stands alone, without other keys", key=True)
    elif matcher.holds_values:
        yield from mistakes(expected[name], path)
    elif not _is_usable(matcher, expected[name]):
        yield Mistake(path, f"`{name}` takes {matcher.wants}, not {show(expected[name])}")


def _is_usable(matcher: Matcher, value: object) -> bool:
    return matcher.takes(value) or _has_reference(value)


def _has_reference(value: object) -> bool:
    return "${" in show(value) and isinstance(value, str | dict)


def _same_scalar(expected: object, actual: object) -> bool:
    # bool is a kind of int in Python, not in JSON.
    return isinstance(expected, bool) == isinstance(actual, bool) and bool(expected == actual)
