"""Types in words."""

from typing import Annotated, Any, Literal

import msgspec
import pytest
from msgspec import Meta, inspect

from mfa_emulator.core.descriptions.type_words import words


class Pair(msgspec.Struct):
    left: int
    right: str = ""


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (bool, "true or false"),
        (int, "a whole number"),
        (Annotated[int, Meta(ge=1, le=5)], "1 to 5"),
        (Annotated[int, Meta(ge=1)], "1 or more"),
        (float, "a number"),
        (int | float | str, "a number or a text"),
        (str | None, "a text or null"),
        (Annotated[str, Meta(description="a text of digits")], "a text of digits"),
        (Annotated[str, Meta(max_length=64)], "at most 64 characters"),
        (Annotated[str, Meta(min_length=4, max_length=10)], "4 to 10 characters"),
        (Annotated[str, Meta(min_length=1)], "a text that is not empty"),
        (Literal["a", "b"], "'a' or 'b'"),
        (Annotated[list[int], Meta(min_length=1, max_length=3)], "a list of 1 to 3, each a whole number"),
        (Annotated[list[int], Meta(max_length=3)], "a list of at most 3, each a whole number"),
        (Annotated[list[int], Meta(min_length=1)], "a list of at least 1, each a whole number"),
        (tuple[int, ...], "a list, each a whole number"),
        (list[str], "a list, each a text"),
        (dict[str, int], "an object, each value a whole number"),
        (dict[str, Any], "an object"),
        (Pair, "{left: a whole number, right: a text}"),
    ],
)
def test_values_as_people_say_them(kind: object, said: str) -> None:
    assert words(inspect.type_info(kind)) == said


def test_structs_can_be_worded_otherwise() -> None:
    assert words(inspect.type_info(list[Pair]), lambda kind: kind.cls.__name__) == "a list, each Pair"
