"""The Firebase suite: its command, and its Functions emulator beside ours."""

import json
import os
import queue
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from stand_in_servers import served

from mfa_emulator import Emulator

HERE = Path(__file__).parent
LONG = 120
"""Seconds after which what should have happened is given up."""


def free_ports(count: int) -> list[int]:
    """Ports that nobody has now."""
    with ExitStack() as open_ones:
        sockets = [open_ones.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


class Suite:
    """A working folder of the Firebase command, which knows nobody's account and no emulator but its own."""

    def __init__(self, folder: Path, command: Path) -> None:
        self.folder = folder
        self._command = command
        names = ("auth", "functions", "hub", "logging", "eventarc", "tasks")
        self.ports = dict(zip(names, free_ports(len(names)), strict=True))
        emulators: dict[str, Any] = {name: {"host": "127.0.0.1", "port": port} for name, port in self.ports.items()}
        config = {"functions": {"source": "functions"}, "emulators": {**emulators, "ui": {"enabled": False}}}
        (folder / "firebase.json").write_text(json.dumps(config))
        (folder / "tmp").mkdir()

    def begin(self, *words: str, **variables: str) -> subprocess.Popen[str]:
        """Start the command."""
        ours = ("MFA_", "FIREBASE_", "GCLOUD_", "GOOGLE_")
        env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        # By a file in TMPDIR the suite would find another one of the same project, and export that one.
        env |= {"TMPDIR": str(self.folder / "tmp"), "XDG_CONFIG_HOME": str(self.folder / "home")}
        env |= {"CI": "1", "NO_COLOR": "1", **variables}
        return subprocess.Popen(
            ["node", str(self._command), *words, "--project", "demo-project"],
            cwd=self.folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *words: str, **variables: str) -> str:
        """Run the command to its end; what it says."""
        with self.begin(*words, **variables) as process:
            said, _ = process.communicate(timeout=LONG)
        assert process.returncode == 0, said
        return said


@pytest.fixture
def suite(firebase_tools: Any, tmp_path: Path) -> Suite:
    """The Firebase command in a folder of its own."""
    return Suite(tmp_path, firebase_tools.folder / "node_modules" / "firebase-tools" / "lib" / "bin" / "firebase.js")


@pytest.fixture
def emulator(suite: Suite) -> Iterator[Emulator]:
    """Ours, which knows of the Functions emulator."""
    with Emulator(freeze=True, functions_host=f"127.0.0.1:{suite.ports['functions']}") as emulator:
        yield emulator
        crashes = [crash.traceback for crash in emulator.requests.crashes]
    assert not crashes, "\n".join(crashes)


@pytest.fixture
def told() -> Iterator[tuple[str, Callable[[], Any]]]:
    """A URL that functions tell things to, and a call that waits for the next of these."""
    heard: queue.Queue[Any] = queue.Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

    with served(Handler) as url:
        yield f"{url}/", lambda: heard.get(timeout=LONG)


@pytest.fixture
def functions(
    suite: Suite, emulator: Emulator, firebase_tools: Any, told: tuple[str, Callable[[], Any]]
) -> Iterator[str]:
    """The real Functions emulator, alone, with the functions of this folder: their base URL."""
    source = shutil.copytree(HERE / "functions", suite.folder / "functions")
    (source / "node_modules").symlink_to(firebase_tools.folder / "node_modules")
    (source / ".env").write_text(f"TELL={told[0]}\n")
    with suite.begin("emulators:start", "--only", "functions", **emulator.env) as process:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if "All emulators ready" in line:
                break
        else:
            pytest.fail(said)
        rest = threading.Thread(target=process.stdout.read)  # else it would stop at a full pipe
        rest.start()
        yield f"http://127.0.0.1:{suite.ports['functions']}/demo-project/us-central1"
        process.terminate()
        process.wait(LONG)
        rest.join()
