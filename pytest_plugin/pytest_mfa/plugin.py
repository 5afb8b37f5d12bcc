"""The pytest plugin: fixtures, the `mfa` marker, and what a failing test is told."""

from pytest_mfa.scenario.collect import mfa_target, pytest_collect_file

__all__ = ["mfa_target", "pytest_collect_file"]
