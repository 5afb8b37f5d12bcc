"""Matchers, and what they match."""

import pytest

from mfa_emulator.scenario.positions import Mistake
from mfa_emulator.scenario.values.matching import ABSENT, Difference, differences


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
        ({"$type": "text"}, ""),
        ({"$type": "number"}, 1.5),
        ({"$type": "integer"}, 1),
        ({"$type": "boolean"}, False),
        ({"$type": "object"}, {}),
        ({"$type": "list"}, []),
        ({"$type": "null"}, None),
        ({"$contains": "CODE"}, "INVALID_CODE"),
        ({"$contains": {"a": 1}}, [1, {"a": 1, "b": 2}]),
        ({"$contains": {"$matches": "^b"}}, ["a", "bc"]),
        ({"$exact": {"a": {"b": 1}}}, {"a": {"b": 1}}),
        ({"$exact": {"a": {"$any": True}}}, {"a": {"b": 1}}),
        ({"$exact": [{"a": 1}]}, [{"a": 1}]),
        ({"$approx": {"instant": "2026-11-21T10:00:00Z"}}, "2026-11-21T10:00:00.999Z"),
        ({"$approx": {"instant": "2026-11-21T10:00:00Z", "within": "1m"}}, "2026-11-21T09:59:00+00:00"),
        ({"$approx": {"instant": "2026-11-21T10:00:00Z", "plus": "1h"}}, 1795258800),
        ({"$approx": {"instant": "2026-11-21T10:00:00Z", "plus": "1h"}}, 1795258800000),
        ({"$approx": {"instant": "2026-11-21T10:00:00Z"}}, "1795255200000"),
        ({"$approx": {"instant": "2026-11-21T10:00:00Z"}}, "Sat, 21 Nov 2026 10:00:00 GMT"),
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
        ({"$type": "integer"}, True, [()]),
        ({"$type": "integer"}, 1.5, [()]),
        ({"$type": "null"}, ABSENT, [()]),
        ({"$type": "text"}, None, [()]),
        ({"$contains": "x"}, "abc", [()]),
        ({"$contains": "x"}, ABSENT, [()]),
        ({"$contains": {"a": 1}}, [{"a": 2}], [()]),
        ({"$contains": 1}, "1", [()]),
        ({"$exact": {"a": 1}}, {"a": 2, "b": 1}, [("$exact", "a"), ("$exact", "b")]),
        ({"$exact": {"a": {"c": 1}}}, {"a": {"c": 1, "b": 1}}, [("$exact", "a", "b")]),
        ({"$exact": [{}]}, [{"a": 1}], [("$exact", 0, "a")]),
        ({"$approx": {"instant": "2026-11-21T10:00:00Z"}}, "2026-11-21T10:00:02Z", [()]),
        ({"$approx": {"instant": "2026-11-21T10:00:00Z"}}, "soon", [()]),
        ({"$approx": {"instant": "2026-11-21T10:00:00Z"}}, ABSENT, [()]),
        ({"$approx": {"instant": "2026-11-21T10:00:00Z"}}, True, [()]),
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
