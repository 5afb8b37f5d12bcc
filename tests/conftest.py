"""Shared by all tests: the npm packages and the Java programs of the vendors' SDKs, installed and compiled once, and a
way to run Node with the former."""

import hashlib
import os
import pkgutil
import re
import shutil
import socket
import subprocess
import tarfile
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

import cryptography
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from stand_in_servers import served

import mfa_emulator
import pytest_mfa
from mfa_emulator.core.identifiers import is_loopback

pytest_plugins = ["pytester"]

# The same examples in every run, and none is too slow on a busy machine. Hypothesis would also try what stands as text
# or number in modules of ours that are loaded; which these are hangs on the tests that ran before in the process.
providers.is_local_module_file = lambda _file: False
settings.register_profile(
    "mfa-emulator", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("mfa-emulator")

_CONNECT, _CONNECT_EX = socket.socket.connect, socket.socket.connect_ex
_OUTSIDE: list[str] = []
"""Addresses beside loopback that a test tried to reach."""


def _check_address(address: Any) -> None:
    host = str(address[0]) if isinstance(address, tuple) else "localhost"  # a socket of Unix is a file
    if not is_loopback(host.partition("%")[0]):
        _OUTSIDE.append(host)
        raise PermissionError(f"tests reach nothing but loopback: {address}")


def _connect(self: socket.socket, address: Any) -> None:
    _check_address(address)
    return _CONNECT(self, address)


def _connect_ex(self: socket.socket, address: Any) -> int:
    _check_address(address)
    return _CONNECT_EX(self, address)


LATE = (
    "freezegun",
    "httpcore",
    "httpcore2",
    "h2",
    "pyotp",
    "uvicorn.protocols.http.httptools_impl",
    "jwt.algorithms",
)
"""Modules of libraries that are imported on first use."""


@pytest.fixture(scope="session")
def _everything_imported() -> None:
    """All modules of ours, and those of libraries that are imported on first use."""
    names = list(LATE)
    # cryptography's other half, in Rust, keeps the classes that it looked up first.
    for package in (mfa_emulator, pytest_mfa, cryptography):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                names.append(module.name)
    for name in names:
        with suppress(ModuleNotFoundError):
            import_module(name)


@pytest.fixture
def pytester(_everything_imported: None, pytester: pytest.Pytester) -> pytest.Pytester:
    """pytest's own, for runs within a run, which forget every module that they are the first to import.

    A second copy of it has other classes: what still holds one of the first would no longer know an error of it.
    """
    return pytester


CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")  # its event loop must not outlive it: it runs in the tests' own thread
def chromium() -> Iterator[Any]:
    """A browser of Debian's, driven by Playwright. Skips where either is missing."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.skip("Chromium is not installed")
    sync_api.expect.set_options(timeout=20_000)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def _loopback_alone() -> Iterator[None]:
    """Sockets of this process connect to loopback and to nothing else, whatever catches the error."""
    with patch.object(socket.socket, "connect", _connect), patch.object(socket.socket, "connect_ex", _connect_ex):
        yield


@pytest.fixture(scope="session", autouse=True)
def _options_of_this_run_alone() -> None:
    """Runs that tests start do not take over the options of this one, and go in the order in which they are written."""
    os.environ["PYTEST_ADDOPTS"] = "-p no:randomly"


@pytest.fixture(autouse=True)
def _nothing_outside() -> Iterator[None]:
    """A test that tried to reach anything but loopback fails, even if the attempt was swallowed."""
    yield
    tried, _OUTSIDE[:] = [*_OUTSIDE], []
    assert tried == []


SOURCE = Path(__file__).parent / "sdk" / "node"
SUITE = Path(__file__).parent / "sdk" / "firebase_tools"
RUNNERS = Path(__file__).parent / "docs" / "node"
EDITOR = Path(__file__).parent / "scenario" / "editor"
OLDEST_NODE = 20
"""What the Firebase JS SDK asks for."""
JAVA = Path(__file__).parent / "sdk" / "java"
NO_MAVEN = ("Could not transfer", "Could not resolve", "Unknown host", "Connection refused", "Could not find artifact")
UNREACHABLE = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "EHOSTUNREACH", "ETIMEDOUT", "SOCKET_TIMEOUT")
NPM_CI = (
    *("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"),
    *("--loglevel=error", "--fetch-retries=1", "--fetch-retry-mintimeout=500", "--fetch-timeout=60000"),
)


@dataclass(frozen=True)
class NodeProject:
    """A folder with the packages of its `package-lock.json`, and the scripts beside it."""

    folder: Path

    def run(
        self, *arguments: str, env: Mapping[str, str], folder: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run ``node``; a hanging script is ended after three minutes."""
        return subprocess.run(
            ["node", *arguments],
            cwd=folder or self.folder,
            env={**os.environ, "NO_COLOR": "1", "FORCE_COLOR": "0", **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=180,
            check=False,
        )


@pytest.fixture(scope="session")
def node_project(tmp_path_factory: pytest.TempPathFactory) -> NodeProject:
    """The vendors' npm packages, installed. Skips where Node or the npm registry is out of reach."""
    return _project(SOURCE, tmp_path_factory)


@pytest.fixture(scope="session")
def firebase_tools(tmp_path_factory: pytest.TempPathFactory) -> NodeProject:
    """The Firebase suite and what its functions are made of, installed. Skips as `node_project` does."""
    return _project(SUITE, tmp_path_factory)


@pytest.fixture(scope="session")
def node_runners(tmp_path_factory: pytest.TempPathFactory) -> NodeProject:
    """vitest and Jest, installed with what is optional: their compiled parts are. Skips as `node_project` does."""
    return _project(RUNNERS, tmp_path_factory, optional=True)


def _project(source: Path, tmp_path_factory: pytest.TempPathFactory, *, optional: bool = False) -> NodeProject:
    """The packages of a folder, installed there, or in a copy where nothing can be written."""
    _need_node()
    folder = source
    if not os.access(source, os.W_OK):
        shared = tmp_path_factory.getbasetemp()
        shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
        folder = shutil.copytree(
            source, shared / source.name, ignore=shutil.ignore_patterns("node_modules"), dirs_exist_ok=True
        )
    _install(folder, *(() if optional else ("--omit=optional",)))
    return NodeProject(folder)


@pytest.fixture(scope="session")
def language_server(tmp_path_factory: pytest.TempPathFactory) -> NodeProject:
    """The language server of editors for YAML, and a script that asks it. Skips as `node_project` does."""
    return _project(EDITOR, tmp_path_factory)


@pytest.fixture(scope="session")
def npm_archive(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tarfile.TarFile]:
    """The archive of one npm package, without what it depends on. Skips where npm or its registry is out of reach."""

    def archive(package: str) -> tarfile.TarFile:
        _need("npm")
        folder = tmp_path_factory.mktemp("npm")
        done = subprocess.run(
            ["npm", "pack", package, "--pack-destination", str(folder), "--loglevel=error", "--prefer-offline"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        _check_npm(done)
        [file] = folder.iterdir()
        return tarfile.open(file)

    return archive


@pytest.fixture(scope="session")
def java_classes(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The class path of the compiled programs of `tests/sdk/java`, with the vendors' SDKs.

    Skips where a JDK, Maven or Maven Central is out of reach.
    """
    fcntl = pytest.importorskip("fcntl", reason="the Java programs are compiled under a POSIX file lock")
    _need("javac", "mvn")
    shared = tmp_path_factory.getbasetemp()
    target = (shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared) / "java"
    target.mkdir(exist_ok=True)
    path = target / "class-path"
    with (target / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.is_file():
            path.write_text(_compiled(target))
    return path.read_text()


@pytest.fixture(scope="session")
def need_go() -> Callable[[Path], None]:
    """``need_go(folder)``: skips where Go is not installed, or older than the `go.mod` there wants it."""

    def need(folder: Path) -> None:
        _need("go")
        there = subprocess.run(["go", "env", "GOVERSION"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
        wanted = re.search(r"^go (\S+)", (folder / "go.mod").read_text(), re.MULTILINE)
        assert wanted is not None
        if _numbers(there) < _numbers(wanted[1]):
            pytest.skip(f"Go {wanted[1]} or newer is needed, this is {there}")

    return need


def _numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]


def _compiled(target: Path) -> str:
    goals = ("compile", "dependency:build-classpath", f"-Dmdep.outputFile={target / 'packages'}", f"-Dbuild={target}")
    done = subprocess.run(
        ["mvn", "--quiet", "--batch-mode", *goals],
        cwd=JAVA,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode and any(sign in done.stdout for sign in NO_MAVEN):
        pytest.skip("the packages of Maven Central cannot be reached")
    if done.returncode:
        pytest.fail(f"{' '.join(done.args)}:\n{done.stdout}", pytrace=False)
    return os.pathsep.join((str(target / "classes"), (target / "packages").read_text()))


def _need(*tools: str) -> None:
    for tool in tools:
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")


def _need_node() -> None:
    _need("node", "npm")
    version = subprocess.run(["node", "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    if int(version.removeprefix("v").split(".")[0]) < OLDEST_NODE:
        pytest.skip(f"the Firebase JS SDK needs Node {OLDEST_NODE} or newer, this is {version}")


def _install(folder: Path, *options: str) -> None:
    """Bring `node_modules` to what the lock file says, unless it is there already."""
    fcntl = pytest.importorskip("fcntl", reason="the npm packages are installed under a POSIX file lock")
    with (folder / "package-lock.json").open("rb") as lock:
        wanted = hashlib.file_digest(lock, "sha256").hexdigest()
        # Workers of pytest-xdist, and other runs in the same checkout, wait here for the first one.
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = folder / "node_modules" / ".installed"
        if stamp.is_file() and stamp.read_text() == wanted:
            return
        done = subprocess.run(
            [*NPM_CI, *options], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        _check_npm(done)
        stamp.write_text(wanted)


def _check_npm(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode and any(code in done.stdout for code in UNREACHABLE):
        pytest.skip("the npm registry cannot be reached")
    if done.returncode:
        pytest.fail(f"{' '.join(done.args)}:\n{done.stdout}", pytrace=False)


@dataclass
class Receiver:
    """A local HTTP server that webhooks are sent to."""

    url: str = ""
    status: int = 200
    """What it answers."""
    credentials: tuple[str, ...] = ()
    """User and password that it asks for by HTTP Basic; without any it asks for none."""
    received: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    """Path, headers and body of every request, in order."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A real server on loopback that keeps what it gets."""
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.received.append((self.path, dict(self.headers), body))
            self.send_response(found.status if self._may() else 401)
            if not self._may():
                self.send_header("WWW-Authenticate", 'Basic realm="hooks"')
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _may(self) -> bool:
            wanted = b64encode(":".join(found.credentials).encode()).decode()
            return not found.credentials or self.headers["Authorization"] == f"Basic {wanted}"

    with served(Handler) as url:
        found.url = f"{url}/hook"
        yield found
