"""The fixtures. Nothing heavy is imported before one of them is used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from pytest_mfa.marker import changes_of

if TYPE_CHECKING:
    import httpx2

    from mfa_emulator import Clock, Emulator
    from mfa_emulator.core.inbox import Inbox
    from mfa_emulator.emulator import EmulatorOptions
    from pytest_mfa.world import Mfa

EMULATOR = pytest.StashKey["Emulator"]()
"""In the configuration: the emulator of this session (under pytest-xdist: of this worker)."""

USED = pytest.StashKey[bool]()
"""In a test: that it has a world."""


@pytest.fixture(scope="session")
def mfa_options() -> EmulatorOptions:
    """Keyword arguments for the session's Emulator; override it to change them for all tests."""
    return {}


@pytest.fixture(scope="session")
def _mfa_emulator(mfa_options: EmulatorOptions, pytestconfig: pytest.Config) -> Iterator[Emulator]:
    """The session's emulator, which listens on no port yet."""
    from mfa_emulator import Emulator

    options: EmulatorOptions = {"freeze": True, **mfa_options}
    emulator = pytestconfig.stash[EMULATOR] = Emulator(**options)
    yield emulator
    emulator.stop()


@pytest.fixture(scope="session")
def mfa_server(_mfa_emulator: Emulator) -> Emulator:
    """The session's emulator, listening on a free port; under pytest-xdist one for each worker.

    Its default world is reset only for tests that use `mfa`, or another fixture of a test's own world.
    """
    _mfa_emulator.start()
    return _mfa_emulator


@pytest.fixture
def mfa(request: pytest.FixtureRequest, _mfa_emulator: Emulator) -> Mfa:
    """This test's world: empty, and frozen at the real now unless ``@pytest.mark.mfa(...)`` says otherwise.

    ``.url .env .clock .inbox .faults .requests .authenticators .authenticator(…) .checkpoint()``, and each
    provider's Python API by the provider's name.
    """
    from pytest_mfa.world import Mfa

    try:
        options = _mfa_emulator.options.but(**changes_of(request.node))
        _mfa_emulator.world.reset(options, origin=request.node.nodeid)
    except ValueError as error:
        problem = f"@pytest.mark.mfa: {error}"
    else:
        request.node.stash[USED] = True
        return Mfa(_mfa_emulator)
    pytest.fail(problem, pytrace=False)


@pytest.fixture
def mfa_clock(mfa: Mfa) -> Clock:
    """The clock of this test's world: ``advance("31s")``, ``travel``, ``freeze``, ``resume``, ``now()``."""
    return mfa.clock


@pytest.fixture
def mfa_inbox(mfa: Mfa) -> Inbox:
    """The messages of this test's world: ``latest(to=…)``, ``messages(…)``, ``wait_for(to=…)``."""
    return mfa.inbox


@pytest.fixture
def mfa_env(mfa: Mfa, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Sets the environment variables that point the vendors' SDKs at the live server, for this test."""
    variables = mfa.env
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables


@pytest.fixture
def mfa_http(mfa: Mfa) -> Iterator[httpx2.Client]:
    """An httpx2 client that calls this test's world in process, without a socket."""
    import httpx2

    # trust_env: a proxy of the environment must not get between.
    with httpx2.Client(transport=mfa.emulator.transport(), base_url="http://localhost", trust_env=False) as client:
        yield client
