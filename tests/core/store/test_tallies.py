"""Tallies: sliding windows by key, as many keys as there may be."""

from mfa_emulator.core.store.tallies import Tallies
from mfa_emulator.core.time.windows import Limit

LIMITS = [Limit(2, 60)]


def test_each_key_is_counted_by_itself():
    tallies = Tallies()
    for now in (1, 2):
        tallies.add("ada", LIMITS, now, 10)
    assert tallies.full("ada", LIMITS, 3) == LIMITS[0]
    assert tallies.full("bob", LIMITS, 3) is None
    assert tallies.window("bob").at == ()


def test_nothing_is_kept_where_no_limit_asks_for_it():
    tallies = Tallies()
    assert tallies.add("ada", [Limit(0, 60)], 1, 10).at == ()
    assert len(tallies) == 0


def test_keys_that_were_counted_the_longest_ago_make_room():
    tallies = Tallies()
    for key in ("ada", "bob", "ada", "eve"):
        tallies.add(key, LIMITS, 1, 2)
    assert [tally.key for tally in tallies] == ["ada", "eve"]


def test_a_copy_is_of_the_same_kind():
    tallies = Tallies()
    tallies.add("ada", LIMITS, 1, 10)
    copy = tallies.copy()
    copy.add("ada", LIMITS, 2, 10)
    assert tallies.window("ada").at == (1,)
    assert copy.window("ada").at == (1, 2)
    again = Tallies()
    again.load(copy.dump())
    assert again.window("ada").at == (1, 2)
