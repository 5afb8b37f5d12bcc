"""A table that knows which attributes its indexes look at leaves them alone while those stay the same."""

import msgspec
import pytest

from mfa_emulator.core.store.indexes import Sparse
from mfa_emulator.core.store.table import Table, Taken


class Thing(msgspec.Struct, frozen=True):
    id: str
    name: str = ""
    count: int = 0


@pytest.fixture
def asked():
    return []


@pytest.fixture
def table(asked):
    def name(thing):
        asked.append(thing)
        return [thing.name] if thing.name else []

    return Table(
        Thing, "id", unique={"name": name}, groups={"named": lambda thing: [bool(thing.name)]}, indexed=("name",)
    )


def test_the_index_functions_are_not_asked_when_nothing_they_look_at_changes(table, asked):
    table.put(Thing("a", "x"))
    asked.clear()
    table.put(Thing("a", "x", 7))
    assert asked == []
    assert table.get("a").count == 7
    assert table.by("name", "x").count == 7


def test_a_change_moves_the_record_in_its_indexes(table):
    table.put(Thing("a", "x"))
    table.put(Thing("a", "y"))
    assert table.by("name", "x") is None
    assert table.by("name", "y").id == "a"
    table.put(Thing("a"))
    assert table.by("name", "y") is None
    assert table.count("named", False) == 1


def test_a_clash_is_still_found(table):
    table.put(Thing("a", "x"))
    table.put(Thing("b"))
    with pytest.raises(Taken):
        table.put(Thing("b", "x"))
    assert table.get("b").name == ""


def test_a_copy_knows_it_too(table, asked):
    table.put(Thing("a", "x"))
    copy = table.copy()
    asked.clear()
    copy.put(Thing("a", "x", 1))
    assert asked == []
    assert table.get("a").count == 0


def test_a_sparse_index_is_not_asked_about_new_records_that_are_as_usual(asked):
    def counts(thing):
        asked.append(thing.id)
        return [thing.count] if thing.count else []

    table = Table(
        Thing,
        "id",
        unique={"count": Sparse("count", 0, counts)},
        groups={"name": Sparse("name", "", lambda thing: [thing.name] if thing.name else [])},
    )
    for thing in (Thing("a"), Thing("b", count=1), Thing("c"), Thing("d", "x", 2)):
        table.put(thing)
    assert asked == ["b", "d"]
    assert table.by("count", 1).id == "b"
    assert [thing.id for thing in table.group("name", "x")] == ["d"]
    with pytest.raises(Taken):
        table.put(Thing("e", count=2))
