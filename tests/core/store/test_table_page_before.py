"""Pages that lead back: the records before a key, nearest first."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.store.sorted_keys import SortedKeys
from mfa_emulator.core.store.table import Table


class Row(msgspec.Struct, frozen=True):
    number: int


class ShortRuns(SortedKeys):
    RUN = 4


def table(*numbers):
    rows = Table(Row, "number")
    for number in numbers:
        rows.put(Row(number))
    return rows


def before(rows, key, limit):
    return [row.number for row in rows.page_before(key, limit)]


def test_the_nearest_come_first_and_none_is_the_end():
    rows = table(5, 1, 3, 2, 4)
    assert before(rows, 4, 2) == [3, 2]
    assert before(rows, None, 2) == [5, 4]
    assert before(rows, 1, 2) == []
    assert before(table(), None, 2) == []


def test_a_key_that_is_gone_still_marks_its_place():
    rows = table(1, 2, 3, 4)
    rows.page(None, 1)
    rows.delete(3)
    assert before(rows, 3, 5) == [2, 1]
    rows.put(Row(3))
    assert before(rows, 4, 5) == [3, 2, 1]


@given(st.sets(st.integers(0, 5000), max_size=60), st.integers(-1, 5001) | st.none(), st.integers(1, 70))
def test_it_is_what_a_sorted_list_says(numbers, key, limit):
    keys = ShortRuns(numbers)
    expected = [number for number in sorted(numbers, reverse=True) if key is None or number < key]
    assert keys.before(key, limit) == expected[:limit]


def test_many_runs_are_walked_through():
    keys = SortedKeys(range(2000))
    assert keys.before(1999, 1500) == list(range(1998, 498, -1))
    assert keys.before(None, 3) == [1999, 1998, 1997]
