"""A layer over a dict is as the dict would be after the changes, and leaves it alone until they are to stand."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.store import layers
from mfa_emulator.core.store.layers import Groups, Layer
from mfa_emulator.core.store.slices import at_once

KEYS = st.sampled_from("abcdef")
CHANGES = st.lists(
    st.tuples(st.sampled_from(["set", "set", "delete", "default", "clear"]), KEYS, st.integers(0, 9)), max_size=20
)


def change(target, changes):
    for kind, key, value in changes:
        if kind == "set":
            target[key] = value
        elif kind == "default":
            target.setdefault(key, value)
        elif kind == "clear" and value == 0:
            target.clear()
        elif kind == "delete":
            with suppress(KeyError):
                del target[key]


@given(below=st.dictionaries(KEYS, st.integers(10, 99)), changes=CHANGES)
def test_a_layer_is_as_the_dict_would_be(below, changes):
    wanted, was = dict(below), dict(below)
    layer = Layer(below)
    change(wanted, changes)
    change(layer, changes)
    assert list(below.items()) == list(was.items())
    assert layer.items() == list(wanted.items())
    assert (layer.keys(), layer.values(), list(layer)) == (list(wanted), list(wanted.values()), list(wanted))
    assert (len(layer), bool(layer)) == (len(wanted), bool(wanted))
    for key in "abcdef":
        assert (key in layer, layer.get(key), layer.get(key, -1)) == (
            key in wanted,
            wanted.get(key),
            wanted.get(key, -1),
        )
    assert list(layer.copy().items()) == list(wanted.items())
    if layer.is_over(below):
        new, gone = layer.difference()
        assert (set(new), set(gone)) == (set(wanted) - set(was), set(was) - set(wanted))
    assert list(at_once(layer.merging()).items()) == list(wanted.items())


@given(below=st.dictionaries(KEYS, st.integers(10, 99)), changes=CHANGES)
def test_a_layer_can_be_read_all_the_time_while_its_changes_are_made_below(some_keys, below, changes):
    layer = Layer(below)
    change(layer, changes)
    wanted = dict(layer.items())
    for _ in layer.merging():
        assert dict(layer.items()) == wanted
        assert (len(layer), sorted(layer)) == (len(wanted), sorted(wanted))
        for key in "abcdef":
            assert (key in layer, layer.get(key)) == (key in wanted, wanted.get(key))


@pytest.fixture(scope="module")
def some_keys():
    """One key is merged at a time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layers, "_SOME", 1)
        yield


@pytest.mark.parametrize("lost", ["a", "b"])
def test_a_key_that_is_not_there_is_a_key_error(lost):
    layer = Layer({"a": 1})
    del layer["a"]
    with pytest.raises(KeyError):
        layer[lost]
    with pytest.raises(KeyError):
        del layer[lost]


def test_the_dicts_below_groups_stay_as_they_are_until_the_changes_stand():
    below = {"x": {"a": None, "b": None}, "y": {"c": None}}
    groups = Groups(below)
    del groups["x"]["a"]
    groups["x"]["d"] = None
    groups.setdefault("z", {})["e"] = None
    del groups["y"]
    assert below == {"x": {"a": None, "b": None}, "y": {"c": None}}
    assert [(key, list(group.keys())) for key, group in groups.items()] == [("x", ["b", "d"]), ("z", ["e"])]
    assert at_once(groups.merging()) == {"x": {"b": None, "d": None}, "z": {"e": None}}
