"""Docstrings of attributes."""

import msgspec

from mfa_emulator.core.descriptions import docstrings


class Base(msgspec.Struct):
    first: int = 1
    """The first one.

    It comes first."""
    plain: int = 2


class Derived(Base):
    second: int = 2
    """The second one."""
    first: int = 3
    """The first one again."""


class Shown:
    constant = 5
    """Of the class."""

    def __init__(self) -> None:
        self.place = 1
        """Of each object."""
        self.bare = 2


def test_attributes_have_the_text_below_them() -> None:
    assert docstrings.of_attributes(Base) == {"first": "The first one.\n\nIt comes first."}


def test_those_of_base_classes_come_first_and_are_replaced() -> None:
    assert docstrings.of_attributes(Derived) == {"first": "The first one again.", "second": "The second one."}


def test_attributes_of_objects_count() -> None:
    assert docstrings.of_attributes(Shown) == {"constant": "Of the class.", "place": "Of each object."}


def test_a_class_without_source_has_none() -> None:
    assert docstrings.of_attributes(type("Made", (), {})) == {}
    assert docstrings.of_attributes(int) == {}


def test_paragraphs_are_lines() -> None:
    assert docstrings.paragraphs("One\n    line.\n\n    Two\n    more.\n") == ["One line.", "Two more."]
