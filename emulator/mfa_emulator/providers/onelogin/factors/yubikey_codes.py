"""YubiKey codes: 44 modhex characters, a public id and an encrypted counter that only goes up.

Layout (Yubico's): private id (6 bytes), session counter (2, little-endian), timestamp (3),
use counter (1), random (2) and a CRC-16, encrypted with AES-128.
"""

import re
from typing import NamedTuple

from mfa_emulator.core.ids import Ids

_HEX, _MODHEX = "0123456789abcdef", "cbdefghijklnrtuv"
_TO_MODHEX = str.maketrans(_HEX, _MODHEX)
_FROM_MODHEX = str.maketrans(_MODHEX, _HEX)
_KEY = re.compile("[0-9a-f]{12}:[0-9a-f]{12}:[0-9a-f]{32}")
_CRC_OF_GOOD = 0xF0B8


class Key(NamedTuple):
    """The values that a YubiKey and the server share, all in hex."""

    public_id: str
    private_id: str
    aes_key: str

    def text(self) -> str:
        """The form that a device record keeps."""
        return ":".join(self)

    @classmethod
    def of(cls, text: str) -> "Key":
        """The key of a device record. Raises ValueError."""
        if not _KEY.fullmatch(text):
            raise ValueError("a YubiKey's secret is public id (12 hex), private id (12) and AES key (32), by colons")
        return cls(*text.split(":"))

    @classmethod
    def new(cls, ids: Ids) -> "Key":
        """A new key."""
        return cls(ids.hex(12), ids.hex(12), ids.hex(32))


def press(key: Key, counter: int, noise: bytes) -> str:
    """The code that the key types at its `counter`-th touch. `noise` is five bytes: timestamp and random."""
    plain = bytes.fromhex(key.private_id) + (counter >> 8).to_bytes(2, "little") + noise[:3]
    plain += bytes([counter & 0xFF]) + noise[3:5]
    plain += (_crc(plain) ^ 0xFFFF).to_bytes(2, "little")
    return (key.public_id + _aes(key, plain, decrypt=False).hex()).translate(_TO_MODHEX)


def counter_of(key: Key, code: str) -> int | None:
    """The counter in a code of this key; None when it is another's, or no YubiKey code at all."""
    if len(code) != 44 or set(code) - set(_MODHEX):
        return None
    text = code.translate(_FROM_MODHEX)
    if text[:12] != key.public_id:
        return None
    plain = _aes(key, bytes.fromhex(text[12:]), decrypt=True)
    if plain[:6].hex() != key.private_id or _crc(plain) != _CRC_OF_GOOD:
        return None
    return int.from_bytes(plain[6:8], "little") << 8 | plain[11]


def _aes(key: Key, block: bytes, *, decrypt: bool) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    cipher = Cipher(algorithms.AES(bytes.fromhex(key.aes_key)), modes.ECB())  # a single block, as the key does it
    context = cipher.decryptor() if decrypt else cipher.encryptor()
    return context.update(block) + context.finalize()


def _crc(data: bytes) -> int:
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x8408 if crc & 1 else 0)
    return crc
