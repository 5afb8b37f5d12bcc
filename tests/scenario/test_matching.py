"""Matchers, and what they match."""

import pytest

from mfa_emulator.scenario.matching import ABSENT, Difference, differences
from mfa_emulator.scenario.positions import Mistake


def found(expected: object, actual: object) -> list[tuple[str | int, ...]]:
    return [difference.path for difference in differences(expected, actual)]


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ({"a": 1}, {"a": 1, "b": 2}),
        ({}, {"b": 2}),
        ({"a": {"b": "x"}}, {"a": {"b": "x", "c": 1}}),
        ([{"a": 1}, 2], [{"a": 1, "b": 2}, 2]),
        ([], []),
        ("x", "x"),
        (1, 1.0),
        (None, None),
        (True, True),
        ({"$any": True}, None),
        ({"$absent": True}, ABSENT),
        ({"a": {"$absent": True}}, {"b": 1}),
        ({"$matches": "^INVALID"}, "INVALID_CODE : no"),
        ({"$matches": "CODE"}, "INVALID_CODE"),
        ({"$length": 2}, "ab"),
        ({"$length": 0}, []),
    ],
)
def test_matches(expected: object, actual: object) -> None:
    assert found(expected, actual) == []


@pytest.mark.parametrize(
    ("expected", "actual", "paths"),
    [
        ({"a": 1}, {}, [("a",)]),
        ({"a": None}, {}, [("a",)]),
        ({"a": 1}, [1], [()]),
        ({}, None, [()]),
        ([1, 2], [1], [()]),
        ([1], {"0": 1}, [()]),
        ([1, 2], [1, 3], [(1,)]),
        ("3600", 3600, [()]),
        (True, 1, [()]),
        (0, False, [()]),
        ("", None, [()]),
        ({"a": {"b": 1, "c": 2}, "d": 3}, {"a": {"b": 0, "c": 0}, "d": 3}, [("a", "b"), ("a", "c")]),
        ({"a": {"$any": True}}, {}, [("a",)]),
        ({"a": {"$absent": True}}, {"a": None}, [("a",)]),
        ({"$matches": "^CODE"}, "INVALID_CODE", [()]),
        ({"$matches": "5"}, 5, [()]),
        ({"$length": 2}, "abc", [()]),
        ({"$length": 1}, {"a": 1}, [()]),
    ],
)
def test_differs(expected: object, actual: object, paths: list[tuple[str | int, ...]]) -> None:
    assert found(expected, actual) == paths


def test_a_difference_shows_both_sides_as_json() -> None:
    assert list(differences({"a": {"$any": True}, "b": "é"}, {"b": [1]}, ("body",))) == [
        Difference(("body", "a"), '{"$any":true}', "absent"),
        Difference(("body", "b"), '"é"', "[1]"),
    ]


def test_a_pattern_that_takes_too_long_is_a_mistake_at_its_place() -> None:
    pytest.importorskip("regex", reason="the library for patterns of users is not installed")
    with pytest.raises(Mistake, match="takes more than") as mistake:
        found({"a": [{"$matches": "^(a|aa)+b"}]}, {"a": ["a" * 60]})
    assert mistake.value.path == ("a", 0, "$matches")
