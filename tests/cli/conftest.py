"""The command as a program, as a running server, and in this process against a live emulator."""

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from click.testing import CliRunner, Result
from push_toy import PUSH_TOY

from mfa_emulator import Emulator
from mfa_emulator.cli.command_line import commands

HERE = Path(__file__).parent
LONG = 60
"""Seconds after which a program that should have ended is given up."""


def program(*words: str) -> list[str]:
    return [sys.executable, str(HERE / "toy_command.py"), *words]


def environment(**variables: str) -> dict[str, str]:
    """This process's variables without those that would change what the command does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MFA_", "GCLOUD", "GOOGLE"))}
    paths = os.pathsep.join(filter(None, (str(HERE.parent / "design"), os.environ.get("PYTHONPATH"))))
    return {**kept, "PYTHONPATH": paths, **variables}


class Answer(NamedTuple):
    status: int
    body: bytes

    @property
    def data(self) -> Any:
        return msgspec.json.decode(self.body)


class Server:
    """A running ``mfa-emulator``, ready."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line)
            if found := re.search(r"Ready at (http://\S+);|^{.*\"url\":\"([^\"]+)\"", line):
                self.url = found[1] or found[2]
                break
        else:
            raise AssertionError(f"it ended with {process.wait()}: {process.stderr.read()}")
        self.banner = "".join(lines)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        with closing(http.client.HTTPConnection(self.url.split("//")[1], timeout=LONG)) as connection:
            sent = None if body is None else msgspec.json.encode(body)
            connection.request(method, path, sent, {name.replace("_", "-"): text for name, text in headers.items()})
            response = connection.getresponse()
            return Answer(response.status, response.read())

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Send a signal; the exit status and what was written to standard error."""
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=LONG)
        return self.process.returncode, errors


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """Signals do afterwards what they did before: commands that serve leave them ignored, for their process ends."""
    before = {number: signal.getsignal(number) for number in signal.valid_signals()}
    yield
    for number, handler in before.items():
        if handler is not None and signal.getsignal(number) is not handler:
            signal.signal(number, handler)


@pytest.fixture
def running() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start the command with these words; `before` it another program that turns into it."""
    processes = []

    def start(
        *words: str, before: tuple[str, ...] = (), stdin: int = subprocess.DEVNULL, **variables: str
    ) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*before, *program(*words)],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(**variables),
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        with process:
            process.kill()


@pytest.fixture
def serving(running: Callable[..., subprocess.Popen[str]]) -> Callable[..., Server]:
    """Start the command with these words, and wait until it is ready."""
    return lambda *words, **variables: Server(running(*words, **variables))


@pytest.fixture
def run() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command with these words to its end."""

    def running(*words: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            program(*words),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=LONG,
            env=environment(**variables),
            check=False,
        )

    return running


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(providers=[PUSH_TOY], freeze="2026-11-21T10:00:00Z") as live:
        yield live


@pytest.fixture
def cli(emulator: Emulator) -> Callable[..., Result]:
    """A command for the running emulator, in this process."""

    def call(*words: str, stdin: str | bytes = "", **variables: str) -> Result:
        settings = {"MFA_EMULATOR_URL": emulator.url, "MFA_EMULATOR_TOKEN": None, **variables}
        return CliRunner().invoke(commands, words, input=stdin, env=settings, prog_name="mfa-emulator")

    return call
