"""Suggestions for names that nobody knows: the nearest one there is."""

from collections.abc import Iterable

_LISTED = 12
"""Names that a person still reads; of more only the nearest is named."""


def unknown(what: str, name: str, known: Iterable[str], of: str = "") -> str:
    """The words for a name that is none: ``toy: no setting 'totp_windwo'; did you mean 'totp_window'?``.

    `of` is the provider that is meant, if one is. Without a near name they list what there is, if that is not too
    much to read.
    """
    names = sorted(known)
    near = nearest(name, names)
    problem = f"{of}: no {what} {name!r}" if of else f"no {what} {name!r}"
    if near:
        return f"{problem}; did you mean {near!r}?"
    if len(names) > _LISTED:
        return f"{problem} among the {len(names)} there are"
    return f"{problem}; there are: {', '.join(names) or 'none'}"


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is most like another, or "" if none is like it."""
    from difflib import get_close_matches  # here, for it is wanted when something is wrong, and each start would pay

    names = sorted(known)
    near = get_close_matches(name, names, n=1) or [other for other in names if other.lower() == name.lower()]
    return near[0] if near else ""
