"""Refresh tokens and pending credentials: texts that mean something to the server alone.

They hold what they stand for, so that however many are issued, nothing has to be remembered for them. A check
sum with the world's seed tells one that was made here from one that was not, or was touched on the way.
"""

from base64 import b64decode, urlsafe_b64encode
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    from mfa_emulator.world import World

T = TypeVar("T", bound=msgspec.Struct)

_SUM = 15


def seal(world: "World", record: msgspec.Struct) -> str:
    """The record as url-safe text."""
    data = msgspec.msgpack.encode(record)
    return urlsafe_b64encode(_sum(world, type(record), data) + data).rstrip(b"=").decode()


def unseal(world: "World", text: str, record: type[T]) -> T | None:
    """The record in a text that `seal` made in a world of the same seed; None when the text is not one."""
    try:
        raw = b64decode(text + "=" * (-len(text) % 4), altchars="-_", validate=True)
    except ValueError:
        return None
    data = raw[_SUM:]
    if raw[:_SUM] != _sum(world, record, data):
        return None
    return msgspec.msgpack.decode(data, type=record)


def _sum(world: "World", record: type[Any], data: bytes) -> bytes:
    return blake2b(data, digest_size=_SUM, key=_key(record.__name__, world.options.seed)).digest()


@lru_cache(maxsize=64)
def _key(name: str, seed: int | str) -> bytes:
    return f"{name}:{seed}".encode()[:64]
