"""JSON bodies into structs and back, and the one reading of what msgspec says does not fit."""

from typing import Annotated, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.errors import BadBody
from mfa_emulator.core.http import json
from mfa_emulator.core.http.json import Misfit


class Phone(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    number: str = ""
    digits: int = 0


class Person(msgspec.Struct):
    name: str
    age: Annotated[int, msgspec.Meta(ge=1, le=150)] = 1
    kind: Literal["user", "admin"] = "user"
    main: Phone = Phone()
    phones: list[Phone] = []
    notes: dict[str, int] = {}
    pin: Annotated[str, msgspec.Meta(pattern="^[0-9]`?$")] = "1"
    flags: dict[Literal["a"], int] = {}

    def __post_init__(self) -> None:
        if self.name == "root":
            raise ValueError("root is no person")


def misfit(document: str) -> Misfit:
    with pytest.raises(BadBody) as bad:
        json.decode(document.encode(), Person)
    with pytest.raises(BadBody) as same:
        json.convert(json.read(document.encode()), Person)
    assert bad.value.misfit is not None
    assert same.value.misfit == bad.value.misfit
    return bad.value.misfit


@pytest.mark.parametrize(
    ("document", "path", "expected", "given_"),
    [
        ('{"name": 5}', ("name",), "`str`", "`int`"),
        ('{"name": "ada", "age": 0}', ("age",), "`int` >= 1", ""),
        ('{"name": "ada", "age": 1.5}', ("age",), "`int`", "`float`"),
        ('{"name": "ada", "kind": "god"}', ("kind",), "", "'god'"),
        ('{"name": "ada", "main": null}', ("main",), "`object`", "`null`"),
        ('{"name": "ada", "main": {"digits": "x"}}', ("main", "digits"), "`int`", "`str`"),
        ('{"name": "ada", "phones": [{}, {"number": []}]}', ("phones", 1, "number"), "`str`", "`array`"),
        ('{"name": "ada", "notes": {"a.b": "x"}}', ("notes",), "`int`", "`str`"),
        ('{"name": "ada", "pin": "x"}', ("pin",), "`str` matching regex '^[0-9]`?$'", ""),
        ("[]", (), "`object`", "`array`"),
    ],
)
def test_a_value_that_does_not_fit(document: str, path: tuple, expected: str, given_: str):
    found = misfit(document)
    assert (found.path, found.expected, found.given) == (path, expected, given_)
    assert (found.unknown, found.missing, found.is_key) == ("", "", False)


def test_the_place_as_people_write_it():
    assert misfit('{"name": "ada", "phones": [{}, {"number": []}]}').place == "phones[1].number"
    assert misfit("[]").place == ""


def test_a_field_that_is_missing_and_one_that_is_unknown():
    assert misfit("{}") == Misfit("Object missing required field `name`", missing="name")
    found = misfit('{"name": "ada", "main": {"num`ber": "1"}}')
    assert (found.path, found.unknown) == (("main",), "num`ber")


def test_a_key_that_does_not_fit():
    found = misfit('{"name": "ada", "flags": {"b": 1}}')
    assert (found.path, found.is_key, found.given) == (("flags",), True, "'b'")


def test_a_structs_own_refusal_is_told_as_it_words_it():
    assert misfit('{"name": "root"}') == Misfit("root is no person")


def test_a_value_that_looks_like_a_place_is_none():
    assert misfit('{"name": "ada", "kind": "x - at `$.age`"}').path == ("kind",)
    assert misfit('{"name": "ada", "main": {"x` - at `$.age": 1}}').path == ("main",)


@given(st.text(max_size=30))
def test_any_text_of_a_refusal_is_read(text: str):
    assert Misfit.of(msgspec.ValidationError(text)).problem in text


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"nul", b"\xff", b'{"name": "\xff"}', b'{"name": "\\ud800"}', b"NaN", b'{"name": 1e999}', b"[" * 10**5],
)
def test_what_is_no_json_is_a_bad_body_without_a_misfit(body: bytes):
    for read in (lambda: json.read(body), lambda: json.read_object(body)):
        with pytest.raises(BadBody, match=r"^the body is not JSON: ") as bad:
            read()
        assert bad.value.misfit is None
    with pytest.raises(BadBody):
        json.decode(body, Person)


def test_an_object_is_asked_for():
    assert json.read_object(b'{"a": [1, null]}') == {"a": [1, None]}
    with pytest.raises(BadBody, match=r"^the body is not a JSON object$"):
        json.read_object(b"[]")


def test_texts_may_stand_for_numbers_where_that_is_asked_for():
    assert json.convert({"name": "ada", "age": "36"}, Person, strict=False).age == 36


def test_an_answer_is_written_as_it_is_and_none_as_no_body():
    assert json.encode(Phone("1")) == b'{"number":"1","digits":0}'
    assert json.encode(None) == b""


def test_free_json_is_a_field_of_a_struct():
    class Free(msgspec.Struct):
        value: json.Json
        more: json.JsonObject

    assert json.decode(b'{"value": [1, {"a": null}], "more": {"b": []}}', Free) == Free([1, {"a": None}], {"b": []})
