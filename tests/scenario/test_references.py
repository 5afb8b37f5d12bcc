"""`${name}` takes vars, columns of examples and what earlier steps saved; anything else is a load error."""

from collections.abc import Callable

import pytest
from scenarios import values_of

from mfa_emulator.scenario.loading import load_text
from mfa_emulator.scenario.positions import Mistake as NameMistake
from mfa_emulator.scenario.values.references import fill

Mistake = Callable[[str], str]


@pytest.mark.parametrize("value", [1, 1.5, True, None, [1, {"a": 2}], {"b": []}, "text"])
def test_a_whole_value_keeps_its_type(value: object) -> None:
    assert fill({"x": ["${name}"]}, {"name": value}) == {"x": [value]}


@pytest.mark.parametrize(
    ("value", "text"), [("t", "<t>"), (7, "<7>"), (0.5, "<0.5>"), (True, "<true>"), (None, "<null>")]
)
def test_inside_a_text_a_scalar_becomes_text(value: object, text: str) -> None:
    assert fill("<${name}>", {"name": value}) == text


@pytest.mark.parametrize("value", [[1], {"a": 1}])
def test_inside_a_text_a_list_or_an_object_is_refused(value: object) -> None:
    with pytest.raises(NameMistake, match=r"^\$\{name\} is a list or an object and cannot be part of a text$"):
        fill("<${name}>", {"name": value})


def test_several_names_in_one_text() -> None:
    assert fill("${a}-${b}${a}", {"a": "1", "b": "2"}) == "1-21"


def test_two_dollars_stand_for_the_text_itself() -> None:
    assert fill("$${a} costs $5", {"a": "1"}) == "${a} costs $5"


def test_what_was_filled_in_is_not_filled_again() -> None:
    assert fill(["${a}", "-${a}"], {"a": "${b}", "b": "x"}) == ["${b}", "-${b}"]


def test_an_undefined_name_is_a_load_error(step_mistake: Mistake) -> None:
    assert step_mistake('  - call: a\n    with: {deep: [{email: "x${emial}"}]}') == (
        "s.mfa.yaml:5:27: undefined ${emial}; names known here: none"
    )


def test_a_name_is_not_known_before_the_step_that_saves_it(step_mistake: Mistake) -> None:
    steps = """
  - call: a
    with: {id: "${user}"}
    save: {user: localId}
"""
    assert step_mistake(steps) == "s.mfa.yaml:5:16: undefined ${user}; names known here: none"


def test_names_saved_by_each_kind_of_step_are_known_afterwards(load_steps: Callable[[str], object]) -> None:
    load_steps("""
  - call: a
    save: {secret: x}
  - authenticator: {secret: "${secret}", save: code}
  - message: {to: "${code}", save: {link: context.link}}
  - call: "${link}"
""")


def test_known_names_are_listed(mistake: Mistake) -> None:
    text = 'scenario: s\nprovider: toy\nvars: {b: 1, a: 2}\nsteps: [{call: "${c}"}]'
    assert mistake(text) == "s.mfa.yaml:4:16: undefined ${c}; names known here: a, b"


def test_a_dollar_brace_that_begins_no_name(step_mistake: Mistake) -> None:
    assert step_mistake('  - call: "a${b c}"') == (
        "s.mfa.yaml:4:11: `${` begins no name: write ${name}, or $${ for the text itself"
    )


def test_a_name_in_a_key(step_mistake: Mistake) -> None:
    assert step_mistake('  - call: a\n    with: {"${key}": 1}') == (
        "s.mfa.yaml:5:12: names are filled in in values, not in keys"
    )


def test_vars_may_use_those_above_them() -> None:
    text = 'scenario: s\nprovider: toy\nvars: {n: ada, e: "${n}@x"}\nsteps: [{call: a}]'
    assert values_of(load_text(text, "f")) == [{"n": "ada", "e": "ada@x"}]


def test_vars_may_not_use_those_below_them(mistake: Mistake) -> None:
    text = 'scenario: s\nprovider: toy\nvars: {e: "${n}@x", n: ada}\nsteps: [{call: a}]'
    assert mistake(text) == "s.mfa.yaml:3:11: undefined ${n}; names known here: none"
