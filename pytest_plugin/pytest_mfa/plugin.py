"""The pytest plugin: fixtures, the marker `mfa`, scenario files, and the report of a failing test.

It is loaded in every test run of everybody who installed the package: nothing heavy is imported here.
"""

from __future__ import annotations

from collections.abc import Generator

import pytest

from pytest_mfa.collect import mfa_target, pytest_collect_file
from pytest_mfa.fixtures import (
    EMULATOR,
    USED,
    _mfa_emulator,
    mfa,
    mfa_clock,
    mfa_env,
    mfa_http,
    mfa_inbox,
    mfa_options,
    mfa_server,
)
from pytest_mfa.marker import description
from pytest_mfa.tracebacks import without_helpers

__all__ = [
    "_mfa_emulator",
    "mfa",
    "mfa_clock",
    "mfa_env",
    "mfa_http",
    "mfa_inbox",
    "mfa_options",
    "mfa_server",
    "mfa_target",
    "pytest_collect_file",
]


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", description(config))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """A test that passed although the emulator itself failed in it fails after all."""
    result = yield
    _fail_on_crash(item)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """A test whose fixtures made the emulator fail at their end has an error."""
    result = yield
    _fail_on_crash(item)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Report the world in which a test failed, without the lines of a helper that the test called wrongly."""
    if call.excinfo is not None and not item.config.getoption("fulltrace"):
        call.excinfo = without_helpers(call.excinfo)
    report = yield
    emulator = item.config.stash.get(EMULATOR, None)
    if report.failed and emulator is not None and _uses_it(item):
        from pytest_mfa.report import sections, take_crashes

        crashes = take_crashes(emulator)
        report.sections += [*sections(emulator.world), *([("mfa crashes", crashes)] if crashes else [])]
    return report


def _uses_it(item: pytest.Item) -> bool:
    return item.stash.get(USED, False) or "mfa_server" in getattr(item, "fixturenames", ())


def _fail_on_crash(item: pytest.Item) -> None:
    emulator = item.config.stash.get(EMULATOR, None)
    if emulator is not None:
        from pytest_mfa.report import take_crashes

        crashes = take_crashes(emulator)
        if crashes:
            pytest.fail(crashes, pytrace=False)
