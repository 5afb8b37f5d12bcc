"""Vendors of other packages: entry points of the group ``mfa_emulator.providers``, each of which loads a `Front`."""

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mfa_emulator.core.http.limits import NAME as LIMITS
from mfa_emulator.core.parts import Shortcuts
from mfa_emulator.core.provider import Front

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "mfa_emulator.providers"

_RECORDS = (".dist-info", ".egg-info", "EGG-INFO")
"""Endings of the folders in which an installer keeps what it knows of a distribution."""

_RESERVED = {"codes", LIMITS, "world", "worlds", "emulator", "url", "env", "vendor"}
"""Names that mean something else in a seed, among settings or on what stands for a world in a test."""


def outside_fronts(built_in: Iterable[Front]) -> tuple[Front, ...]:
    """The fronts that other installed packages bring, by name. Raises ValueError when one of them cannot be used."""
    if not any(map(_may_bring_one, sys.path)):
        return ()
    from importlib.metadata import entry_points

    owners = {claim: "mfa-emulator itself" for front in built_in for claim in _claims(front)}
    found = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        front = _load(point)
        _check(front, point, owners)
        owners |= dict.fromkeys(_claims(front), _distribution(point))
        found.append(front)
    return tuple(sorted(found, key=lambda front: front.name))


def _may_bring_one(folder: str) -> bool:
    """Whether a distribution in this folder of the path names the group.

    To import importlib.metadata and ask it costs each start 8 ms; to look whether it would find anything, less than 1.
    """
    try:
        with os.scandir(folder or ".") as entries:
            return any(_names_the_group(entry.path) for entry in entries if entry.name.endswith(_RECORDS))
    except NotADirectoryError:
        return True  # an archive, into which importlib.metadata can look
    except OSError:
        return False


def _names_the_group(record: str) -> bool:
    try:
        with open(os.path.join(record, "entry_points.txt"), "rb") as points:
            return GROUP.encode() in points.read()
    except OSError:
        return False


def _load(point: "EntryPoint") -> Front:
    try:
        front = point.load()
    except Exception as error:
        raise _refusal(point, f"cannot be loaded: {type(error).__name__}: {error}") from error
    if not isinstance(front, Front):
        raise _refusal(point, f"must be a Front, not {front!r:.100}")
    return front


def _check(front: Front, point: "EntryPoint", owners: dict[str, str]) -> None:
    """Refuse a front that could not be told from another vendor, or from a part of a world. Raises ValueError."""
    if not front.name.isidentifier() or front.name != front.name.lower():
        raise _refusal(point, f"has the name {front.name!r}: lower-case letters, digits and _ make one")
    if front.name in _RESERVED or hasattr(Shortcuts, front.name):
        raise _refusal(point, f"has the name {front.name!r}, which is a part of every world")
    for claim in _claims(front):
        if claim in owners:
            raise _refusal(point, f"has the {claim}, which is that of {owners[claim]}")


def _claims(front: Front) -> Iterator[str]:
    """The words that one vendor alone can have."""
    yield f"name {front.name!r}"
    yield from (f"host {host!r}" for host in front.hosts)
    yield from (f"prefix {prefix!r}" for prefix in front.prefixes)


def _refusal(point: "EntryPoint", problem: str) -> ValueError:
    return ValueError(f"the vendor {point.value} of {_distribution(point)} {problem}")


def _distribution(point: "EntryPoint") -> str:
    return f"the distribution {point.dist.name} {point.dist.version}" if point.dist else "an unknown distribution"
