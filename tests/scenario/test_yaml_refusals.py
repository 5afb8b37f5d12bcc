"""YAML that is not plain data is refused, with its place."""

from pathlib import Path

import pytest

from mfa_emulator.scenario.loading import load
from mfa_emulator.scenario.positions import LoadError
from mfa_emulator.scenario.yaml_loader import parse


def refusal(text: str) -> str:
    with pytest.raises(LoadError) as error:
        parse(text, "f.yaml")
    return str(error.value)


def test_the_second_of_two_equal_keys() -> None:
    assert refusal("a: 1\nb: 2\na: 3\n") == "f.yaml:3:1: duplicate key `a`: first at line 1"


def test_equal_keys_far_down() -> None:
    assert refusal("a:\n  - {b: 1, 'b': 2}\n") == "f.yaml:2:12: duplicate key `b`: first at line 2"


def test_an_alias() -> None:
    assert refusal("a: [1]\nb: *a\n") == "f.yaml:2:4: anchors and aliases are refused: write the value out"


def test_an_alias_bomb_before_it_grows() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
    assert refusal(bomb) == "f.yaml:1:4: anchors and aliases are refused: write the value out"


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system ['true']", "!!int '5'", "!mine x", "!!binary aGk="])
def test_a_tag(tag: str) -> None:
    assert refusal(f"a: {tag}").startswith("f.yaml:1:4: tags are refused: ")


def test_nesting_without_end() -> None:
    assert refusal("[" * 5000) == "f.yaml:1:65: nested deeper than 64 levels"


def test_a_key_that_is_a_list() -> None:
    assert refusal("? [a]\n: 1") == "f.yaml:1:3: a key is plain text"


def test_a_second_document() -> None:
    assert refusal("a: 1\n---\nb: 2\n").startswith("f.yaml:2:1: expected a single document")


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_an_empty_file(text: str) -> None:
    assert "f.yaml:1:" in refusal(text) if text != "---\n" else parse(text, "f").data is None


def test_a_nul_byte() -> None:
    assert refusal("a: 1\nb: \0").startswith("f.yaml:2:4: not YAML: ")


def test_half_a_surrogate_pair() -> None:
    assert refusal('a: "\\ud800"') == ("f.yaml:1:4: half of a surrogate pair is no text: write the character itself")


def test_an_unclosed_bracket() -> None:
    assert refusal("a: [1, 2\n") == (
        "f.yaml:2:1: while parsing a flow sequence, expected ',' or ']', but got '<stream end>'"
    )


@pytest.mark.parametrize(("text", "column"), [("a: {b: ${name}}", 9), ("a: [${name}]", 6)])
def test_an_unquoted_name_inside_brackets_says_what_to_write(text: str, column: int) -> None:
    assert refusal(text) == f'f.yaml:1:{column}: inside {{ }} and [ ] a ${{name}} is written in quotes: "${{name}}"'


def test_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    file = tmp_path / "latin.mfa.yaml"
    file.write_bytes(b"scenario: caf\xe9\n")
    with pytest.raises(LoadError, match=r"^latin:1:1: not UTF-8: byte 13$"):
        load(file, "latin")


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    file = tmp_path / "bom.mfa.yaml"
    file.write_bytes(b"\xef\xbb\xbfscenario: s\nprovider: toy\nsteps: [{clock: {advance: 1s}}]\n")
    assert load(file).title == "s"
