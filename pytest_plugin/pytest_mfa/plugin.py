"""The pytest plugin: fixtures, the marker `mfa`, scenario files, and the report of a failing test.

It is loaded in every test run of everybody who installed the package: nothing heavy is imported here.
"""

from __future__ import annotations

from collections.abc import Generator

import pytest

from pytest_mfa.collect import mfa_target, pytest_collect_file
from pytest_mfa.fixtures import (
    RUNNING,
    _mfa_emulator,
    mfa,
    mfa_async_http,
    mfa_clock,
    mfa_env,
    mfa_http,
    mfa_inbox,
    mfa_options,
    mfa_seed,
    mfa_server,
)
from pytest_mfa.late import KEEPER, pytest_sessionfinish, pytest_terminal_summary, pytest_testnodedown
from pytest_mfa.running import pytest_addoption, pytest_report_header

__all__ = [
    "_mfa_emulator",
    "mfa",
    "mfa_async_http",
    "mfa_clock",
    "mfa_env",
    "mfa_http",
    "mfa_inbox",
    "mfa_options",
    "mfa_seed",
    "mfa_server",
    "mfa_target",
    "pytest_addoption",
    "pytest_collect_file",
    "pytest_report_header",
    "pytest_sessionfinish",
    "pytest_terminal_summary",
    "pytest_testnodedown",
]


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known, and the fixtures with SDKs' objects."""
    config.addinivalue_line("markers", _marker(config))
    config.pluginmanager.import_plugin("pytest_mfa.sdk.fixtures")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Tell the keeper of worlds which test's set-up begins, and when it is done."""
    item.config.stash[RUNNING] = item
    keeper = item.config.stash.get(KEEPER, None)
    if keeper is not None:
        keeper.prepare(item)
    result = yield
    keeper = item.config.stash.get(KEEPER, None)
    if keeper is not None:
        keeper.begin_if_used(item)
    return result


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
        from pytest_mfa.tracebacks import without_helpers

        call.excinfo = without_helpers(call.excinfo, item.config)
    report = yield
    keeper = item.config.stash.get(KEEPER, None)
    if keeper is not None:
        if report.failed:
            report.sections += keeper.told_of(item)
        if call.when == "teardown":
            keeper.told(item)
    return report


def _marker(config: pytest.Config) -> str:
    """The marker's line; with all options only for those who ask for it, as their list costs an import."""
    if not config.getoption("markers", False):
        return "mfa(**options): how the world of this test begins; `pytest --markers` lists the options."
    from pytest_mfa.marker import description

    return description()


def _fail_on_crash(item: pytest.Item) -> None:
    keeper = item.config.stash.get(KEEPER, None)
    crashes = "" if keeper is None else keeper.take_crashes()
    if crashes:
        pytest.fail(crashes, pytrace=False)
