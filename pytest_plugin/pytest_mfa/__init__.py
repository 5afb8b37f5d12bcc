"""The pytest plugin of mfa-emulator: fixtures that begin with `mfa`, and scenarios in YAML."""

from pytest_mfa.world import Mfa

__all__ = ["Mfa"]
