"""`save:` picks fields by dotted paths, and says what is there when they are not."""

import pytest

from mfa_emulator.scenario.positions import Mistake
from mfa_emulator.scenario.values.fields import pick

ANSWER = {"a": {"b": [{"c": 1}, None]}, "d": "text", "0": "zero"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("d", "text"),
        ("a.b[0].c", 1),
        ("a.b.0.c", 1),
        ("a.b[1]", None),
        ("a.b", [{"c": 1}, None]),
        ("0", "zero"),
    ],
)
def test_picks(path: str, value: object) -> None:
    assert pick(ANSWER, path) == value


def test_picks_from_a_list() -> None:
    assert pick([{"a": 1}], "[0].a") == 1


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("e", "no e: the answer has a, d, 0"),
        ("a.x.y", "no a.x.y: a has b"),
        ("a.b[2]", "no a.b[2]: a.b has length 2"),
        ("a.b.c", "no a.b.c: a.b is a list"),
        ("a.b[1].c", "no a.b[1].c: a.b[1] is no object"),
        ("d.e", "no d.e: d is no object"),
    ],
)
def test_says_what_is_there_instead(path: str, said: str) -> None:
    with pytest.raises(Mistake) as mistake:
        pick(ANSWER, path)
    assert str(mistake.value) == said
