"""The page on security promises what named tests hold."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / ".github" / "SECURITY.md").read_text(encoding="utf-8")


def promises() -> list[str]:
    """The points of what gets in."""
    part = PAGE.partition("## Who gets in\n")[2].partition("\n## ")[0]
    return [" ".join(point.split()) for point in re.split(r"^- ", part, flags=re.MULTILINE)[1:]]


@pytest.mark.parametrize("promise", promises(), ids=lambda promise: promise[:40])
def test_each_promise_names_the_test_that_holds_it(promise: str):
    assert re.search(r"`tests/[\w/]+\.py`", promise)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(tests/[\w/]+(?:\.py)?)`", PAGE))))
def test_the_named_tests_are_there(path: str):
    assert (ROOT / path).exists()


def test_it_says_what_is_not_promised():
    assert len(re.findall(r"^- No ", PAGE.partition("## What it does not promise\n")[2], flags=re.MULTILINE)) >= 7
