"""Drift of answers from recorded ones: statuses, errors, shapes and the vendor's own words."""

import pytest
from msgspec import UNSET

from mfa_emulator.contract.answer_drift import differences
from mfa_emulator.contract.bindings import bindings
from mfa_emulator.recording.recorded import Recorded


def answered(answer: object = UNSET, status: int = 200) -> Recorded:
    return Recorded(provider="toy", operation="a", method="POST", path="/", status=status, answer=answer)


def found(theirs: object, ours: object, status: int = 200) -> list[tuple[str, str]]:
    drift = differences(answered(theirs, status), answered(ours, status), {}, {})
    return [(difference.where, difference.nature) for difference in drift]


SAME = {
    "id": "<id-1>",
    "n": "<id-2 number>",
    "at": "2026-11-21T10:00:00Z",
    "status": "pending",
    "rows": [{"a": 1}],
    "none": None,
    "url": "https://a.example/<id-1>",
    "text": "no <id-1> here",
}


def test_the_same_shape_and_words_are_no_drift_whoever_it_is_about_and_whenever():
    ours = {
        **SAME,
        "id": "<id-7>",
        "n": "<id-8 number>",
        "at": "2027-01-01T00:00:00.123Z",
        "url": "http://127.0.0.1/<id-3>",
        "rows": [{"a": 5}, {"a": 6}],
        "text": "no <id-9> here",
    }
    assert found(SAME, ours) == []


@pytest.mark.parametrize(
    ("changes", "where", "nature"),
    [
        ({"id": 5}, "answer 200.id", "type"),
        ({"n": "<id-2>"}, "answer 200.n", "type"),
        ({"none": "<name-1>"}, "answer 200.none", "type"),
        ({"status": "approved"}, "answer 200.status", "value"),
        ({"status": "<unknown-1>"}, "answer 200.status", "value"),
        ({"rows": [{"a": "<id-1>"}]}, "answer 200.rows[].a", "type"),
        ({"rows": [{"a": 1, "b": 2}]}, "answer 200.rows[].b", "added"),
        ({"more": 1}, "answer 200.more", "added"),
        ({"text": "none <id-1> here"}, "answer 200.text", "value"),
    ],
)
def test_a_difference_is_found_alone(changes: dict[str, object], where: str, nature: str):
    assert found(SAME, {**SAME, **changes}) == [(where, nature)]


def test_a_missing_field_is_found():
    assert found(SAME, {key: value for key, value in SAME.items() if key != "at"}) == [("answer 200.at", "missing")]


def test_of_another_status_nothing_more_is_compared():
    [difference] = differences(answered({"a": 1}, 200), answered({"b": "x"}, 201), {}, {})
    assert (difference.where, difference.nature) == ("answer", "status")
    assert (difference.theirs, difference.ours) == ('200 {"a":1}', '201 {"b":"x"}')


def test_numbers_and_texts_of_errors_count():
    theirs = {"code": 60200, "message": "Invalid parameter <unknown-1>"}
    assert found(theirs, {**theirs, "message": "Invalid parameter <unknown-4>"}, 400) == []
    assert found(theirs, {**theirs, "code": 60202}, 400) == [("answer 400.code", "error")]
    assert found(theirs, {**theirs, "message": "Invalid code"}, 400) == [("answer 400.message", "error")]


def test_a_body_on_one_side_alone_is_found():
    assert [one.nature for one in differences(answered(status=204), answered({}, 204), {}, {})] == ["type"]


def test_claims_of_tokens_are_compared():
    theirs, ours = {"<token-1>": {"sub": "<id-1>", "x": 1}}, {"<token-9>": {"sub": "<id-1>"}}
    drift = differences(answered({"t": "<token-1>"}), answered({"t": "<token-9>"}), theirs, ours)
    assert [(one.where, one.nature) for one in drift] == [("answer 200.t (claims).x", "missing")]


def test_keys_that_are_values_are_compared_in_their_order():
    assert found({"<phone-1>": "<code-1>"}, {"<phone-3>": "<code-2>"}) == []
    assert found({"<phone-1>": "<code-1>"}, {"<phone-3>": 5}) == [("answer 200.*", "type")]


def test_placeholders_are_bound_to_what_stands_in_their_place():
    recorded = {"id": "<id-1>", "rows": [{"n": "<id-2 number>"}], "url": "https://x/<id-3>/y?code=<code-1>", "k": "a"}
    ours = {"id": "abc", "rows": [{"n": 7}, {"n": 8}], "url": "https://x/def/y?code=123", "k": "b"}
    assert dict(bindings(recorded, ours)) == {"<id-1>": "abc", "<id-2>": 7, "<id-3>": "def", "<code-1>": "123"}


def test_nothing_is_bound_where_the_shapes_differ():
    assert dict(bindings({"a": "<id-1>", "b": "x<id-2>y"}, {"a": None, "b": "other"})) == {}
