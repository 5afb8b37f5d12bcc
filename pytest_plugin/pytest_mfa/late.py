"""The terminal summary of late requests: those that came after the end of the test they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from pytest_mfa.keeper import Keeper

KEEPER: pytest.StashKey[Keeper] = pytest.StashKey()
"""In the configuration: the keeper of this session's worlds (under pytest-xdist: of this worker's)."""

_OF_WORKERS = pytest.StashKey[list[str]]()
_NAME = "mfa_late"


if TYPE_CHECKING:

    class Worker(Protocol):
        """A worker of pytest-xdist; one that is done has `workeroutput`, which one that crashed has not."""

        config: pytest.Config


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the lines of a worker of pytest-xdist to the process that reports."""
    output: dict[str, object] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[_NAME] = _lines(session.config)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Worker) -> None:
    """Take the lines of a worker that is done."""
    lines = getattr(node, "workeroutput", {}).get(_NAME, [])
    node.config.stash.setdefault(_OF_WORKERS, []).extend(lines)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tell which tests had requests after their end, which other tests would else have seen."""
    lines = [*_lines(config), *config.stash.get(_OF_WORKERS, [])]
    if lines:
        terminalreporter.section("mfa: late requests, refused")
        for line in lines:
            terminalreporter.write_line(line)


def _lines(config: pytest.Config) -> list[str]:
    keeper = config.stash.get(KEEPER, None)
    return [] if keeper is None else keeper.home.late()
