"""Ids, secrets and codes: the same seed gives the same ones."""

import re
from base64 import b32decode
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator import Emulator
from mfa_emulator.core.ids import Ids

PLACE = {"seed": 1, "world": "a", "resets": 0, "drawn": 0, "pins": {}, "marks": []}

SHAPES = {
    "alphanumeric": (lambda ids: ids.alphanumeric(28), r"[A-Za-z0-9]{28}"),
    "hex": (lambda ids: ids.hex(31), r"[0-9a-f]{31}"),
    "digits": (lambda ids: ids.digits(6), r"[0-9]{6}"),
    "url_safe": (lambda ids: ids.url_safe(200), r"[A-Za-z0-9_-]{200}"),
    "base32_secret": (lambda ids: ids.base32_secret(), r"[A-Z2-7]{32}"),
    "uuid": (lambda ids: ids.uuid(), r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
    "code": (lambda ids: ids.code("+15555550100"), r"[0-9]{6}"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_has_its_shape_and_never_comes_twice(shape: str):
    make, pattern = SHAPES[shape]
    ids = Ids()
    made = [make(ids) for _ in range(200)]
    assert all(re.fullmatch(pattern, text) for text in made)
    assert len(set(made)) > (190 if shape in ("digits", "code") else 199)


@pytest.mark.parametrize("seed", [0, 7, "seven", ""])
def test_one_seed_gives_one_stream_whatever_is_drawn(seed):
    first, second = Ids(seed), Ids(seed)
    for make, _ in SHAPES.values():
        assert make(first) == make(second)


def test_another_seed_gives_another_stream():
    assert len({Ids(seed).hex(32) for seed in (0, 1, "a", "b", -1)}) == 5


def test_how_much_was_drawn_before_does_not_matter_only_how_often():
    first, second = Ids(), Ids()
    first.draw(1), second.draw(500)
    assert first.hex(32) == second.hex(32)


def test_another_world_draws_other_values_from_the_same_seed():
    assert len({Ids(0, world).hex(32) for world in ("", "a", "b", "a/b")}) == 4


def test_a_seed_and_a_name_that_read_the_same_together_are_not_the_same():
    assert len({Ids(seed, world).hex(32) for seed, world in [(1, "1"), (11, ""), ("", "11"), ('1","', "1")]}) == 4


def test_a_seed_may_be_written_as_a_text():
    assert Ids(7, "a").hex(32) == Ids("7", "a").hex(32)


def test_values_are_those_of_earlier_versions():
    ids = Ids(0, "default")
    assert (ids.hex(8), ids.digits(6), ids.alphanumeric(8)) == ("ea57049b", "858011", "eydi3iwE")


@given(st.integers(1, 200))
def test_draws_as_many_bytes_as_asked(count: int):
    assert len(Ids().draw(count)) == count


def test_codes_begin_with_zero_as_often_as_with_any_digit():
    ids = Ids()
    zeros = sum(ids.digits(6).startswith("0") for _ in range(5000))
    assert 400 < zeros < 600


@given(low=st.integers(-(10**9), 10**9), span=st.integers(0, 10**9))
def test_a_number_lies_between_its_bounds(low: int, span: int):
    assert low <= Ids().number(low, low + span) <= low + span


def test_a_secret_holds_as_many_bytes_as_asked():
    assert len(b32decode(Ids().base32_secret(20))) == 20


def test_a_uuid_is_of_version_4():
    assert UUID(Ids().uuid()).version == 4


def test_a_pinned_recipient_gets_its_code_and_others_do_not():
    ids = Ids()
    ids.pin("+15555550100", "012345")
    assert ids.code("+15555550100") == "012345"
    assert ids.code("+15555550100") == "012345"
    assert ids.code("+15555550101") != "012345"


def test_a_pin_of_another_length_is_not_used():
    ids = Ids()
    ids.pin("ada", "0123")
    assert ids.pinned("ada", 6) is None
    assert len(ids.code("ada", 6)) == 6
    assert ids.code("ada", 4) == "0123"


def test_a_pin_can_be_taken_away():
    ids = Ids()
    ids.pin("ada", "012345")
    ids.pin("ada", None)
    ids.pin("nobody", None)
    assert ids.pinned("ada", 6) is None


def test_a_stream_goes_on_where_its_dump_was_taken():
    ids = Ids("s")
    ids.pin("ada", "012345")
    ids.hex(8)
    place = ids.dump()
    expected = ids.hex(32)
    ids.pin("ada", "999999")
    ids.load(place)
    assert (ids.hex(32), ids.code("ada")) == (expected, "012345")
    other = Ids()
    other.load(place)
    assert other.hex(32) == expected


def test_begin_forgets_pins_and_draws_nothing_again():
    def story() -> list[str]:
        ids, drawn = Ids(1, "a"), []
        for _ in range(3):
            assert ids.pinned("ada", 6) is None
            ids.pin("ada", "012345")
            drawn += [ids.hex(32), ids.hex(32), str(ids.first("user", 1, 10**9))]
            ids.begin(1)
        return drawn

    assert story() == story()
    assert len(set(story())) == 9


def test_a_begin_after_a_step_back_draws_neither_what_was_left_nor_what_was_come_back_to():
    ids = Ids(1, "a")
    start, drawn = ids.dump(), {ids.hex(32)}
    ids.begin(1)
    drawn.add(ids.hex(32))
    ids.load(start)
    ids.begin(1)
    assert ids.hex(32) not in drawn


def test_the_dump_of_another_world_brings_its_pins_and_none_of_its_values():
    other, ids, same = Ids(1, "a"), Ids(1, "b"), Ids(1, "b")
    other.pin("ada", "012345")
    place, its = other.dump(), [other.hex(32) for _ in range(5)]
    for each in (ids, same):
        each.load(place)
        assert each.pinned("ada", 6) == "012345"
    mine = [ids.hex(32) for _ in range(5)]
    assert mine == [same.hex(32) for _ in range(5)]
    assert not {*mine} & {*its, *(Ids(1, "b").hex(32) for _ in range(5))}


def test_a_stream_apart_moves_nothing_and_is_of_this_world_and_reset():
    ids, same = Ids(1, "a"), Ids(1, "a")
    drawn = [ids.apart("x").hex(32), ids.apart("y").hex(32), Ids(1, "b").apart("x").hex(32)]
    assert ids.hex(32) == same.hex(32)
    assert ids.apart("x").hex(32) == drawn[0]
    ids.begin(1)
    assert len({*drawn, ids.apart("x").hex(32)}) == 4


def test_numbers_of_a_kind_begin_within_their_bounds_at_another_place_in_each_world():
    firsts = [Ids(0, f"world {number}").first("user", 10**6, 10**9) for number in range(50)]
    assert len(set(firsts)) == 50
    assert all(10**6 <= first <= 10**9 for first in firsts)
    ids = Ids()
    assert ids.first("user", 5, 5) == 5
    assert ids.first("user", 1, 10**9) == ids.first("user", 1, 10**9) != ids.first("device", 1, 10**9)


@pytest.mark.parametrize(
    "data",
    [
        {},
        None,
        {**PLACE, "seed": 1.5},
        {**PLACE, "drawn": "x"},
        {**PLACE, "drawn": -1},
        {**PLACE, "drawn": 10**30},
        {**PLACE, "pins": {"ada": 12345}},
        {**PLACE, "more": 0},
        {**PLACE, "world": None},
        {**PLACE, "resets": -1},
        {**PLACE, "marks": ["short"]},
        {**PLACE, "marks": ["A" * 12] * 1001},
        {"seed": 1, "drawn": 0, "pins": {}},
    ],
)
def test_what_is_no_dump_changes_nothing(data):
    ids, same = Ids(5), Ids(5)
    with pytest.raises(ValueError):
        ids.load(data)
    assert ids.hex(32) == same.hex(32)


def test_no_world_is_called_as_a_stream_apart_or_as_what_is_configured():
    emulator = Emulator(providers=[])
    drawn = {emulator.world.configured("x").hex(32), emulator.world.ids.apart("x").hex(32)}
    for name in ("/x", "x", "default/x", "defaultx"):
        assert emulator.worlds.add(name).ids.hex(32) not in drawn
    with pytest.raises(ValueError, match="printable"):
        emulator.worlds.add("default\0x")
