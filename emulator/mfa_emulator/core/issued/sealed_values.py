"""Sealed values: texts that hold a record and mean something to the server alone.

They hold what they stand for, so that however many are issued, nothing has to be remembered for them. They begin with
the mark of the world that issued them; a check sum tells one that was touched on the way.
"""

from functools import lru_cache
from hashlib import blake2b
from typing import TypeVar

import msgspec

from mfa_emulator.core import base64url
from mfa_emulator.core.tokens import BadToken

T = TypeVar("T", bound=msgspec.Struct)

_MARK = 12
"""Characters of the mark, which stands at the beginning as it is."""
_SUM = 15
"""Bytes of the sum."""
_encoder = msgspec.msgpack.Encoder()


def seal(mark: str, record: msgspec.Struct) -> str:
    """The record as url-safe text."""
    data = _encoder.encode(record)
    return mark + base64url.encode(_sum(mark, type(record), data) + data)


def unseal(text: str, record: type[T]) -> tuple[str, T]:
    """The mark and the record in a text that `seal` made. Raises `BadToken`."""
    mark = text[:_MARK]
    try:
        raw = base64url.decode(text[_MARK:], strict=True)
    except ValueError:
        raise BadToken("was not issued by an emulator, or was cut") from None
    data = raw[_SUM:]
    if raw[:_SUM] != _sum(mark, record, data):
        raise BadToken("was not issued by an emulator as a value of this kind, or was cut or changed")
    return mark, msgspec.msgpack.decode(data, type=record)


def _sum(mark: str, record: type[msgspec.Struct], data: bytes) -> bytes:
    keyed = _keyed(record, mark).copy()
    keyed.update(data)
    return keyed.digest()


@lru_cache(maxsize=256)
def _keyed(record: type[msgspec.Struct], mark: str) -> blake2b:
    return blake2b(digest_size=_SUM, key=f"{mark}:{record.__name__}".encode()[:64])
