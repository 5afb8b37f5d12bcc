"""The README's table of figures."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

# By its file: a folder on the path in which a module is called `onelogin` would hide the SDK of that name.
SPEC = spec_from_file_location("readme_table", Path(__file__).parent / "readme_table.py")
assert SPEC is not None
assert SPEC.loader is not None
readme_table: Any = module_from_spec(SPEC)
SPEC.loader.exec_module(readme_table)

MACHINE = {"processor": "Abacus 2", "cores": 2, "load": 0.1, "python": "3.11.7"}


def spread(median: float, around: float) -> dict[str, float]:
    return {"median": median, "low": median - around, "high": median + around}


def suite(name: str, case: str, other: str, ratio: float, users: int = 0) -> dict[str, Any]:
    return {"name": name, "users": users, "figures": [{"name": case, "of_cpu": {other: spread(ratio, 0.1)}}]}


def found(*suites: dict[str, Any]) -> dict[str, Any]:
    return {"machine": MACHINE, "rounds": 9, "requests": 400, "suites": suites}


def cell(text: str, row: int, column: str) -> str:
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return rows[row][[name.strip() for name in rows[0]].index(column)].strip()


def test_a_flow_is_told_with_its_ratio_and_the_spread():
    text = readme_table.table(found(suite("identity_toolkit", "lookup", "bare ASGI", 0.8)))
    assert cell(text, 2, "look-up") == "0.80 (0.70–0.90)"
    assert cell(text, 2, "sign-in") == cell(text, 3, "look-up") == ""
    assert "on Abacus 2 with 2 cores (load 0.1), Python 3.11.7;" in text


def test_the_official_emulator_has_a_row_of_its_own():
    text = readme_table.table(
        found(
            suite("official", "signUp", "official", 18.0),
            suite("official", "phone sign-in (4 requests)", "official", 13.0),
        )
    )
    assert cell(text, 3, "sign-up") == "18 (18–18)"
    assert cell(text, 3, "sign-in by SMS") == "13 (13–13)"


def test_figures_beside_stored_users_are_not_in_it():
    text = readme_table.table(found(suite("identity_toolkit", "lookup", "bare ASGI", 0.8, users=10)))
    assert cell(text, 2, "look-up") == ""


def test_writing_it_leaves_the_rest_of_the_readme_alone(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{readme_table.BEGIN}old\n{readme_table.END}after\n", encoding="utf-8")
    for _ in range(2):
        readme_table.write(found(suite("official", "signUp", "official", 18.0)), readme)
        text = readme.read_text(encoding="utf-8")
        assert text.startswith(f"before\n{readme_table.BEGIN}| CPU of … ÷ ours | sign-in |")
        assert text.endswith(f"measure yours.{readme_table.END}after\n")


def test_a_readme_without_a_place_for_it_is_told(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("nothing\n")
    with pytest.raises(ValueError, match="has no place for the figures"):
        readme_table.write(found(), readme)


def test_the_readme_has_a_place_for_it():
    text = readme_table.README.read_text(encoding="utf-8")
    assert text.count(readme_table.BEGIN) == text.count(readme_table.END) == 1
