"""Searches through many rows: aside, in slices, with the outcome that they would have at once."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.context import Context
from mfa_emulator.core.store.slices import at_once
from mfa_emulator.core.work import many_rows

ROWS = st.lists(st.tuples(st.integers(0, 5), st.integers()), max_size=60)


@pytest.fixture(autouse=True, scope="module")
def short_slices():
    """Slices of four rows; more than twenty are many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(many_rows, "_SOME", 4)
        patch.setattr(many_rows, "FEW", 20)
        yield


@given(rows=ROWS, count=st.integers(0, 70), descending=st.booleans())
def test_the_first_rows_in_an_order_are_those_of_all_sorted(rows, count, descending):
    found = at_once(many_rows.ordered(rows, lambda row: row[0], count, descending=descending))
    assert found == sorted(rows, key=lambda row: row[0], reverse=descending)[:count]


@given(rows=ROWS)
def test_rows_are_chosen_in_slices(rows):
    choosing = many_rows.fitting(rows, lambda row: row[0] > 2)
    assert sum(1 for _ in choosing) == len(rows) // 4
    assert at_once(many_rows.fitting(rows, lambda row: row[0] > 2)) == [row for row in rows if row[0] > 2]


@pytest.mark.parametrize(("rows", "asked"), [(20, []), (21, ["key"])])
def test_only_many_rows_are_gone_through_aside(rows, asked):
    class Asked(Context[Any, Any]):
        def outcome(self, key, compute):
            keys.append(key)
            return compute()

    keys: list[str] = []
    context = object.__new__(Asked)
    assert many_rows.outcome(context, "key", rows, lambda: many_rows.fitting(range(rows), bool)) == [*range(1, rows)]
    assert keys == asked
