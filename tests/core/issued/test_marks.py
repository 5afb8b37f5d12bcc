"""Marks: of which world something is, and of how many resets."""

import re

from mfa_emulator.core.issued.marks import MOST, Marks, Origin


def test_a_mark_is_of_seed_name_and_resets_alone():
    origins = [Origin(seed, world, resets) for seed in (0, 1) for world in ("a", "b") for resets in (0, 1)]
    assert len({origin.mark for origin in origins}) == len(origins)
    assert [Origin(one.seed, one.world, one.resets).mark for one in origins] == [one.mark for one in origins]


def test_a_mark_is_twelve_characters_that_are_safe_everywhere_and_do_not_tell_the_key():
    for resets in range(200):
        origin = Origin("x", "tests/test_a.py::test_b[1]", resets)
        assert re.fullmatch(r"[A-Za-z0-9_-]{12}", origin.mark)
        assert origin.key.hex() not in origin.mark


def test_a_world_takes_its_own_mark_and_those_that_were_brought():
    own, other = Origin(0, "a", 0), Origin(0, "b", 0)
    assert own.mark in Marks(own)
    assert other.mark not in Marks(own)
    assert other.mark in Marks(own, (other.mark,))
    assert None not in Marks(own)


def test_of_too_many_brought_marks_the_oldest_make_room():
    brought = tuple(Origin(0, "b", resets).mark for resets in range(MOST + 1))
    marks = Marks(Origin(0, "a", 0), brought)
    assert len(marks.further) == MOST
    assert (brought[0] in marks, brought[1] in marks, brought[-1] in marks) == (False, True, True)


def test_the_reason_says_where_a_mark_is_from():
    marks = Marks(Origin(0, "a", 2), resets=4)
    assert marks.reason(Origin(0, "a", 1).mark) == "was issued by world 'a', but is of before a reset"
    assert marks.reason(Origin(0, "a", 3).mark) == (
        "was issued by world 'a', but is of a time that a restored snapshot took back"
    )
    assert (
        marks.reason(Origin(0, "b", 2).mark)
        == "was issued by another world than 'a', by one of another seed, or many resets ago"
    )
    assert marks.reason("no mark") == "was issued by another world than 'a', by one of another seed, or many resets ago"
