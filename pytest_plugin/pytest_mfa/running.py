"""The option ``--mfa-url``: a server that runs already, on which the worlds of tests are made."""

from __future__ import annotations

import os
from typing import NamedTuple

import pytest

VARIABLE = "MFA_EMULATOR_URL"
"""Variable that ``mfa-emulator exec`` sets for the command it runs."""


class Running(NamedTuple):
    """The address of a server, and the place it was read from."""

    url: str
    source: str


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.getgroup("mfa", "second factors (mfa-emulator)").addoption(
        "--mfa-url",
        metavar="URL",
        help=f"Make the tests' worlds on an emulator that runs at URL; without it, at ${VARIABLE}, which `mfa-emulator "
        "exec -- pytest` sets; '' makes them in this process all the same.",
    )


def pytest_report_header(config: pytest.Config) -> str | None:
    """Tell where worlds are made, if not in this process."""
    running = server_of(config)
    return None if running is None else f"mfa: worlds on {running.url} ({running.source})"


def server_of(config: pytest.Config) -> Running | None:
    """The server on which worlds are to be made; None: they are made in this process."""
    given: str | None = config.getoption("mfa_url", None)
    if given is not None:
        return Running(given, "--mfa-url") if given else None
    url = os.environ.get(VARIABLE)
    return Running(url, VARIABLE) if url else None
