"""Things are kept by key, up to a number of them and of bytes."""

from typing import NamedTuple

from mfa_emulator.core.store.kept import Kept


class Thing(NamedTuple):
    name: str
    size: int


def keep(kept, *things):
    for thing in things:
        kept.put(thing.name, thing)
    return [thing.name for thing in kept.dropped()]


def test_the_oldest_are_dropped_when_there_are_too_many():
    kept = Kept(2, 1000)
    assert keep(kept, Thing("a", 1), Thing("b", 1), Thing("c", 1)) == ["a"]
    assert [thing.name for thing in kept] == ["b", "c"]
    assert ("a" in kept, "b" in kept, kept.get("b"), len(kept)) == (False, True, Thing("b", 1), 2)


def test_the_oldest_are_dropped_when_they_take_too_much():
    kept = Kept(100, 10)
    assert keep(kept, Thing("a", 4), Thing("b", 4), Thing("c", 5)) == ["a"]
    assert kept.size == 9
    assert keep(kept, Thing("d", 11)) == ["b", "c", "d"]
    assert (kept.size, len(kept)) == (0, 0)


def test_what_is_taken_out_leaves_room():
    kept = Kept(2, 10)
    keep(kept, Thing("a", 6))
    assert not kept.has_room(Thing("b", 5))
    assert kept.pop("a") == Thing("a", 6)
    assert kept.pop("a") is None
    assert kept.has_room(Thing("b", 5))
    keep(kept, Thing("b", 1), Thing("c", 1))
    assert not kept.has_room(Thing("d", 1))
    kept.clear()
    assert (kept.size, len(kept)) == (0, 0)
