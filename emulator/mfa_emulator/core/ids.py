"""The one source of ids, secrets and codes of a world: the same seed gives the same values."""

import threading
from base64 import b32encode, urlsafe_b64encode
from hashlib import blake2b
from typing import Annotated

import msgspec

from mfa_emulator.core.http.json import JsonObject

_LETTERS_DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
# One byte to one letter. 256 is not a multiple of 62, so some letters come a little more often: fine for a test id.
_ALPHANUMERIC = bytes(_LETTERS_DIGITS[i % len(_LETTERS_DIGITS)] for i in range(256))


class Place(msgspec.Struct, forbid_unknown_fields=True):
    """The position of a stream, in a snapshot."""

    seed: int | str
    drawn: Annotated[int, msgspec.Meta(ge=0, le=2**62)]
    pins: dict[str, str]


class Ids:
    """A deterministic stream of bytes (BLAKE2b over seed and counter), and the shapes made from it.

    The whole state is the counter, so a snapshot of it is one number.
    """

    def __init__(self, seed: int | str = 0) -> None:
        self._lock = threading.Lock()  # what tests draw, for a virtual device say, the server must not draw too
        self.begin(seed)

    def begin(self, seed: int | str) -> None:
        """Start over at the beginning of this seed's stream, without pins."""
        self.seed = seed
        self._key = blake2b(f"mfa-emulator:{seed}".encode(), digest_size=32).digest()
        self._drawn = 0
        self._pins: dict[str, str] = {}

    def draw(self, count: int) -> bytes:
        """The next `count` bytes."""
        with self._lock:
            self._drawn += 1
            number = self._drawn
        block = blake2b(number.to_bytes(8, "big"), key=self._key).digest()
        while len(block) < count:
            block += blake2b(block[-64:], key=self._key).digest()
        return block[:count]

    def alphanumeric(self, count: int) -> str:
        """`count` characters of A-Z a-z 0-9."""
        return self.draw(count).translate(_ALPHANUMERIC).decode()

    def hex(self, count: int) -> str:
        """`count` lower-case hexadecimal characters."""
        return self.draw((count + 1) // 2).hex()[:count]

    def digits(self, count: int) -> str:
        """`count` decimal digits; leading zeros are possible."""
        return str(int.from_bytes(self.draw(count + 8), "big") % 10**count).zfill(count)

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int.from_bytes(self.draw(16), "big") % (high - low + 1)

    def url_safe(self, count: int) -> str:
        """`count` characters of the url-safe Base64 alphabet."""
        return urlsafe_b64encode(self.draw(count)).decode()[:count]

    def base32_secret(self, count: int = 20) -> str:
        """A TOTP secret of `count` bytes as Base32 without padding."""
        return b32encode(self.draw(count)).decode().rstrip("=")

    def uuid(self) -> str:
        """A version 4 UUID."""
        raw = bytearray(self.draw(16))
        raw[6], raw[8] = raw[6] & 0x0F | 0x40, raw[8] & 0x3F | 0x80
        text = raw.hex()
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def code(self, recipient: str, count: int = 6) -> str:
        """The code to send to `recipient`: its pin, if it has one of that length, else `count` random digits."""
        return self.pinned(recipient, count) or self.digits(count)

    def pinned(self, recipient: str, count: int) -> str | None:
        """The code pinned for `recipient`, if it has that length."""
        pin = self._pins.get(recipient)
        return pin if pin is not None and len(pin) == count else None

    def pin(self, recipient: str, code: str | None) -> None:
        """Give `recipient` this code from now on; None takes the pin away."""
        if code is None:
            self._pins.pop(recipient, None)
        else:
            self._pins[recipient] = code

    def dump(self) -> JsonObject:
        """The position of the stream."""
        place: JsonObject = msgspec.to_builtins(Place(self.seed, self._drawn, self._pins))
        return place

    def load(self, data: JsonObject) -> None:
        """Go on where `dump` was taken. Raises ValueError, and changes nothing, on any other data."""
        place = msgspec.convert(data, Place)
        self.begin(place.seed)
        self._drawn = place.drawn
        self._pins = place.pins
