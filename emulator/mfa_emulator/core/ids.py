"""The one source of ids, secrets and codes of a world: the same seed gives the same values."""

import threading
from base64 import b32encode
from collections.abc import Mapping
from hashlib import blake2b
from typing import Annotated, TypeAlias

import msgspec

from mfa_emulator.core import base64url
from mfa_emulator.core.descriptions.misfit_words import Unfit
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.issued.marks import MOST, Mark, Marks, Origin

_LETTERS_DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
# One byte to one letter. 256 is not a multiple of 62, so some letters come a little more often: fine for a test id.
_ALPHANUMERIC = bytes(_LETTERS_DIGITS[i % len(_LETTERS_DIGITS)] for i in range(256))
_BASE32 = bytes(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[i % 32] for i in range(256))


Count: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=2**62)]


class Place(msgspec.Struct, forbid_unknown_fields=True):
    """The position of a stream, in a snapshot."""

    seed: int | str
    world: str
    resets: Count
    drawn: Count
    pins: dict[str, str]
    marks: Annotated[tuple[Mark, ...], msgspec.Meta(max_length=MOST)] = ()
    """Marks of other worlds, which snapshots brought."""


class Ids:
    """A deterministic stream of bytes (BLAKE2b over an origin and a counter), and the shapes made from it.

    The origin is the seed, the name of the world and the number of its resets: no two worlds draw the same values, nor
    does one world after a reset, and every run of a test in a world of the same name does. The whole state is the
    counter, so a snapshot of it is one number.
    """

    def __init__(self, seed: int | str = 0, world: str = "") -> None:
        self._lock = threading.Lock()  # what tests draw, for a virtual device say, the server must not draw too
        self._begin(Origin(seed, world, 0))

    def _begin(self, home: Origin) -> None:
        self._home = home
        """The origin of the last beginning; a snapshot may have led back to an earlier one."""
        self._place(Place(home.seed, home.world, home.resets, 0, {}))

    def begin(self, seed: int | str) -> None:
        """Start over without pins, with the next stream of this seed: not one value comes again."""
        self._begin(Origin(seed, self._home.world, self._home.resets + 1))

    def _place(self, place: Place) -> None:
        origin = Origin(place.seed, place.world, place.resets)
        self.marks: Marks = Marks(origin, place.marks, self._home.resets)
        """The marks of what this world has issued, and takes back."""
        self._key = origin.key
        self._keyed = blake2b(key=self._key)  # to copy one costs less than to make one
        self._drawn = place.drawn
        self._pins = dict(place.pins)

    def draw(self, count: int) -> bytes:
        """The next `count` bytes."""
        with self._lock:
            self._drawn += 1
            number = self._drawn
        keyed = self._keyed.copy()
        keyed.update(number.to_bytes(8, "big"))
        block = keyed.digest()
        while len(block) < count:
            keyed = self._keyed.copy()
            keyed.update(block[-64:])
            block += keyed.digest()
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
        return base64url.encode(self.draw(count * 3 // 4 + 1))[:count]

    def base32_secret(self, count: int = 20) -> str:
        """A TOTP secret of `count` bytes as Base32 without padding."""
        if count % 5:  # the last letter stands for less than five bits
            return b32encode(self.draw(count)).decode().rstrip("=")
        return self.draw(count // 5 * 8).translate(_BASE32).decode()

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
        """Give `recipient` this code from now on; None takes the pin away. Raises ValueError for what is no code."""
        if code is not None and not (isinstance(code, str) and code):
            raise ValueError(f"a code is a text such as '123456', not {code!r}")
        if code is None:
            self._pins.pop(recipient, None)
        else:
            self._pins[recipient] = code

    def apart(self, topic: str) -> "Ids":
        """A stream of this world beside this one, the same whenever it is asked for.

        For what is there from the start: a vendor's state is made when somebody first asks for it, and must not move
        what others draw.
        """
        origin = self.marks.origin
        ids = Ids()
        ids._begin(Origin(origin.seed, f"{origin.world}\0{topic}", origin.resets))  # a world's name is printable
        return ids

    def first(self, kind: str, low: int, high: int) -> int:
        """The number, from `low` to `high`, from which those of a kind count up in this world."""
        drawn = blake2b(kind.encode(), key=self._key, digest_size=16).digest()
        return low + int.from_bytes(drawn, "big") % (high - low + 1)

    def dump(self) -> JsonObject:
        """The position of the stream."""
        origin = self.marks.origin
        place = Place(origin.seed, origin.world, origin.resets, self._drawn, self._pins, self.marks.further)
        data: JsonObject = msgspec.to_builtins(place)
        return data

    def load(self, data: JsonObject) -> None:
        """Go on where `dump` was taken. Raises ValueError, and changes nothing, on any other data.

        After the dump of another world this one begins anew with values of its own, and takes what that one issued.
        """
        place = msgspec.convert(data, Place)
        home = self._home
        if place.world == home.world:
            # A later reset must lead neither to what is left now nor to what is come back to.
            self._home = home.after(max(home.resets, place.resets))
            self._place(place)
        else:
            self._home = home.after(home.resets + 1)
            mark = Origin(place.seed, place.world, place.resets).mark
            marks = (*place.marks, mark)[-MOST:]
            self._place(Place(home.seed, home.world, self._home.resets, 0, place.pins, marks))


def pins_of(seed: Mapping[str, object]) -> dict[str, str]:
    """The codes that a seed document pins, by recipient. Raises `Unfit`."""
    codes = seed.get("codes")
    try:
        return msgspec.convert({} if codes is None else codes, dict[str, str])
    except msgspec.ValidationError:
        raise Unfit("codes must map recipients to codes, both texts", ("codes",)) from None
