"""Kinds of option values."""

import click

from mfa_emulator.core.time import durations


# A function, for click's own class of types is generic in its newest releases only.
def seconds(value: str | float) -> float:
    """A duration as people write it, ``10s``, ``1m30s`` or a number of seconds, in seconds."""
    try:
        return durations.micros(value) / durations.SECOND
    except ValueError as error:
        raise click.BadParameter(str(error)) from None
