"""Many records are freed in small pieces while a loop runs."""

import asyncio
from weakref import WeakValueDictionary

from mfa_emulator.core.store.shredding import emptied, let_go, rows_within, shred_later


def test_pieces_are_taken_one_by_one_between_other_work():
    seen = []

    async def main():
        shred_later(seen.append(number) for number in range(3))
        for _ in range(5):
            await asyncio.sleep(0)
            seen.append("work")

    asyncio.run(main())
    assert [item for item in seen if item != "work"] == [0, 1, 2]
    assert seen.index("work") < seen.index(2)


def test_without_a_loop_nothing_is_taken_apart():
    taken = []
    shred_later(taken.append(number) for number in range(3))
    assert taken == []


class Row(dict):
    """A row whose life can be watched."""


def test_rows_of_a_document_are_freed_in_many_pieces_but_those_that_somebody_else_has():
    users = [Row(email=str(number)) for number in range(5000)]
    names = {str(number): Row() for number in range(3000)}
    document = {"vendor": {"users": users, "size": 1, "projects": {"p": {"names": names, "tags": ["a", Row()]}}}}
    rows = rows_within(document)
    assert rows == [*users, *names.values()]
    alive, kept = WeakValueDictionary(enumerate(rows)), users[7]
    del document, users, names
    counts = [len(alive) for _ in let_go(rows)]
    assert counts == [*range(7000, 0, -1000), 1]
    assert list(alive.values()) == [kept]


def test_small_groups_of_a_table_are_freed_as_they_are_and_large_ones_piece_by_piece():
    small, large = {"a": None}, dict.fromkeys(range(3000))
    groups = {"small": small, "large": large}
    assert sum(1 for _ in emptied(groups)) == 4
    assert (groups, small, large) == ({}, {"a": None}, {})
