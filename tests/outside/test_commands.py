"""Every command of the emulator knows the vendor of an installed package."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

OKTA = Path(__file__).parent / "okta"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SEED = f"""
okta:
  users:
    - name: bob@example.com
      factors: [{{kind: totp, secret: {SECRET}}}]
"""


@pytest.fixture
def command(environment) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run ``mfa-emulator`` with these words to its end."""

    def run(*words: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "mfa_emulator.cli", *words],
            input=stdin,
            capture_output=True,
            text=True,
            env={**environment, **variables},
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def url(environment) -> Iterator[str]:
    """The URL of a server that was told to change a setting of the vendor."""
    words = ("--port", "0", "--log-format", "json", "--freeze", "--set", "okta.totp_window=2")
    with subprocess.Popen(
        [sys.executable, "-m", "mfa_emulator.cli", *words], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        ready = msgspec.json.decode(process.stdout.readline())
        assert ready["env"]["OKTA_CLIENT_ORGURL"] == ready["url"]
        yield ready["url"]
        process.terminate()


@pytest.fixture
def okta(url) -> Iterator[httpx.Client]:
    """A client of that server which holds the organization's token."""
    token = httpx.get(f"{url}/_mfa/v1/env", trust_env=False, timeout=60).json()["OKTA_CLIENT_TOKEN"]
    headers = {"Authorization": f"SSWS {token}"}
    with httpx.Client(base_url=f"{url}/api/v1/users", headers=headers, trust_env=False, timeout=60) as client:
        yield client


def test_coverage_lists_its_operations(command):
    done = command("coverage", "--provider", "okta")
    assert done.stderr == ""
    assert done.stdout.startswith("Okta: 5 of 5 published operations built, 0 partly, 0 not\n")


def test_settings_lists_its_settings(command):
    assert command("settings", "okta").stdout.startswith("okta.totp_window = 1  (strict: 0)\n    Takes 0 to 10.\n")


def test_serve_answers_in_its_shape_and_lists_it_as_healthy(okta, url):
    assert okta.get("/nobody/factors").json()["errorCode"] == "E0000007"
    assert "okta" in httpx.get(f"{url}/_mfa/v1/health", trust_env=False, timeout=60).json()["providers"]


def test_set_changes_its_settings_and_refuses_what_it_has_not(command, okta):
    bad = command("--port", "0", "--set", "okta.totp_window=11")
    assert (bad.returncode, bad.stderr) == (2, "Error: okta.totp_window must be 0 to 10, not 11\n")


def test_a_world_that_is_made_later_takes_its_settings_and_seeds(okta, url):
    def make(name: str, **options: object) -> httpx.Response:
        return httpx.post(f"{url}/_mfa/v1/worlds", json={"name": name, **options}, trust_env=False, timeout=60)

    people = {"okta": {"users": [{"name": "bob@example.com"}]}}
    assert make("wide", settings={"okta": {"totp_window": 11}}).status_code == 400
    assert make("bobs", settings={"okta": {"totp_window": 0}}, seeds=[people]).status_code == 201
    assert okta.get("/bob@example.com/factors", headers={"x-mfa-world": "bobs"}).json() == []
    assert okta.get("/bob@example.com/factors").status_code == 404


def test_env_code_and_seed_talk_to_a_running_one(command, okta, url):
    assert f"OKTA_CLIENT_ORGURL={url}" in command("env", "--url", url).stdout
    assert command("seed", "-", "--url", url, stdin=SEED).stdout == "-: okta put in\n"
    code = command("code", "bob@example.com", "--step", "-2", "--url", url).stdout.strip()
    [factor] = okta.get("/bob@example.com/factors").json()
    verified = okta.post(f"/bob@example.com/factors/{factor['id']}/verify", json={"passCode": code})
    assert verified.json() == {"factorResult": "SUCCESS"}, "two steps back, as the setting allows"


def test_a_seed_that_does_not_fit_says_why(command, url):
    wrong = SEED.replace("totp", "toto")
    done = command("seed", "-", "--url", url, stdin=wrong)
    assert done.stderr == "Error: -: okta: no kind of factor 'toto'; did you mean 'totp'?\n"


def test_snapshot_save_and_load_bring_everything_back(command, okta, url, tmp_path):
    command("seed", "-", "--url", url, stdin=SEED)
    [factor] = okta.get("/bob@example.com/factors").json()
    command("snapshot", "save", str(tmp_path / "saved.json"), "--url", url)
    okta.delete(f"/bob@example.com/factors/{factor['id']}")
    assert okta.get("/bob@example.com/factors").json() == []
    command("snapshot", "load", str(tmp_path / "saved.json"), "--url", url)
    assert okta.get("/bob@example.com/factors").json() == [factor]


def test_exec_gives_its_variables_to_a_command(command):
    done = command("exec", "--", "sh", "-c", 'test "$OKTA_CLIENT_ORGURL" = "$MFA_EMULATOR_URL" && echo same')
    assert done.stdout == "same\n"


@pytest.mark.parametrize("name", ["okta", "okta/totp", "okta/totp.mfa.yaml", str(OKTA)])
def test_run_plays_its_scenarios_by_their_names_too(command, name):
    done = command("run", name)
    assert "1 passed, 0 failed in " in done.stdout


@pytest.mark.parametrize("name", ["okta", "okta/okta"])
def test_its_seed_goes_by_its_name(command, name):
    script = '"$0" -m mfa_emulator.cli code bob@example.com'
    done = command("exec", "--seed-file", name, "--", "sh", "-c", script, sys.executable)
    assert len(done.stdout.strip()) == 6, done.stderr


@pytest.mark.parametrize("name", ["okta/nothing", "nothing", "/okta"])
def test_a_name_that_nothing_has_is_told(command, name):
    assert f"{name}: " in command("run", name).stderr
    assert f"{name}: No such file or directory" in command("exec", "--seed-file", name, "--", "true").stderr


def test_a_seed_file_is_there_from_the_start(command, tmp_path):
    (tmp_path / "seed.yaml").write_text(SEED)
    script = '"$0" -m mfa_emulator.cli code bob@example.com'
    done = command("exec", "--seed-file", str(tmp_path / "seed.yaml"), "--", "sh", "-c", script, sys.executable)
    assert len(done.stdout.strip()) == 6
