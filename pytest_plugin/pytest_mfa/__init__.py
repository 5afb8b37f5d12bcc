"""The pytest plugin of mfa-emulator: fixtures that begin with `mfa`, and scenarios in YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mfa_emulator.testing.own_world import Mfa

__all__ = ["Mfa"]

# Hidden from type checkers, which would take every name for one that the package has.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import `Mfa` on first use: a run that only has the plugin installed pays nothing for the emulator."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from mfa_emulator.testing.own_world import Mfa

        return Mfa
