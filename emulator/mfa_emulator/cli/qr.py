"""QR codes in a terminal."""

import sys
from io import StringIO

from mfa_emulator.cli.failure import Failed
from mfa_emulator.cli.output import echo

_BLOCKS = "\u2580\u2584\u2588"


def show(text: str) -> None:
    """Print the QR code of a text, two rows of it in a line.

    It is made of block characters and no colors. Those of a terminal with dark letters on a light ground are the
    other way round, which scanners of today's phones read too.
    """
    import segno

    try:
        _BLOCKS.encode(sys.stdout.encoding or "utf-8")
    except (LookupError, UnicodeEncodeError):
        raise Failed(f"the output is {sys.stdout.encoding}, which has no blocks to draw a QR code with") from None
    drawn = StringIO()
    try:
        segno.make(text, micro=False, error="l").terminal(drawn, border=2, compact=True)
    except ValueError:
        raise Failed(f"{len(text)} characters are too many for a QR code") from None
    echo(drawn.getvalue(), nl=False)
