"""Forms and queries, held against the standard library's reading of them."""

from urllib.parse import parse_qs, parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.http import urlencoded

ANY = st.text(alphabet="ab=&%+;2Fé0 ", max_size=40)


@given(ANY)
def test_a_form_is_read_as_the_standard_library_reads_it(form: str) -> None:
    assert urlencoded.pairs(form) == parse_qsl(form, keep_blank_values=True, errors="replace")


@given(ANY)
def test_values_of_one_name_come_together(form: str) -> None:
    assert urlencoded.lists(urlencoded.pairs(form)) == parse_qs(form, keep_blank_values=True, errors="replace")


@given(st.lists(st.tuples(st.text(min_size=1), st.text())))
def test_a_form_that_was_written_is_read_again(pairs: list[tuple[str, str]]) -> None:
    assert urlencoded.pairs(urlencode(pairs, errors="replace"), errors="strict") == [
        (name.encode(errors="replace").decode(), value.encode(errors="replace").decode()) for name, value in pairs
    ]


def test_bytes_that_are_no_utf8_are_refused_where_they_are_to_be() -> None:
    assert urlencoded.pairs("a=%FF") == [("a", "\N{REPLACEMENT CHARACTER}")]
    with pytest.raises(ValueError, match="invalid start byte"):
        urlencoded.pairs("a=%FF", errors="strict")


def test_more_parameters_than_allowed_are_refused() -> None:
    assert len(urlencoded.pairs("a=1&b=2", most=2)) == 2
    with pytest.raises(ValueError, match="more than 2 parameters"):
        urlencoded.pairs("a=1&b=2&c=3", most=2)
