"""Vendors by name: as attributes, in `dir`, and by `vendor` with their type."""

import inspect

import pytest
from toy import TOY

from mfa_emulator.providers import BUILT_IN
from mfa_emulator.providers.attributes import BuiltIn


def test_an_attribute_is_made_by_the_vendors_name(emulator):
    kind = type(TOY.api(emulator.world))
    assert type(emulator.toy) is type(emulator.world.toy) is kind
    assert type(emulator.vendor("toy", kind)) is type(emulator.world.vendor("toy", object)) is kind


def test_dir_lists_the_vendors_for_those_who_complete_names(emulator):
    assert {"toy", "clock", "vendor"} <= set(dir(emulator))
    assert {"toy", "clock", "vendor"} <= set(dir(emulator.world))


def test_a_vendor_of_another_name_or_type_is_refused_in_words(emulator):
    with pytest.raises(ValueError, match="no vendor 'toi'; did you mean 'toy'"):
        emulator.vendor("toi", object)
    with pytest.raises(TypeError, match=r"the Python API of toy is of type .*, not int"):
        emulator.vendor("toy", int)


def test_a_name_that_is_none_is_an_attribute_error_with_the_nearest(emulator):
    with pytest.raises(AttributeError, match="emulator has no attribute 'clok'; did you mean 'clock'"):
        emulator.clok  # noqa: B018
    with pytest.raises(AttributeError, match="world has no attribute '_hidden'"):
        emulator.world._hidden  # noqa: B018
    assert not hasattr(emulator, "__deepcopy__")


def test_type_checkers_know_every_built_in_vendor():
    known = {name for name, _ in inspect.getmembers(BuiltIn, lambda member: isinstance(member, property))}
    assert known == {front.name for front in BUILT_IN}
