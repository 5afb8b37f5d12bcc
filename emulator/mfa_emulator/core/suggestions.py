"""Suggestions for names that nobody knows: the nearest one there is."""

from collections.abc import Iterable
from difflib import get_close_matches

_LISTED = 12
"""Names that a person still reads; of more only the nearest is told."""


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """The words for a name that is none: ``no setting 'totp_windwo'; did you mean 'totp_window'?``.

    Without a near one they list what there is, if that is not too much to read.
    """
    names = sorted(known)
    near = get_close_matches(name, names, n=1) or [other for other in names if other.lower() == name.lower()]
    if near:
        return f"no {what} {name!r}; did you mean {near[0]!r}?"
    return f"no {what} {name!r}; there are: {', '.join(names)}" if len(names) <= _LISTED else f"no {what} {name!r}"
