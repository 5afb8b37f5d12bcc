"""The fixtures. Nothing heavy is imported before one of them is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import pytest

from pytest_mfa.late import KEEPER
from pytest_mfa.running import server_of

if TYPE_CHECKING:
    import httpx2

    from mfa_emulator import Clock
    from mfa_emulator.core.inbox import Inbox
    from mfa_emulator.emulator import EmulatorOptions
    from mfa_emulator.testing.own_world import Mfa
    from mfa_emulator.testing.seed_documents import Seed
    from pytest_mfa.home import Home
    from pytest_mfa.keeper import Keeper
    from pytest_mfa.server import MfaServer

RUNNING = pytest.StashKey[pytest.Item]()
"""In the configuration: the test whose set-up began last."""


@pytest.fixture(scope="session")
def mfa_options() -> EmulatorOptions:
    """Keyword arguments for the session's Emulator; override it to change them for all tests."""
    return {}


@pytest.fixture(scope="session")
def _mfa_emulator(mfa_options: EmulatorOptions, pytestconfig: pytest.Config) -> Iterator[Keeper]:
    """The keeper of the session's worlds, whose own emulator listens on no port yet."""
    from pytest_mfa.keeper import Keeper

    home = _home(pytestconfig, mfa_options)
    keeper = pytestconfig.stash[KEEPER] = Keeper(home, pytestconfig.stash.get(RUNNING, None))
    pytestconfig.pluginmanager.register(keeper)
    yield keeper
    pytestconfig.pluginmanager.unregister(keeper)
    home.stop()


def _home(config: pytest.Config, options: EmulatorOptions) -> Home:
    running = server_of(config)
    if running is not None:
        from pytest_mfa.remote_home import RemoteHome

        return RemoteHome(running.url, options)
    from mfa_emulator import Emulator
    from pytest_mfa.home import OwnHome

    given: EmulatorOptions = {"freeze": True, **options}
    return OwnHome(Emulator(**given))


@pytest.fixture(scope="session")
def mfa_server(_mfa_emulator: Keeper) -> MfaServer:
    """The session's server: one free port, which always leads to the world of the test that runs.

    Under pytest-xdist each worker has one. Its ``.env`` is for programs that read their settings once. A test that
    takes this fixture alone has a world of its own, too.
    """
    return _mfa_emulator.home.server()


@pytest.fixture
def mfa(_mfa_emulator: Keeper) -> Mfa:
    """This test's world: empty, and frozen at the real now unless ``@pytest.mark.mfa(...)`` says otherwise.

    ``.url .env .clock .inbox .faults .requests .authenticators .authenticator(…) .checkpoint()``, and each
    provider's Python API by the provider's name.
    """
    # Not by pytest's own fixture `request`, which is made anew for each test and takes as long as a world.
    return _mfa_emulator.begin()


@pytest.fixture
def mfa_clock(mfa: Mfa) -> Clock:
    """The clock of this test's world: ``advance("31s")``, ``travel``, ``freeze``, ``resume``, ``now()``."""
    return mfa.clock


@pytest.fixture
def mfa_inbox(mfa: Mfa) -> Inbox:
    """The messages of this test's world: ``latest(to=…)``, ``messages(…)``, ``wait_for(to=…)``."""
    return mfa.inbox


@pytest.fixture
def mfa_seed(mfa: Mfa, request: pytest.FixtureRequest) -> Callable[[Seed], None]:
    """``mfa_seed("users.yaml")`` puts a seed into this test's world.

    It is a file beside the test, a bundled one by its name, or the document itself.
    """
    from mfa_emulator.testing.seed_documents import put

    return partial(put, mfa.world, request.path.parent)


@pytest.fixture
def mfa_env(mfa: Mfa, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Sets the environment variables that point the vendors' SDKs at this test's world, for this test."""
    variables = mfa.env
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables


@pytest.fixture
def mfa_http(mfa: Mfa) -> Iterator[httpx2.Client]:
    """An httpx2 client that calls this test's world in process, without a socket."""
    with mfa.client() as client:
        yield client


@pytest.fixture
def mfa_async_http(mfa: Mfa) -> httpx2.AsyncClient:
    """As `mfa_http`, for coroutines, under asyncio and trio alike."""
    return mfa.async_client()
