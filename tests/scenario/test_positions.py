"""Every value and key of a file keeps its line and column."""

from mfa_emulator.scenario.positions import Mistake, Position, dotted
from mfa_emulator.scenario.yaml_loader import parse

TEXT = """\
top:
  - call: x
    with: {email: "a", list: [1, 22]}
"""


def test_a_value_is_found_by_its_path() -> None:
    document = parse(TEXT, "f.yaml")
    assert document.at(("top", 0, "with", "email")) == Position("f.yaml", 3, 19)
    assert document.at(("top", 0, "with", "list", 1)) == Position("f.yaml", 3, 34)


def test_a_path_that_is_not_there_is_shown_at_what_is_around_it() -> None:
    document = parse(TEXT, "f.yaml")
    assert document.at(("top", 0, "expect", "body")) == Position("f.yaml", 2, 5)


def test_a_mistake_in_a_key_is_shown_at_the_key() -> None:
    document = parse(TEXT, "f.yaml")
    assert str(document.error([Mistake(("top", 0, "with"), "no", key=True)])) == "f.yaml:3:5: no"
    assert str(document.error([Mistake(("top", 0, "with"), "no")])) == "f.yaml:3:11: no"


def test_paths_are_written_as_people_write_them() -> None:
    assert dotted(("mfaInfo", 0, "phoneInfo")) == "mfaInfo[0].phoneInfo"
