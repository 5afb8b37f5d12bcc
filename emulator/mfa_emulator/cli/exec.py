"""``mfa-emulator exec``."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from mfa_emulator.cli import unheld
from mfa_emulator.cli.emulation import Start, emulation, emulator_options, port_trouble
from mfa_emulator.cli.looping import on_signals, run
from mfa_emulator.cli.output import echo

if TYPE_CHECKING:
    from mfa_emulator.emulator import Emulator

_PASSED_ON = ("SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2")


@click.command(
    short_help="Run a command with an emulator of its own.", context_settings={"allow_interspersed_args": False}
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="[default: any free one]")
@emulator_options
@click.argument("words", metavar="-- COMMAND [ARGUMENT]...", nargs=-1, required=True, type=click.UNPROCESSED)
def command(start: Start, port: int, words: tuple[str, ...]) -> None:
    """Start an emulator, run COMMAND with the SDKs' variables set, stop, and end with its status.

    For example `mfa-emulator exec -- npm test`. Signals are passed on to the command.
    """
    with emulation(start) as emulator:
        for text in unheld.warnings(words) if start.run.proxied else ():
            echo(f"Warning: {text}", err=True)
        status = run(_exec(emulator, port, words))
    sys.exit(status)


async def _exec(emulator: "Emulator", port: int, words: tuple[str, ...]) -> int:
    told: asyncio.Queue[int] = asyncio.Queue()
    with on_signals(_PASSED_ON, told.put_nowait):
        try:
            await emulator.serve(port=port)
        except OSError as error:
            raise port_trouble(error, "127.0.0.1", port) from None
        try:
            return await _status(words, _environment(emulator.env), told)
        finally:
            await emulator.close()


def _environment(env: dict[str, str]) -> dict[str, str]:
    from mfa_emulator.serving.programs import merged

    return {**os.environ, **merged(os.environ, env)}


async def _status(words: tuple[str, ...], env: dict[str, str], told: asyncio.Queue[int]) -> int:
    """Run the command; the status that a shell would give it."""
    try:
        process = await asyncio.create_subprocess_exec(*words, env=env)
    except FileNotFoundError:
        echo(f"Error: no command {words[0]!r}", err=True)
        return 127
    except OSError as error:
        echo(f"Error: {words[0]}: {error.strerror}", err=True)
        return 126
    passing = asyncio.create_task(_pass_on(told, process))
    try:
        status = await process.wait()
    finally:
        passing.cancel()
    return status if status >= 0 else 128 - status


async def _pass_on(told: asyncio.Queue[int], process: asyncio.subprocess.Process) -> None:
    while True:
        number = await told.get()
        if number != signal.SIGINT or not _terminal_tells_all():
            with suppress(ProcessLookupError):
                process.send_signal(number)


def _terminal_tells_all() -> bool:
    """True if Ctrl-C comes from a terminal, which sends it to every process in the foreground, the command included."""
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except (OSError, AttributeError):
        return False
