"""Limits of the bytes that requests bring, and of those that a world keeps of them."""

from collections.abc import Mapping
from typing import Annotated, TypeAlias

import msgspec

from mfa_emulator.core.settings import changed

NAME = "limits"
"""The name of the limits among the settings, in place of a provider's."""

Bytes: TypeAlias = Annotated[int, msgspec.Meta(ge=1024, le=2**30)]
LongBytes: TypeAlias = Annotated[int, msgspec.Meta(ge=1024, le=2**40)]
Room: TypeAlias = Annotated[int, msgspec.Meta(ge=2**20, le=2**40)]
"""Bytes of memory; the largest thing that is kept takes less than the least of these."""


class Limits(msgspec.Struct, frozen=True):
    """Sizes of request bodies, by the `cap` of an operation, and of what one world keeps."""

    body: Bytes = 2**20
    """Bytes of an ordinary request's body; a longer one is refused with 413.

    Source: ours.
    """
    batch: Bytes = 32 * 2**20
    """Bytes of the body of an import or a seed.

    Source: ours.
    """
    snapshot: LongBytes = 2**30
    """Bytes of a snapshot that is loaded.

    Source: ours.
    """
    journal: Room = 8 * 2**20
    """Bytes of memory that the exchanges of the journal take, at most; the oldest make room.

    Source: ours.
    """
    inbox: Room = 16 * 2**20
    """Bytes of memory that messages take, at most, and as many for undelivered ones; the oldest make room.

    Source: ours.
    """
    deliveries: Room = 8 * 2**20
    """Bytes of memory that webhooks take, at most, and as many for those still to be sent. The oldest of those that are
    done with make room; a further one to be sent fails.

    Source: ours.
    """


def limits_of(settings: Mapping[str, Mapping[str, object]]) -> Limits:
    """The limits that the settings of a world ask for. Raises ValueError when they cannot work."""
    return changed(Limits(), settings.get(NAME, {}), f"{NAME}.")
