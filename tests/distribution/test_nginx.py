"""Worlds spread over several processes behind nginx, by the configuration of the manual."""

import subprocess
import sys
from collections.abc import Iterator

import httpx2
import pytest
from nginx_front import NGINX, front

from mfa_emulator import Emulator

pytestmark = pytest.mark.skipif(NGINX is None or sys.platform != "linux", reason="nginx is not installed")
SHARDS = 3
NAMES = [f"world {number}" for number in range(30)]


@pytest.fixture(scope="module")
def emulators() -> Iterator[list[Emulator]]:
    shards = [Emulator(freeze=True, seed="shared") for _ in range(SHARDS)]
    try:
        for shard in shards:
            shard.start()
        yield shards
    finally:
        for shard in shards:
            shard.stop()


@pytest.fixture(scope="module")
def host(emulators: list[Emulator], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The host of nginx, which leads to the emulators."""
    with front([shard.host_port for shard in emulators], tmp_path_factory.mktemp("nginx")) as (host, _):
        yield host


@pytest.fixture
def client(host: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=f"http://{host}:9100", trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture
def worlds(client: httpx2.Client) -> Iterator[list[str]]:
    """The names of worlds that were made through nginx, which are dropped through it at the end."""
    for name in NAMES:
        assert client.post("/_mfa/v1/worlds", json={"name": name}).status_code == 201
    yield NAMES
    for name in NAMES:
        assert client.delete(f"/_mfa/v1/worlds/{name}").json() == {"deleted": 1}


SENT = {"phoneNumber": "+15555550100"}
SEND = "/v1/accounts:sendVerificationCode?key=any"


def test_each_world_lives_in_one_process_and_all_have_some(emulators: list[Emulator], worlds: list[str]) -> None:
    homes = {name: [shard for shard in emulators if name in shard.worlds] for name in worlds}
    assert [name for name, shards in homes.items() if len(shards) != 1] == []
    assert len({id(shards[0]) for shards in homes.values()}) == SHARDS


def test_header_and_prefix_lead_to_the_same_world(client: httpx2.Client, worlds: list[str]) -> None:
    for name in worlds:
        client.post(SEND, json=SENT, headers={"X-MFA-World": name}).raise_for_status()
        client.post(f"/_world/{name}{SEND}", json=SENT).raise_for_status()
        assert len(client.get(f"/_world/{name}/_mfa/v1/messages").json()["messages"]) == 2


def test_a_port_leads_to_the_world_of_its_number(client: httpx2.Client, host: str) -> None:
    client.post("/_mfa/v1/worlds", json={"name": "port-9103"}).raise_for_status()
    client.post(f"http://{host}:9103{SEND}", json=SENT).raise_for_status()
    assert len(client.get("/_mfa/v1/messages", headers={"X-MFA-World": "port-9103"}).json()["messages"]) == 1
    assert client.get(f"http://{host}:9104/_mfa/v1/clock").status_code == 404
    client.delete("/_mfa/v1/worlds/port-9103").raise_for_status()


def test_programs_are_configured_alike_whichever_process_answers(client: httpx2.Client, worlds: list[str]) -> None:
    def configured(name: str) -> dict[str, str]:
        found = client.get("/_mfa/v1/env", headers={"X-MFA-World": name}).json()
        return {key: value for key, value in found.items() if "http" not in value and "HOST" not in key}

    first, *others = map(configured, worlds)
    assert len(first) > 5
    assert [other for other in others if other != first] == []


def test_without_a_name_it_is_always_the_same_default_world(client: httpx2.Client, emulators: list[Emulator]) -> None:
    for _ in range(6):
        client.post(SEND, json=SENT).raise_for_status()
    assert sorted(len(shard.inbox) for shard in emulators) == [0, 0, 6]


def test_scenarios_run_against_it(host: str) -> None:
    command = [sys.executable, "-m", "mfa_emulator.cli", "run", "--target", f"http://{host}:9100", "onelogin"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 failed" in done.stdout


SUITE = """
import pytest

@pytest.mark.parametrize("number", range(8))
def test_a_log_in(mfa, mfa_http, number):
    ada = mfa.identity_toolkit.user("ada@example.com", "secret-1")
    login = {"email": ada.email, "password": "secret-1"}
    assert mfa_http.post("/v1/accounts:signInWithPassword?key=any", json=login).status_code == 200
    mfa.clock.advance("1h")
    assert len(mfa.requests) == 1
"""


def test_a_suite_spread_by_xdist_runs_in_worlds_of_these_processes_and_leaves_none(
    pytester: pytest.Pytester, emulators: list[Emulator], host: str
) -> None:
    folder = pytester.mkdir("suite")
    (folder / "test_log_in.py").write_text(SUITE)
    pytester.makeini("[pytest]")
    result = pytester.runpytest_subprocess("-n", "2", "-p", "no:cacheprovider", "--mfa-url", f"http://{host}:9100")
    result.assert_outcomes(passed=8)
    assert [list(shard.worlds) for shard in emulators] == [["default"]] * SHARDS
