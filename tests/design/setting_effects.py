"""Effects of settings: for each one, something that a client sees differs when it has another value.

A scene plays with a client in a world of its own, and may be refused anywhere: refusals are seen too.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from msgspec import inspect
from setting_ends import ranges

from mfa_emulator import Emulator

Scene = Callable[[Any], Any]


class Other(NamedTuple):
    """Other values of a setting, tried one after the other, and what must be set along with it for it to matter."""

    values: tuple[Any, ...]
    along: dict[str, Any]


def other(*values: Any, **along: Any) -> Other:
    """The values, and the settings that go along."""
    return Other(values, along)


def settings(kind: type[msgspec.Struct], others: dict[str, Other], elsewhere: dict[str, str]) -> list[Any]:
    """Each setting with its other values, as parameters of a test; those that a test elsewhere turns are left out."""
    defaults = kind()
    assert {*others, *elsewhere} <= set(kind.__struct_fields__)
    return [
        pytest.param(name, others.get(name) or Other(tuple(_others(described, getattr(defaults, name))), {}), id=name)
        for name, described in ranges(kind).items()
        if name not in elsewhere
    ]


def assert_effect(name: str, other: Other, scenes: Iterable[Scene], make: Callable[..., Any]) -> None:
    """See a scene end in another way when the setting has another of its values."""
    changes = [{**other.along, name: value} for value in other.values]
    working = [changed for changed in changes if _works(make, changed)]
    for scene in scenes:
        usual = _usual(scene, make, other.along)
        if any(play(scene, make, changed) != usual for changed in working):
            return
    pytest.fail(f"no scene differs when {name} is one of {other.values}: add a scene that shows what it changes", False)


_SEEN: dict[tuple[Scene, str], list[Any]] = {}


def _usual(scene: Scene, make: Callable[..., Any], along: dict[str, Any]) -> list[Any]:
    """The scene without the setting, played once in a process."""
    key = scene, repr(along)
    if key not in _SEEN:
        _SEEN[key] = play(scene, make, along)
    return _SEEN[key]


def _works(make: Callable[..., Any], changes: dict[str, Any]) -> bool:
    try:
        make(**changes)
    except ValueError:  # over another setting that bounds it
        return False
    return True


def play(scene: Scene, make: Callable[..., Any], changes: dict[str, Any]) -> list[Any]:
    """All that a client sees of a scene: answers with their reasons, messages, and what the scene itself tells."""
    client = make(**changes)
    emulator: Emulator = client.emulator
    told: list[Any] = []
    try:
        told.append(repr(scene(client)))
    except Exception as error:  # a refusal where the scene goes on no further
        told.append(type(error).__name__)
    told += [(one.status, one.response, one.reason) for one in emulator.requests]
    told += [(one.channel, one.to, one.body, one.code) for one in emulator.inbox.messages()]
    return told


def _others(kind: inspect.Type, value: Any) -> Iterable[Any]:
    match kind:
        case inspect.BoolType():
            yield not value
        case inspect.LiteralType(values=values):
            yield from (one for one in values if one != value)
        case inspect.IntType(ge=int(least), le=int(most)):
            yield from (one for one in (least, 1, 2, 3, most) if one != value and least <= one <= most)
        case inspect.VarTupleType(item_type=inspect.LiteralType(values=values)):
            yield from (one for one in ((), *((each,) for each in values)) if one != value)
        case inspect.Metadata():
            yield "other"
        case _:
            raise AssertionError(f"name other values for {kind}")


def turned_in(tests: Path, elsewhere: dict[str, str]) -> list[str]:
    """The settings of a table of tests' files that no test in that file turns."""
    return [name for name, file in elsewhere.items() if f"{name}=" not in (tests / file).read_text()]
