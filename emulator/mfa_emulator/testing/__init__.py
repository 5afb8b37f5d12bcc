"""Worlds in tests: a test's own one, and mixins for `unittest` and Django."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mfa_emulator.testing.django_case import MfaDjangoMixin
    from mfa_emulator.testing.own_world import Mfa
    from mfa_emulator.testing.unittest_case import MfaMixin

__all__ = ["Mfa", "MfaDjangoMixin", "MfaMixin"]

_HOMES = {"Mfa": "own_world", "MfaDjangoMixin": "django_case", "MfaMixin": "unittest_case"}

# Hidden from type checkers, which would take every name for one that the package has.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import a public name on first use: Django is there for those who have it."""
        home = _HOMES.get(name)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{home}"), name)
