"""Kinds of option values."""

from typing import Any

import click

from mfa_emulator.core import durations


class Seconds(click.ParamType[float]):
    """A duration as people write it, in seconds."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """``10s``, ``1m30s`` or a number of seconds."""
        try:
            return durations.micros(value) / durations.SECOND
        except ValueError as error:
            self.fail(str(error), param, ctx)
