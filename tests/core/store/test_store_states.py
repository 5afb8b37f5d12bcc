"""A provider's state is copied, dumped and loaded as a whole, whatever it is made of."""

import msgspec
import pytest

from mfa_emulator.core.store.state import Map, State
from mfa_emulator.core.store.table import Table


class Item(msgspec.Struct, frozen=True):
    id: int
    text: str = ""


class Limits(msgspec.Struct, frozen=True):
    most: int = 5


class Inner(State):
    def __init__(self, name: str) -> None:
        self.name = name
        self.items: Table[Item] = Table(Item, "id")


class Outer(State):
    """Begins with an item and a part of its own, as vendors' states do."""

    def __init__(self) -> None:
        self.items: Table[Item] = Table(Item, "id")
        self.items.put(Item(0, "there from the start"))
        self.parts = Map(Inner)
        self.parts["default"].items.put(Item(7))
        self.limits = Limits()
        self.count = 0
        self.words: list[str] = []
        self._cache: dict[str, int] = {}


@pytest.fixture
def state() -> Outer:
    state = Outer()
    state.items.put(Item(1, "one"))
    state.parts["a"].items.put(Item(2, "two"))
    state.limits, state.count, state.words = Limits(9), 3, ["x"]
    return state


def contents(state: Outer) -> object:
    return (
        list(state.items),
        {name: (part.name, list(part.items)) for name, part in state.parts.items()},
        (state.limits, state.count, tuple(state.words)),
    )


def change(state: Outer) -> None:
    state.items.delete(1)
    state.parts["a"].items.clear()
    state.parts["b"].items.put(Item(3))
    del state.parts["default"]
    state.limits, state.count = Limits(), 0
    state.words.append("y")


def test_a_copy_does_not_change_with_the_original(state):
    before, copy = contents(state), state.copy()
    change(state)
    assert contents(copy) == before


def test_nor_the_original_with_the_copy(state):
    before, copy = contents(state), state.copy()
    change(copy)
    assert contents(state) == before


def test_a_copied_map_still_makes_its_parts(state):
    copy = state.copy()
    copy.parts["new"].items.put(Item(1))
    assert copy.parts["new"].name == "new"
    assert "new" not in state.parts


def test_a_dump_goes_through_json_and_back(state):
    dump = msgspec.json.decode(msgspec.json.encode(state.dump()))
    other = Outer()
    other.load(dump)
    assert contents(other) == contents(state)


def test_nothing_stays_of_what_a_new_state_begins_with(state):
    state.items.delete(0)
    del state.parts["default"]
    other = Outer()
    other.load(state.dump())
    assert 0 not in other.items
    assert "default" not in other.parts


def test_private_attributes_are_neither_dumped_nor_loaded(state):
    assert "_cache" not in state.dump()
    with pytest.raises(ValueError, match=r"^Outer has no '_cache'$"):
        Outer().load({"_cache": {}})


@pytest.mark.parametrize(
    "bad", [{"items": [{"id": "x"}]}, {"count": "x"}, {"more": 1}, {"parts": {"a": {"items": [1]}}}]
)
def test_a_misfit_is_a_value_error(bad):
    with pytest.raises(ValueError):
        Outer().load(bad)


def test_shredding_empties_the_tables_of_all_parts(state):
    for _ in state.shred():
        pass
    assert (len(state.items), len(state.parts["a"].items)) == (0, 0)
