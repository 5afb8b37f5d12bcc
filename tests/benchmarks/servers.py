"""Servers under measurement, each a process of its own."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wire import Connection

HERE = Path(__file__).parent
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Served:
    """A running server."""

    port: int
    pid: int
    ready: float
    """Seconds from the start of the process to the first answer."""

    def cpu(self) -> float:
        """Seconds of CPU the process has used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

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
