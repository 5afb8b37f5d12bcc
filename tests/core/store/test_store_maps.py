"""A map makes its parts when they are asked for, and keeps those in which something changes."""

import gc
import weakref

import msgspec
import pytest

from mfa_emulator.core.store.state import Map, State
from mfa_emulator.core.store.table import Table


class Item(msgspec.Struct, frozen=True):
    id: int


class Room(State):
    def __init__(self, name: str) -> None:
        self.name = name
        self.note = ""
        self.items: Table[Item] = Table(Item, "id")


class House(State):
    def __init__(self, name: str) -> None:
        self.name = name
        self.rooms = Map(Room)


class Street(State):
    def __init__(self) -> None:
        self.houses = Map(House)


@pytest.fixture
def street() -> Street:
    return Street()


def test_to_ask_for_a_part_leaves_nothing(street):
    for number in range(100):
        house = street.houses[f"house {number}"]
        assert len(house.rooms["hall"].items) == 0
        assert house.rooms["hall"].items.delete(1) is None
    assert street.dump() == {"houses": {}}
    assert street.houses.get("house 1") is None


def test_a_part_that_nobody_holds_is_forgotten(street):
    house = weakref.ref(street.houses["a"])
    gc.collect()
    assert house() is None


def test_all_who_ask_for_a_name_get_the_same_part(street):
    held = street.houses["a"].rooms["hall"]
    street.houses["a"].rooms["hall"].items.put(Item(1))
    assert list(held.items) == [Item(1)]
    assert street.houses["a"].rooms["hall"] is held


def test_a_record_makes_its_part_stay_and_all_that_it_is_part_of(street):
    street.houses["a"].rooms["hall"].items.put(Item(1))
    gc.collect()
    assert list(street.houses["a"].rooms["hall"].items) == [Item(1)]
    assert list(street.houses) == ["a"]


def test_so_does_an_attribute(street):
    street.houses["a"].rooms["hall"].note = "empty"
    gc.collect()
    assert street.houses["a"].rooms["hall"].note == "empty"


def test_a_record_that_is_refused_does_not(street):
    room = street.houses["a"].rooms["hall"]
    with pytest.raises(AttributeError):
        room.items.put("no record")
    assert not street.houses


def test_a_part_may_be_kept_with_nothing_in_it(street):
    street.houses.keep("a").rooms.keep("hall")
    gc.collect()
    assert street.dump()["houses"]["a"]["rooms"].keys() == {"hall"}


def test_a_part_that_was_taken_out_does_not_come_back_by_itself(street):
    house = street.houses.keep("a")
    room = house.rooms.keep("hall")
    del street.houses["a"]
    house.name, room.note = "gone", "gone"
    room.items.put(Item(1))
    assert not street.houses
