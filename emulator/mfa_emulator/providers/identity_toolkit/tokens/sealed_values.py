"""Refresh tokens and pending credentials: texts that mean something to the server alone.

They hold what they stand for, so that however many are issued, nothing has to be remembered for them. A check
sum with the world's seed tells one that was made here from one that was not, or was touched on the way.
"""

from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

import msgspec

from mfa_emulator.core import base64url

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

T = TypeVar("T", bound=msgspec.Struct)

_SUM = 15
_encoder = msgspec.msgpack.Encoder()


def seal(world: "World", record: msgspec.Struct) -> str:
    """The record as url-safe text."""
    data = _encoder.encode(record)
    return base64url.encode(_sum(world, type(record), data) + data)


def unseal(world: "World", text: str, record: type[T]) -> T | None:
    """The record in a text that `seal` made in a world of the same seed; None when the text is not one."""
    try:
        raw = base64url.decode(text, strict=True)
    except ValueError:
        return None
    data = raw[_SUM:]
    if raw[:_SUM] != _sum(world, record, data):
        return None
    return msgspec.msgpack.decode(data, type=record)


def _sum(world: "World", record: type[msgspec.Struct], data: bytes) -> bytes:
    keyed = _keyed(record.__name__, world.options.seed).copy()
    keyed.update(data)
    return keyed.digest()


@lru_cache(maxsize=64)
def _keyed(name: str, seed: int | str) -> blake2b:
    return blake2b(digest_size=_SUM, key=f"{name}:{seed}".encode()[:64])
