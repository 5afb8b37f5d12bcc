"""End of a command: its status, and one line about that which went wrong."""

import os
import sys
from io import StringIO, TextIOWrapper
from typing import TextIO

import click

from mfa_emulator.cli.failure import BadInput
from mfa_emulator.cli.output import echo

INTERRUPTED = 130
NO_READER = 141
"""Statuses that a shell gives to programs that SIGINT and SIGPIPE end."""

_NAME = "mfa-emulator"
_NOT_UTF_8 = "surrogates not allowed"
"""Python's reason when a word of the command line that is not UTF-8 is sent somewhere."""
_COMPLETION = "_MFA_EMULATOR_COMPLETE"
"""Variable by which a shell asks click for completions."""


def status(command: click.Command, words: list[str]) -> int:
    """Run the command line; the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may lack letters
    try:
        done = _status(command, words)
        if sys.stdout is not None:  # it was closed before we came
            sys.stdout.flush()
    except click.ClickException as error:
        _tell(error)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except OSError as error:
        return _failed(error)
    except UnicodeEncodeError as error:
        if error.reason != _NOT_UTF_8:
            raise
        _tell(BadInput(f"{error.object!r} is not UTF-8"))
        return BadInput.exit_code
    return done


def _status(command: click.Command, words: list[str]) -> int:
    """The status that the command asks for. Unlike click's own `main`, errors of the system come out as they are."""
    try:
        if _COMPLETION in os.environ:
            command.main(words, _NAME)
        with command.make_context(_NAME, words) as context:
            command.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    return 0


def _failed(error: OSError) -> int:
    """The status after an error of the system that no command has dealt with: most of them are those of the output."""
    _give_up(sys.stdout)
    if isinstance(error, BrokenPipeError):
        return NO_READER
    text = error.strerror or str(error)
    _tell(BadInput(text if error.filename is None else f"{error.filename}: {text}"))
    return BadInput.exit_code


def _tell(error: click.ClickException) -> None:
    text = StringIO()
    error.show(text)
    try:
        echo(text.getvalue(), err=True, nl=False)
    except OSError:
        _give_up(sys.stderr)


def _give_up(stream: TextIO | None) -> None:
    """Send elsewhere what could not be written, else Python tries again at its end, and complains."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
