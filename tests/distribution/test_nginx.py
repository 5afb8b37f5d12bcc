"""Worlds spread over several processes behind nginx, by the configuration of the manual."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx2
import pytest

from mfa_emulator import Emulator
from mfa_emulator.docs import manual

MAIN = """
daemon off;
pid nginx.pid;
error_log stderr warn;
events {}
http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include mfa.conf;
}
"""
SHARDS = 3
NAMES = [f"world {number}" for number in range(30)]


def address() -> str:
    """An address of this machine that nobody else listens on, so that the manual's ports are free there."""
    return f"127.{100 + os.getpid() // 62500 % 100}.{os.getpid() // 250 % 250}.{1 + os.getpid() % 250}"


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


def configuration(emulators: list[Emulator], here: str) -> str:
    """The manual's, for these processes and this address."""
    found = re.search(r"^```nginx\n(.*?)^```", manual.page("load"), re.MULTILINE | re.DOTALL)
    assert found is not None
    servers = "\n".join(f"    server {shard.host_port};" for shard in emulators)
    text, count = re.subn(r"(^    server 127\.0\.0\.1:92\d\d;\n)+", lambda _: f"{servers}\n", found[1], flags=re.M)
    assert count == 1
    return text.replace("listen 127.0.0.1:", f"listen {here}:")


@pytest.fixture(scope="module")
def front(emulators: list[Emulator], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The host of nginx, which leads to the emulators. Skips where nginx is not installed."""
    nginx = shutil.which("nginx", path=os.pathsep.join((os.environ["PATH"], "/usr/sbin", "/usr/local/sbin")))
    if nginx is None or sys.platform != "linux":
        pytest.skip("nginx is not installed")
    folder = tmp_path_factory.mktemp("nginx")
    here = address()
    (folder / "main.conf").write_text(MAIN)
    (folder / "mfa.conf").write_text(configuration(emulators, here))
    user = ["-g", "user root;"] if os.getuid() == 0 else []
    with (folder / "log").open("w+") as log:
        running = subprocess.Popen([nginx, "-p", str(folder), "-c", "main.conf", *user], stderr=log)
        try:
            wait_until_it_listens(running, here, folder / "log")
            yield here
        finally:
            running.terminate()
            running.wait(30)


def wait_until_it_listens(running: "subprocess.Popen[bytes]", here: str, log: Path) -> None:
    for _ in range(600):
        with suppress(httpx2.TransportError):
            httpx2.get(f"http://{here}:9100/_mfa/v1/health", trust_env=False, timeout=30).raise_for_status()
            return
        with suppress(subprocess.TimeoutExpired):
            running.wait(0.05)
            break
    pytest.fail(f"nginx does not serve:\n{log.read_text()}", pytrace=False)


@pytest.fixture
def client(front: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=f"http://{front}:9100", trust_env=False, timeout=30) as client:
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


def test_a_port_leads_to_the_world_of_its_number(client: httpx2.Client, front: str) -> None:
    client.post("/_mfa/v1/worlds", json={"name": "port-9103"}).raise_for_status()
    client.post(f"http://{front}:9103{SEND}", json=SENT).raise_for_status()
    assert len(client.get("/_mfa/v1/messages", headers={"X-MFA-World": "port-9103"}).json()["messages"]) == 1
    assert client.get(f"http://{front}:9104/_mfa/v1/clock").status_code == 404
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


def test_scenarios_run_against_it(front: str) -> None:
    command = [sys.executable, "-m", "mfa_emulator.cli", "run", "--target", f"http://{front}:9100", "onelogin"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 failed" in done.stdout
