"""Parts of a world that only a test in the emulator's own process has."""

from collections.abc import Callable, Mapping
from typing import Never, TypeVar

C = TypeVar("C", bound=type)


def without(hints: Mapping[str, str]) -> Callable[[C], C]:
    """Decorate a class: each of these names says in one line that it is not there, and what to do instead."""

    def decorated(kind: C) -> C:
        for name, hint in hints.items():
            setattr(kind, name, property(_refusing(f"{kind.__name__.removeprefix('Remote')}.{name}", hint)))
        return kind

    return decorated


def _refusing(name: str, hint: str) -> Callable[[object], Never]:
    def refuse(self: object) -> Never:
        # RuntimeError: to Python an AttributeError would mean that the name is none at all.
        raise RuntimeError(f"{name} is not there for a world of a running server (--mfa-url): {hint}")

    return refuse
