"""The page on adding a vendor, run as it stands: its files make a package, which is installed, used and checked."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

CONTRIBUTING = Path(__file__).parents[2] / ".github" / "CONTRIBUTING.md"
PAGE = CONTRIBUTING.read_text().split("\n## Add a vendor\n")[1].split("\n## ")[0]
FILES = dict(re.findall(r"^`(\S+)`:\n\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory, record: Callable[..., None]) -> Path:
    """A folder with the files of the page, installed as an installer of wheels does it."""
    folder = tmp_path_factory.mktemp("acme")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    project = tomllib.loads(FILES["pyproject.toml"])["project"]
    record(folder, project["name"], project["entry-points"]["mfa_emulator.providers"])
    return folder


@pytest.fixture
def run(package: Path) -> Run:
    """Run a module of Python in an environment that has the package."""

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MFA_", "PYTEST_"))}
        path = os.pathsep.join(filter(None, (str(package), kept.get("PYTHONPATH"))))
        words = (sys.executable, "-m", *words)
        return subprocess.run(
            words, cwd=package, env={**kept, "PYTHONPATH": path}, capture_output=True, text=True, check=False
        )

    return run


def test_every_block_of_the_page_is_a_file():
    assert len(FILES) == PAGE.count("\n```") // 2 > 8


def test_its_tests_and_its_scenario_pass(run: Run):
    done = run("pytest", "-q", "-p", "no:cacheprovider", "-W", "error")
    assert "3 passed" in done.stdout, done.stdout + done.stderr


def test_its_types_hold(run: Run):
    pytest.importorskip("mypy", reason="mypy is not installed")
    done = run("mypy", "--strict", "--no-error-summary", "mfa_acme")
    assert (done.stdout, done.returncode) == ("", 0)


def test_commands_know_it(run: Run):
    covered = run("mfa_emulator.cli", "coverage", "--provider", "acme")
    assert covered.returncode == 0, covered.stderr
    assert "enrollApp" in covered.stdout
    assert "verifyApp" in covered.stdout
    assert "acme.totp_window" in run("mfa_emulator.cli", "settings", "acme").stdout
    assert "passed" in run("mfa_emulator.cli", "run", "acme").stdout


def test_it_has_seeds_faults_snapshots_and_codes(run: Run, package: Path):
    (package / "story.py").write_text(STORY)
    done = run("story")
    assert (done.stdout, done.stderr) == ("as promised\n", "")


STORY = """
import httpx2
from mfa_emulator import Emulator

ada = {"name": "ada", "factors": [{"kind": "totp"}]}
emulator = Emulator(seeds=[{"acme": {"users": [ada]}}], freeze=True)
emulator.start()
key = {"X-Acme-Key": emulator.env["ACME_KEY"]}
[app] = emulator.authenticators
assert app.label == "ada"
before = emulator.snapshot()
with emulator, httpx2.Client(base_url=f"{emulator.url}/acme", headers=key, trust_env=False, timeout=60) as http:
    made = http.post("/apps", json={"user": "ada"})
    assert (made.status_code, made.json()["status"]) == (201, "pending")
    phone = emulator.authenticator(made.json())
    emulator.faults.add(operation="verifyApp", error="wrong_code", times=1)
    verify = f"/apps/{made.json()['id']}/verify"
    assert http.post(verify, json={"code": phone.code()}).json()["error"] == "wrong_code"
    assert http.post(verify, json={"code": phone.code()}).json()["status"] == "active"
    assert http.get("/nothing").status_code == 404
    emulator.restore(before)
    assert http.post(verify, json={"code": phone.code()}).json()["error"] == "not_found"
assert [one.status for one in emulator.requests] == [201, 403, 200, 404, 404]
print("as promised")
"""
