"""Limits of the size of request bodies."""

from collections.abc import Mapping
from typing import Annotated, TypeAlias

import msgspec

from mfa_emulator.core.settings import changed

NAME = "limits"
"""The name of the limits among the settings, in place of a provider's."""

Bytes: TypeAlias = Annotated[int, msgspec.Meta(ge=1024, le=2**30)]


class Limits(msgspec.Struct, frozen=True):
    """Sizes of request bodies, by the `cap` of an operation."""

    body: Bytes = 2**20
    """Bytes of an ordinary request's body; a longer one is refused with 413.

    Source: ours.
    """
    batch: Bytes = 32 * 2**20
    """Bytes of the body of an import, a seed or a snapshot.

    Source: ours.
    """


def limits_of(settings: Mapping[str, Mapping[str, object]]) -> Limits:
    """The limits that the settings of a world ask for. Raises ValueError when they cannot work."""
    return changed(Limits(), settings.get(NAME, {}), f"{NAME}.")
