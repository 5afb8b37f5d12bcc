"""A typo in a helper, an option, a setting, a caller or a table is found by mypy and by pyright."""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
_EXPECTED = re.compile(r"# E: (?P<mypy>[\w, -]+) \| (?P<pyright>[\w, ]+)$")


def expected(checker: str) -> dict[tuple[str, int], set[str]]:
    """The codes beside the lines that are to be refused."""
    return {
        (path.name, number): set(found[checker].split(", "))
        for path in sorted((HERE / "refused").glob("*.py"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if (found := _EXPECTED.search(line))
    }


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_what_is_right_is_accepted(checker: str, request: pytest.FixtureRequest):
    assert request.getfixturevalue(f"{checker}_findings")("accepted") == {}


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_each_wrong_line_is_refused_for_the_reason_beside_it(checker: str, request: pytest.FixtureRequest):
    assert request.getfixturevalue(f"{checker}_findings")("refused") == expected(checker)


def test_there_are_lines_to_refuse():
    assert len(expected("mypy")) == len(expected("pyright")) > 40
