"""``mfa-emulator exec``."""

import os
import signal
import subprocess
import sys
from types import FrameType
from typing import Any

import click

from mfa_emulator.cli.emulation import emulation, emulator_options, port_trouble


@click.command(
    short_help="Run a command with an emulator of its own.", context_settings={"allow_interspersed_args": False}
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="[default: any free one]")
@emulator_options
@click.argument("words", metavar="-- COMMAND [ARGUMENT]...", nargs=-1, required=True, type=click.UNPROCESSED)
def command(port: int, words: tuple[str, ...], **options: Any) -> None:
    """Start an emulator, run COMMAND with the SDKs' variables set, stop, and end with its status.

    For example `mfa-emulator exec -- npm test`. Signals are passed on to the command.
    """
    with emulation(**options) as emulator:
        try:
            emulator.start(port=port)
        except OSError as error:
            raise port_trouble(error, "127.0.0.1", port) from None
        try:
            status = _run(words, {**os.environ, **emulator.env})
        finally:
            emulator.stop()
    sys.exit(status)


def _run(words: tuple[str, ...], env: dict[str, str]) -> int:
    """The status that a shell would give the command."""
    try:
        process = subprocess.Popen(words, env=env)
    except FileNotFoundError:
        click.echo(f"Error: no command {words[0]!r}", err=True)
        return 127
    except OSError as error:
        click.echo(f"Error: {words[0]}: {error.strerror}", err=True)
        return 126

    def forward(number: int, frame: FrameType | None) -> None:
        if number != signal.SIGINT or not _terminal_tells_all():
            process.send_signal(number)

    for number in _FORWARDED:
        signal.signal(number, forward)
    status = process.wait()
    return status if status >= 0 else 128 - status


_FORWARDED = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2") if hasattr(signal, name)
)


def _terminal_tells_all() -> bool:
    """Whether Ctrl-C comes from a terminal, which sends it to every process in the foreground: to the command too."""
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except (OSError, AttributeError):
        return False
