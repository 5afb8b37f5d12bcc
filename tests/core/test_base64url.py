"""Base64 of URLs: as the standard library writes and reads it, without padding."""

from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core import base64url


@given(st.binary(max_size=100))
def test_it_is_what_the_standard_library_writes_without_padding(data):
    text = base64url.encode(data)
    assert text == urlsafe_b64encode(data).decode().rstrip("=")
    assert base64url.decode(text) == base64url.decode(text, strict=True) == data


@pytest.mark.parametrize("text", ["A", "AAAAA", "é", "AAé="])
def test_what_cannot_be_read_is_a_value_error(text):
    with pytest.raises(ValueError):
        base64url.decode(text)


@pytest.mark.parametrize("text", ["YW Jj", "YWJj\n", "YW!Jj"])
def test_characters_of_no_base64_are_passed_over_unless_strict(text):
    assert base64url.decode(text.ljust(4)) in (b"abc", b"ab")
    with pytest.raises(ValueError):
        base64url.decode(text, strict=True)
