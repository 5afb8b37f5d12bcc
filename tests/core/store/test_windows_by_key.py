"""Sliding windows by key, as many keys as there may be."""

import msgspec

from mfa_emulator.core.store.windows_by_key import WindowsByKey
from mfa_emulator.core.time.windows import Limit

LIMITS = [Limit(2, 60)]


def test_each_key_is_counted_by_itself():
    counted = WindowsByKey()
    for now in (1, 2):
        counted.add("ada", LIMITS, now, 10)
    assert counted.full("ada", LIMITS, 3) == LIMITS[0]
    assert counted.full("bob", LIMITS, 3) is None
    assert counted.window("bob").at == ()


def test_nothing_is_kept_where_no_limit_asks_for_it():
    counted = WindowsByKey()
    assert counted.add("ada", [Limit(0, 60)], 1, 10).at == ()
    assert len(counted) == 0


def test_keys_that_were_counted_the_longest_ago_make_room():
    counted = WindowsByKey()
    for key in ("ada", "bob", "ada", "eve"):
        counted.add(key, LIMITS, 1, 2)
    assert [keyed.key for keyed in counted] == ["ada", "eve"]


def test_a_copy_is_of_the_same_kind():
    counted = WindowsByKey()
    counted.add("ada", LIMITS, 1, 10)
    copy = counted.copy()
    copy.add("ada", LIMITS, 2, 10)
    assert counted.window("ada").at == (1,)
    assert copy.window("ada").at == (1, 2)
    again = WindowsByKey()
    again.load(msgspec.to_builtins(list(copy)))
    assert again.window("ada").at == (1, 2)
