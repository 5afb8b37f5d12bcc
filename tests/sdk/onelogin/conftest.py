"""OneLogin's Python SDK in several versions, each installed from the package index into an environment of its own.

The SDKs cannot live in one process with each other, so each runs in its environment's interpreter and takes calls as
lines of JSON; see the files named `…_driver.py`.
"""

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from mfa_emulator import Emulator
from mfa_emulator.serving.secure import Secure

HERE = Path(__file__).parent
REQUIREMENTS = {
    "4.0.1": ("onelogin==4.0.1",),
    "3.2.9": ("onelogin==3.2.9",),
    "3.1.6": ("onelogin==3.1.6",),
    "3.1.5": ("onelogin==3.1.5", "pydantic<2"),
    "3.0.1": ("onelogin==3.0.1", "urllib3<3"),
    "2.0.4": ("onelogin==2.0.4",),
    "1.9.1": ("onelogin==1.9.1",),
    # Command-line programs.
    "onelogin-aws-assume-role": ("onelogin-aws-assume-role==2.1.1",),
    "onelogin-aws-cli": ("onelogin-aws-cli==0.1.19", "setuptools<81"),
}
UNREACHABLE = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "SSLError",
    "Max retries exceeded",
)


@dataclass
class Outcome:
    """The value or error of a call. `type` is the class of the returned object, or of the exception."""

    type: str
    value: Any = None
    raised: bool = False
    status: int | None = None
    error: str | None = None
    """`error` and `error_description` of the hand-written client."""


class Sdk:
    """One version of the SDK, in a process of its own; aimed at whatever emulator a call names."""

    def __init__(self, version: str, python: Path) -> None:
        self.version = version
        kind = "templated" if version == "3.1.6" else "generated" if version[0] in "34" else "handwritten"
        self._process = subprocess.Popen(
            [str(python), "-W", "ignore", str(HERE / f"{kind}_driver.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": ""},
        )

    def send(self, **request: Any) -> Outcome:
        """One call, there and back."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"the driver of onelogin {self.version} died with status {self._process.wait()}"
        return Outcome(**json.loads(line))

    def close(self) -> None:
        """End the process."""
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()


@pytest.fixture(scope="session")
def installed(request, tmp_path_factory) -> Callable[[str], Path]:
    """The interpreter of the environment that has a package; environments are kept from run to run."""
    folder = os.environ.get("MFA_TEST_ENVIRONMENTS")
    cache = getattr(request.config, "cache", None)
    root = Path(folder) if folder else cache.mkdir("onelogin-sdk") if cache else tmp_path_factory.mktemp("onelogin-sdk")
    root.mkdir(parents=True, exist_ok=True)
    return partial(install, root)


@pytest.fixture(scope="session")
def sdk(installed) -> Iterator[Any]:
    """``sdk("4.0.1")``; skips where the package index is out of reach."""
    running: dict[str, Sdk] = {}
    unreachable: list[str] = []

    def get(version: str) -> Sdk:
        if version in running:
            return running[version]
        if unreachable:
            pytest.skip(unreachable[0])  # once tried is enough
        try:
            running[version] = Sdk(version, installed(version))
        except pytest.skip.Exception as skipped:
            unreachable.append(str(skipped))
            raise
        return running[version]

    yield get
    for process in running.values():
        process.close()


def install(root: Path, version: str) -> Path:
    """The interpreter of the environment that has this version, made now if it is not there yet."""
    fcntl = pytest.importorskip("fcntl", reason="environments are made under a POSIX file lock")
    environment = root / f"{version}-py{sys.version_info[0]}.{sys.version_info[1]}"
    python = environment / "bin" / "python"
    stamp = environment / ".installed"
    with (root / f"{environment.name}.lock").open("w") as lock:
        # Workers of pytest-xdist wait here for the first one.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp.is_file() or stamp.read_text() != repr(REQUIREMENTS[version]):
            run(version, sys.executable, "-m", "venv", "--clear", str(environment))
            pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries=1", "--timeout=30")
            run(version, str(python), *pip, *REQUIREMENTS[version])
            stamp.write_text(repr(REQUIREMENTS[version]))
    return python


def run(version: str, *command: str) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode == 0:
        return
    if any(sign in done.stdout for sign in UNREACHABLE):
        pytest.skip(f"the package index cannot be reached, so OneLogin's {version} cannot be installed")
    pytest.fail(f"{' '.join(command)}:\n{done.stdout}", pytrace=False)


@dataclass
class User:
    """Calls of one SDK as Ada's administrator, and what Ada sees."""

    sdk: Sdk
    emulator: Emulator
    subdomain: str | None = None
    """For the hand-written SDK, to go by its own URLs."""
    client: int = field(default_factory=itertools.count(1).__next__)
    """Number of the SDK's client, which keeps its token: a later emulator may get the port of an earlier one."""

    @property
    def id(self) -> int:
        return self.emulator.onelogin.user("ada").id

    def code(self, to: str = "+15555550100") -> str:
        message = self.emulator.inbox.latest(to)
        assert message is not None
        return message.code

    def call(self, method: str, *arguments: Any, **named: Any) -> Outcome:
        """Call a method of the SDK; what it raises fails the test."""
        outcome = self.attempt(method, *arguments, **named)
        assert not outcome.raised, outcome
        return outcome

    def attempt(self, method: str, *arguments: Any, **named: Any) -> Outcome:
        """Call a method of the SDK, which may raise."""
        credential = self.emulator.onelogin.credential
        return self.sdk.send(
            client=self.client,
            host=self.emulator.url,
            client_id=credential.client_id,
            client_secret=credential.client_secret,
            subdomain=self.subdomain,
            ca=self.emulator.env.get("SSL_CERT_FILE", ""),
            method=method,
            arguments=arguments,
            named=named,
        )


@pytest.fixture
def person(sdk, emulator):
    """``person("4.0.1")``; with settings, in an emulator of those; with `secure`, over TLS."""
    started: list[Emulator] = []

    def make(version: str, secure: Secure | None = None, **settings: Any) -> User:
        if not settings and secure is None:
            return User(sdk(version), emulator)
        other = Emulator(freeze=True, settings={"onelogin": settings}, secure=secure)
        other.start()
        started.append(other)
        return User(sdk(version), other, f"{other.env['MFA_EMULATOR_TLS']}/t" if secure else None)

    yield make
    for other in started:
        other.stop()
