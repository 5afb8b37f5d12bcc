"""Sealed values: read by those who know the mark, and by nobody after a touch."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.issued.marks import Origin
from mfa_emulator.core.issued.sealed_values import seal, unseal
from mfa_emulator.core.tokens import BadToken

MARK = Origin(0, "a", 0).mark


class Letter(msgspec.Struct, frozen=True):
    to: str
    number: int = 0


class Parcel(msgspec.Struct, frozen=True):
    to: str
    number: int = 0


@given(st.text(max_size=50), st.integers(-(2**63), 2**63 - 1))
def test_what_was_sealed_comes_back_with_its_mark(to: str, number: int):
    letter = Letter(to, number)
    assert unseal(seal(MARK, letter), Letter) == (MARK, letter)


def test_the_text_is_the_same_each_time_and_begins_with_the_mark():
    text = seal(MARK, Letter("ada"))
    assert text == seal(MARK, Letter("ada"))
    assert text.startswith(MARK)
    assert seal(Origin(0, "b", 0).mark, Letter("ada"))[12:32] != text[12:32], "the sum is of the mark too"


@given(st.data())
def test_a_text_that_was_touched_is_none(data: st.DataObject):
    text = seal(MARK, Letter("ada@example.com", 7))
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"))
    touched = text[:place] + other + text[place + 1 :]
    try:
        read = unseal(touched, Letter)
    except BadToken:
        return
    assert read == unseal(text, Letter), "the last character may hold bits that mean nothing"


@pytest.mark.parametrize("text", ["", "x", "é", "a b", "A" * 12, "A" * 32, "A" * 33, "=" * 40, "A" * 5000])
def test_other_texts_are_none(text: str):
    with pytest.raises(BadToken, match="was not issued by an emulator"):
        unseal(text, Letter)


def test_a_value_of_another_kind_is_none():
    with pytest.raises(BadToken, match="as a value of this kind"):
        unseal(seal(MARK, Letter("ada")), Parcel)
