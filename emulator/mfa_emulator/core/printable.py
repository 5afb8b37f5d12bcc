"""Texts of users' on their way to a terminal: controls and marks that turn text round are shown, not obeyed."""

import re

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls of C0 (but tab and line feed) and C1, bidirectional marks, further ends of lines, half characters."""


def printable(text: str) -> str:
    r"""The text with such a character as ``\u001b``: also JSON text stays what it was to those who read it."""
    return _OBEYED.sub(_shown, text)


def in_a_line(text: str) -> str:
    """The same, with line breaks and tabs as spaces."""
    return printable(text).replace("\n", " ").replace("\t", " ")


def _shown(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
