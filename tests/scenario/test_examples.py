"""`examples:` is a table, one test per row."""

from collections.abc import Callable
from typing import Any

from scenarios import values_of

from mfa_emulator.scenario.loaded import LoadedScenario

Load = Callable[[str], LoadedScenario]


def scenario(examples: str, variables: str = "{}") -> str:
    return f"scenario: s\nprovider: toy\nvars: {variables}\nexamples: {examples}\nsteps: [{{call: a}}]\n"


def test_one_case_per_row(load: Load) -> None:
    cases = load(scenario("[{code: 012, status: 200}, {code: abc, status: 400}]")).cases
    assert [(case.id, case.row) for case in cases] == [
        ("012-200", {"code": "012", "status": 200}),
        ("abc-400", {"code": "abc", "status": 400}),
    ]


def test_one_case_without_a_table(load: Load) -> None:
    loaded = load(scenario("[]", "{a: 1}"))
    assert ([case.id for case in loaded.cases], values_of(loaded)) == ([""], [{"a": 1}])


def test_a_column_replaces_the_var_of_its_name(load: Load) -> None:
    loaded = load(scenario("[{n: bob}, {n: eve}]", '{n: ada, e: "${n}@x"}'))
    assert values_of(loaded) == [{"n": "bob", "e": "bob@x"}, {"n": "eve", "e": "eve@x"}]


def test_rows_that_look_the_same_have_ids_of_their_own(load: Load) -> None:
    cases = load(scenario("[{a: 1}, {a: '1'}, {a: ''}]")).cases
    assert [case.id for case in cases] == ["1#0", "1#1", "#2"]


def test_ids_are_one_line_and_not_long(load: Load) -> None:
    cases = load(scenario(f'[{{a: "x\\ny", b: [1, 2]}}, {{a: {"z" * 99}, b: {{}}}}]')).cases
    assert [case.id for case in cases] == ["x\\ny-[1,2]", "z" * 40 + "-{}"]


def test_rows_have_the_same_columns(mistake: Callable[[str], str]) -> None:
    assert mistake(scenario("[{a: 1, b: 2}, {a: 1}]")) == (
        "s.mfa.yaml:4:26: each row has the columns of the first: a, b"
    )


def test_a_row_is_plain_data(mistake: Callable[[str], str]) -> None:
    said = mistake(scenario('[{a: "${b}"}]', "{b: 1}"))
    assert said == "s.mfa.yaml:4:16: undefined ${b}; names known here: none"


def test_a_status_may_come_from_the_table(load: Load) -> None:
    text = scenario("[{status: 400}]").replace("{call: a}", '{call: a, expect: {status: "${status}"}}')
    loaded = load(text)
    step: Any = loaded.steps[0].filled(values_of(loaded)[0])
    assert step.expect.status == 400
