"""Comparing what came with what a scenario expects.

Objects match when every expected key does, lists element by element, scalars exactly (`true` is not 1,
"3600" is not 3600). An object whose only key begins with `$` is a matcher.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import NamedTuple

import msgspec

from mfa_emulator.core.work.patterns import PatternTooSlow, limited
from mfa_emulator.scenario.positions import Mistake, Path


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


def differences(expected: object, actual: object, path: Path = ()) -> Iterator[Difference]:
    """Every place where `actual` is not as expected, in the order of `expected`."""
    matcher = _matcher(expected)
    if matcher:
        try:
            is_accepted = matcher(actual)
        except PatternTooSlow as slow:
            raise Mistake((*path, "$matches"), str(slow)) from None
        if not is_accepted:
            yield Difference(path, show(expected), show(actual))
    elif isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            yield from differences(value, actual.get(key, ABSENT), (*path, key))
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for index, (one, other) in enumerate(zip(expected, actual, strict=True)):
            yield from differences(one, other, (*path, index))
    elif isinstance(expected, dict | list) or not _same_scalar(expected, actual):
        yield Difference(path, show(expected), show(actual))


def check(expected: object, path: Path = ()) -> None:
    """Raise Mistake for the first matcher in `expected` that cannot be used, `${name}` left for later."""
    if isinstance(expected, list):
        for index, item in enumerate(expected):
            check(item, (*path, index))
    elif isinstance(expected, dict):
        dollars = [key for key in expected if key.startswith("$")]
        if dollars:
            _check_matcher(expected, dollars[0], (*path, dollars[0]))
            return
        for key, value in expected.items():
            check(value, (*path, key))


def _matcher(expected: object) -> Callable[[object], bool] | None:
    """The test of a value that an object with one key of a matcher stands for."""
    if isinstance(expected, dict) and len(expected) == 1:
        [(key, value)] = expected.items()
        if key in MATCHERS:
            return lambda actual: MATCHERS[key].accepts(value, actual)
    return None


def _check_matcher(expected: Mapping[str, object], name: str, path: Path) -> None:
    matcher = MATCHERS.get(name)
    if matcher is None:
        raise Mistake(path, f"unknown matcher `{name}`; matchers are: {', '.join(MATCHERS)}", key=True)
    if len(expected) > 1:
        raise Mistake(path, f"a matcher such as `{name}` stands alone, without other keys", key=True)
    value = expected[name]
    if not matcher.takes(value) and not (isinstance(value, str) and "${" in value):
        raise Mistake(path, f"`{name}` takes {matcher.wants}, not {show(value)}")


def _same_scalar(expected: object, actual: object) -> bool:
    # bool is a kind of int in Python, not in JSON.
    return isinstance(expected, bool) == isinstance(actual, bool) and bool(expected == actual)


def _is_regex(value: object) -> bool:
    try:
        return isinstance(value, str) and limited(value) is not None
    except ValueError:
        return False


def _is_length(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


class _Matcher(NamedTuple):
    wants: str
    takes: Callable[[object], bool]
    accepts: Callable[[object, object], bool]


MATCHERS = {
    "$any": _Matcher("`true`", lambda value: value is True, lambda _, actual: actual is not ABSENT),
    "$absent": _Matcher("`true`", lambda value: value is True, lambda _, actual: actual is ABSENT),
    # Searches, as `pattern` does in JSON Schema: write ^ and $ where they are meant.
    "$matches": _Matcher(
        "a regular expression",
        _is_regex,
        lambda pattern, actual: isinstance(actual, str) and limited(str(pattern)).occurs_in(actual),
    ),
    "$length": _Matcher(
        "a number of characters or elements",
        _is_length,
        lambda length, actual: isinstance(actual, str | list) and len(actual) == length,
    ),
}
