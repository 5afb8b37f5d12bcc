"""Durations as people write them."""

import contextlib
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mfa_emulator.core.time.durations import LONGEST, SECOND, for_people, micros


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("31s", 31),
        ("5m", 300),
        ("1h30m", 5400),
        ("2d", 172_800),
        ("1.5h", 5400),
        ("250ms", 0.25),
        ("1m500ms", 60.5),
        ("90", 90),
        ("0.5", 0.5),
        (" 31s ", 31),
        ("0s", 0),
        ("PT15M", 900),
        ("P1DT2H3M4.5S", 93_784.5),
        ("P2W", 1_209_600),
        (90, 90),
        (0.25, 0.25),
        (timedelta(hours=1, microseconds=1), 3600.000001),
    ],
)
def test_is_read(text, seconds: float):
    assert micros(text) == round(seconds * SECOND)


@pytest.mark.parametrize(
    "junk",
    [
        *("", " ", "s", "5x", "1h 30m", "P", "PT", "P1DT", "pt5s", "1e3", "٣s", "3٣", "+5s", "--", "1" * 65),
        *(None, [], {}, True, b"5s"),
    ],
)
def test_junk_is_a_value_error(junk):
    with pytest.raises(ValueError, match="not a duration"):
        micros(junk)


@pytest.mark.parametrize(
    "out", [-1, -0.001, "367000d", float("nan"), float("inf"), 10**30, timedelta(-1), timedelta.max]
)
def test_out_of_range_is_a_value_error(out):
    with pytest.raises(ValueError, match="out of range"):
        micros(out)


@given(st.integers(0, LONGEST))
@example(0)
@example(LONGEST)
def test_round_trips(span: int):
    assert micros(timedelta(microseconds=span)) == span
    whole = span // SECOND * SECOND
    assert micros(for_people(whole)) == whole
    assert micros(whole // SECOND) == micros(str(whole // SECOND)) == whole


@given(st.one_of(st.text(), st.binary(), st.integers(), st.floats(), st.none(), st.from_regex(r"[PTWDHMS0-9.hmsd]+")))
def test_nothing_but_a_value_error_ever_comes_of_junk(junk):
    with contextlib.suppress(ValueError):
        assert 0 <= micros(junk) <= LONGEST


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (0, "0s"),
        (31, "31s"),
        (300, "5m"),
        (5400, "1h30m"),
        (90_061, "1d1h1m1s"),
        (0.5, "0.5s"),
        (-31, "-31s"),
        (-0.5, "-0.5s"),
    ],
)
def test_is_said(span: float, text: str):
    assert for_people(round(span * SECOND)) == text
