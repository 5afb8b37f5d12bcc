"""Start, stop, reset and memory: what every test run pays."""

import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from statistics import median

import identity_toolkit
from servers import bare, emulator

from mfa_emulator import Emulator


def report(runs: int = 5, users: int = 100_000) -> list[str]:
    """Lines of text, one a figure."""
    cold_bare = median(_cold(bare) for _ in range(runs))
    cold = median(_cold(emulator) for _ in range(runs))
    lines = [
        f"ready from a cold start      {cold:.3f} s   ({cold / cold_bare:.2f} x the bare server's {cold_bare:.3f} s)"
    ]
    lines.append(f"SIGINT to exit               {median(_stop() for _ in range(runs)) * 1e3:.0f} ms")
    if find_spec("pytest") is not None:
        lines.append(f"plugin installed but unused  {median(_plugin() for _ in range(runs)) * 1e3:.1f} ms")
    lines += _in_process()
    with emulator(*identity_toolkit.options()) as server:
        empty = server.memory()
        identity_toolkit.fill(server, users)
        full = server.memory()
        connection = server.connect()
        started = time.perf_counter()
        connection.call("POST", "/_mfa/v1/reset", {})
        taken = time.perf_counter() - started
    lines.append(f"memory, idle                 {empty:.1f} MiB")
    lines.append(f"memory per user at {users:,}   {(full - empty) * 2**20 / users:.0f} bytes")
    lines.append(f"reset over HTTP of {users:,}   {taken * 1e3:.2f} ms")
    return lines


def _cold(server) -> float:
    with server() as served:
        return served.ready


def _stop() -> float:
    command = [sys.executable, "-m", "mfa_emulator.cli", "serve", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    while "http://" not in process.stdout.readline():
        pass
    started = time.perf_counter()
    os.kill(process.pid, signal.SIGINT)
    process.communicate(timeout=10)
    return time.perf_counter() - started


def _plugin() -> float:
    """Seconds that pytest spends on loading the plugin in a run that does not use it."""
    code = "import pytest, time; s = time.perf_counter(); import pytest_mfa.plugin; print(time.perf_counter() - s)"
    return float(subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=True).stdout)


def _in_process() -> list[str]:
    emulator = Emulator(freeze=True)
    lines = [f"reset in process             {_each(emulator.reset, 2000) * 1e3:.3f} ms"]
    names = iter(range(10**6))
    lines.append(
        f"new world in process         {_each(lambda: emulator.worlds.add(str(next(names))), 2000) * 1e3:.3f} ms"
    )
    lines.append(f"advance the clock            {_each(lambda: emulator.clock.advance(1), 5000) * 1e3:.4f} ms")

    def start_stop() -> None:
        emulator.start()
        emulator.stop()

    start_stop()
    lines.append(f"start and stop a thread      {_each(start_stop, 50) * 1e3:.2f} ms")
    return lines


def _each(function, rounds: int) -> float:
    started = time.perf_counter()
    for _ in range(rounds):
        function()
    return (time.perf_counter() - started) / rounds
