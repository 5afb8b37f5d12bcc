"""Patterns of users end by themselves, whatever they are and whatever they are matched with."""

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.work import patterns
from mfa_emulator.core.work.patterns import LIMIT, PatternTooSlow, limited, trusted

pytest.importorskip("regex", reason="the library for patterns of users is not installed")

ENDLESS = r"(a|aa)+b"
"""A pattern that Python's own library would take ages to find no match of."""
MANY = "a" * 60


def test_a_pattern_that_takes_too_long_says_so():
    for use in (limited(ENDLESS).fits, limited(ENDLESS).occurs_in):
        with pytest.raises(PatternTooSlow) as slow:
            use(MANY)
        assert str(slow.value) == f"the pattern '(a|aa)+b' takes more than {LIMIT} s for '{'a' * 40}…'"


@pytest.mark.parametrize(
    "pattern", [r"(a|a)*c", r"^(\w+\s?)*\Z", r"(.*)*c", r"((a{1,9}){1,9}){1,9}b", r"(?:a?){40}a{40}b"]
)
def test_notorious_patterns_end(pattern: str):
    try:
        limited(pattern).fits(MANY + "!")
    except PatternTooSlow:
        return


@pytest.mark.parametrize("pattern", ["(", "*", "[z-a]", "a{99999999999}", "(?P<x>a)(?P<x>b)", r"\1", "(?<=a+)b"])
@pytest.mark.parametrize("known", [limited, trusted])
def test_what_is_no_pattern_is_refused(known, pattern: str):
    with pytest.raises(ValueError, match=r"."):
        known(pattern)


texts = st.text("ab+@. 1é\n", max_size=12)


@given(
    pattern=st.sampled_from(
        [r"[^@]+@[^@]+", r"\+[1-9][0-9]{5,14}", r"a|b", r"(a)(b)?\1", "^a", "b$", r"\w+", r"\d{2}", ".", "", "[a-b]*"]
    ),
    text=texts,
)
def test_both_libraries_say_the_same(pattern: str, text: str):
    assert limited(pattern).fits(text) == (re.fullmatch(pattern, text) is not None)
    assert limited(pattern).occurs_in(text) == (re.search(pattern, text) is not None)


@pytest.mark.parametrize("pattern", ["^[0-9]{6}$", "^UNVERIFIED_EMAIL", r"a\+b", "expired", r"\d{2}:\d{2}"])
def test_a_plain_pattern_needs_no_second_library(pattern: str):
    code = f"from mfa_emulator.core.work.patterns import limited; limited({pattern!r})"
    code += "; import sys; print('regex' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@given(st.text(r"ab^$.[]\d{2}", max_size=30))
def test_a_plain_pattern_has_no_choice(pattern: str):
    if patterns._PLAIN.fullmatch(pattern):
        try:
            compiled = re.compile(pattern)
        except (re.error, FutureWarning):
            return
        compiled.search("ab" * 5000)


def test_flags_are_obeyed_by_both():
    for pattern in (r"\d", r"\d+"):
        assert limited(pattern).fits("٣")
        assert not limited(pattern, re.ASCII).fits("٣")
