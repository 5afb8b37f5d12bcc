"""Failures of a command: one line for people, and an exit status for each kind."""

from typing import ClassVar

import click

from mfa_emulator.core.printable import printable


class Failed(click.ClickException):
    """Nothing was found, or the request was refused."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str) -> None:
        super().__init__(printable(" ".join(message.split())))


class BadInput(Failed):
    """An option makes no sense, or a file cannot be read or written."""

    exit_code: ClassVar[int] = 2


class Unreachable(Failed):
    """No emulator answers."""

    exit_code: ClassVar[int] = 3


class NoPort(Failed):
    """The port cannot be opened."""

    exit_code: ClassVar[int] = 4
