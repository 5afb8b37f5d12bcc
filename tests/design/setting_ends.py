"""Both ends of the range of every number among a provider's settings, for a story that must survive them."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import msgspec
import pytest
from msgspec import inspect

from mfa_emulator.core.settings import CENTURY

LATE = "8999-12-31T23:00:00Z"
"""An hour before time ends for a world's clock."""


class End(NamedTuple):
    """A setting at one end of its range, with what must change along with it."""

    changes: dict[str, Any]
    strained: bool
    """Whether refusals are to be expected: a count at its least. A lifetime of a second is enough on a still clock."""

    def survives(self, parts: Iterable[Callable[[], None]]) -> None:
        """Play each part of a story, and see it succeed unless the setting stands in its way."""
        for part in parts:
            try:
                part()
            except Exception:
                if not self.strained:
                    raise


def ranges(kind: type[msgspec.Struct]) -> dict[str, inspect.Type]:
    """The types of a struct's fields, null aside."""
    described = inspect.type_info(kind)
    assert isinstance(described, inspect.StructType)
    return {field.name: _kept(field.type) for field in described.fields}


def ends(kind: type[msgspec.Struct], *pairs: tuple[str, str]) -> list[Any]:
    """Both ends of every number, as parameters of a test. Of `pairs` the first may not be over the second."""
    found = []
    for name, number in ranges(kind).items():
        if isinstance(number, inspect.IntType):
            for value in (number.ge, number.le):
                along = [low for low, high in pairs if high == name and value == number.ge]
                along += [high for low, high in pairs if low == name and value == number.le]
                strained = value == number.ge and number.le != CENTURY
                end = End(dict.fromkeys([name, *along], value), strained)
                found.append(pytest.param(end, id=f"{name}={value}"))
    return found


def _kept(kind: inspect.Type) -> inspect.Type:
    if isinstance(kind, inspect.UnionType):
        return next(one for one in kind.types if not isinstance(one, inspect.NoneType))
    return kind
