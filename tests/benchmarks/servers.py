"""Servers under measurement, each a process of its own."""

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wire import Connection

HERE = Path(__file__).parent
OFFICIAL = "npx --yes firebase-tools emulators:start --only auth --project demo-project"
"""The command of the official emulator, which is run in a folder of its own."""


@dataclass
class Served:
    """A running server."""

    port: int
    pid: int
    ready: float
    """Seconds from the start of the process to the first answer."""

    def cpu(self) -> float:
        """Seconds of CPU that the process and its children have used so far."""
        return sum(_nanoseconds(pid) for pid in _family(self.pid)) / 1e9

    def memory(self) -> float:
        """Resident MiB."""
        text = Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) / 1024

    def connect(self) -> Connection:
        return Connection(self.port)


@contextmanager
def emulator(*options: str) -> Iterator[Served]:
    """`mfa-emulator serve` on a free port."""
    command = [sys.executable, "-m", "mfa_emulator.cli", "serve", "--port", "0", *options]
    with _process(command, re.compile(r"http://127\.0\.0\.1:(\d+)"), "/_mfa/v1/health", "GET") as served:
        yield served


@contextmanager
def bare() -> Iterator[Served]:
    """The bare applications."""
    with _process([sys.executable, str(HERE / "bare.py")], re.compile(r"(\d+)"), "/echo", "POST") as served:
        yield served


@contextmanager
def official(command: str) -> Iterator[Served]:
    """The official emulator of Firebase Auth, started by that command."""
    with socket.create_server(("127.0.0.1", 0)) as taken, tempfile.TemporaryDirectory() as folder:
        port = taken.getsockname()[1]
        taken.close()
        emulators = {"auth": {"host": "127.0.0.1", "port": port}, "ui": {"enabled": False}, "singleProjectMode": False}
        (Path(folder) / "firebase.json").write_text(json.dumps({"emulators": emulators}))
        started = time.perf_counter()
        process = subprocess.Popen(
            shlex.split(command),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            while not _answers(port):
                if process.poll() is not None or time.perf_counter() - started > 300:
                    raise RuntimeError(f"{command} does not serve")
                time.sleep(0.1)
            yield Served(port, process.pid, time.perf_counter() - started)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
                process.wait(timeout=60)


def _answers(port: int) -> bool:
    try:
        Connection(port).call("GET", "/")
    except (OSError, RuntimeError):
        return False
    return True


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _family(int(child))


def _nanoseconds(pid: int) -> int:
    """CPU time of all threads, which the kernel counts finer than the ticks of `stat`."""
    return sum(int((task / "schedstat").read_text().split()[0]) for task in Path(f"/proc/{pid}/task").iterdir())


@contextmanager
def _process(command: list[str], port: re.Pattern[str], probe: str, method: str) -> Iterator[Served]:
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1
    )
    try:
        assert process.stdout is not None
        seen = ""
        while (found := port.search(seen)) is None:
            line = process.stdout.readline()
            if not line:
                raise RuntimeError(f"{command} ended: {seen}")
            seen += line
        served = Served(int(found[1]), process.pid, 0.0)
        served.connect().call(method, probe, None if method == "GET" else {})
        served.ready = time.perf_counter() - started
        yield served
    finally:
        process.terminate()
        process.communicate(timeout=10)
