"""Patience of a reader: the seconds that an answer may take."""

from mfa_emulator.core.time import durations
from mfa_emulator.core.time.durations import SECOND

LONGEST = 300
"""Real seconds; proxies and clients give up on a silent connection soon after."""


def seconds(wait: str) -> float:
    """``10`` and ``10s`` in real seconds. Raises ValueError when that is too long."""
    asked = durations.micros(wait) / SECOND
    if asked > LONGEST:
        raise ValueError(f"wait is at most {LONGEST} seconds; ask again to wait longer")
    return asked
