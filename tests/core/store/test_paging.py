"""Pages of rows: in key order, forwards and backwards, filtered, from positions that are gone too."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.store.paging import ListRows, Page, TableRows, page, page_before
from mfa_emulator.core.store.table import Table


class Row(msgspec.Struct, frozen=True):
    id: int


def table_of(ids) -> Table[Row]:
    table = Table(Row, "id")
    for number in ids:
        table.put(Row(number))
    return table


def rows_of(kind: str, ids, fits=lambda row: True):
    if kind == "table":
        return TableRows(table_of(ids), fits)
    return ListRows([Row(number) for number in sorted(ids)], lambda row: row.id, fits)


def ids(found: Page[Row]) -> tuple[list[int], bool, bool]:
    return [row.id for row in found.rows], found.more_before, found.more_after


KINDS = pytest.mark.parametrize("kind", ["table", "list"])


@KINDS
def test_pages_follow_each_other(kind: str):
    rows = rows_of(kind, [3, 1, 5, 4, 2])
    assert ids(page(rows, 2)) == ([1, 2], False, True)
    assert ids(page(rows, 2, after=2)) == ([3, 4], True, True)
    assert ids(page(rows, 2, after=4)) == ([5], True, False)
    assert ids(page(rows, 2, after=5)) == ([], False, False)


@KINDS
def test_and_lead_back(kind: str):
    rows = rows_of(kind, [1, 2, 3, 4, 5])
    assert ids(page_before(rows, 2, before=5)) == ([3, 4], True, True)
    assert ids(page_before(rows, 2, before=3)) == ([1, 2], False, True)
    assert ids(page_before(rows, 2)) == ([4, 5], True, False)


@KINDS
def test_a_position_need_not_be_there(kind: str):
    rows = rows_of(kind, [1, 3, 5])
    assert ids(page(rows, 1, after=2)) == ([3], True, True)
    assert ids(page_before(rows, 1, before=4)) == ([3], True, True)


@KINDS
def test_pages_may_be_counted_from_the_begin(kind: str):
    assert ids(page(rows_of(kind, range(10)), 3, skip=6)) == ([6, 7, 8], True, True)


def test_a_list_may_be_turned_round():
    rows = ListRows([Row(number) for number in range(5)], lambda row: row.id, descending=True)
    assert ids(page(rows, 2)) == ([4, 3], False, True)
    assert ids(page(rows, 2, after=3)) == ([2, 1], True, True)
    assert ids(page_before(rows, 2, before=2)) == ([4, 3], False, True)


def test_of_a_long_table_only_the_page_is_looked_at():
    looked_at = []
    rows = TableRows(table_of(range(10_000)), lambda row: looked_at.append(row) or True)
    assert ids(page(rows, 5, after=5000)) == ([5001, 5002, 5003, 5004, 5005], True, True)
    assert len(looked_at) == 7


@pytest.mark.parametrize("kind", ["table", "list"])
@given(st.sets(st.integers(0, 700)), st.integers(0, 700) | st.none(), st.integers(1, 300), st.integers(1, 5))
def test_a_page_is_what_a_search_finds(kind: str, numbers: set[int], position: int | None, size: int, factor: int):
    rows = rows_of(kind, numbers, lambda row: row.id % factor == 0)
    fit = sorted(number for number in numbers if number % factor == 0)
    after = [number for number in fit if position is None or number > position]
    before = [number for number in fit if position is None or number < position]
    found = page(rows, size, after=position)
    assert [row.id for row in found.rows] == after[:size]
    if found.rows:
        assert found.more_before == (fit[0] < found.rows[0].id)
        assert found.more_after == (len(after) > size)
    assert [row.id for row in page_before(rows, size, position).rows] == before[-size:]
