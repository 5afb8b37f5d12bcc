"""Time-based one-time passwords (RFC 6238) as vendors check them: codes, and windows with replay protection."""

import hmac
from collections.abc import Iterator
from hmac import compare_digest
from typing import Literal, TypeAlias

import msgspec

from mfa_emulator.core.http.json import Json
from mfa_emulator.core.remembered import Remembered
from mfa_emulator.core.time.durations import SECOND, rfc3339

Algorithm: TypeAlias = Literal["sha1", "sha256", "sha512"]
_ALGORITHMS: tuple[Algorithm, ...] = ("sha1", "sha256", "sha512")

_SEARCHED = 10
"""Steps beyond the window that a refusal looks at, to say how old the code is."""


class Totp(msgspec.Struct, frozen=True, gc=False):
    """The parameters that authenticator and server share. `period` is in seconds."""

    secret: str
    digits: int = 6
    period: int = 30
    algorithm: Algorithm = "sha1"

    def step(self, at: int) -> int:
        """The number of the time step that holds the instant `at` (microseconds)."""
        return at // (self.period * SECOND)

    def at_step(self, step: int) -> str:
        """The code of that time step."""
        return self._code(_KEYS[self.secret], step)

    def at(self, instant: int) -> str:
        """The code at an instant in microseconds."""
        return self.at_step(self.step(instant))

    def check(self, code: str, at: int, window: int, after_step: int = -1) -> "Match":
        """Whether `code` is that of a step at most `window` away from `at` and later than `after_step`.

        `after_step` is the last step that was accepted: the same step, or an earlier one, is a replay.
        """
        now = self.step(at)
        if len(code) != self.digits or not (code.isascii() and code.isdigit()):
            return Match(None, f"code is not {self.digits} digits")
        key = _KEYS[self.secret]
        used = None
        for step in _around(now, 0, window):
            if compare_digest(self._code(key, step), code):
                if step > after_step:
                    return Match(step, "")
                used = step  # go on: a short code may be that of another step in the window too
        if used is not None:
            return Match(None, f"code of step {used - now:+d} was used already, or is older than the last one used")
        return Match(None, self._miss(key, code, now, window, at))

    def _code(self, key: bytes, step: int) -> str:
        digest = hmac.digest(key, max(step, 0).to_bytes(8, "big"), self.algorithm)
        offset = digest[-1] & 0x0F
        number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
        return str(number % 10**self.digits).zfill(self.digits)

    def _miss(self, key: bytes, code: str, now: int, window: int, at: int) -> str:
        for step in _around(now, window + 1, window + _SEARCHED):
            if self._code(key, step) == code:
                when = "old" if step < now else "ahead"
                return f"code is {abs(step - now)} steps {when}: window is +-{window}; now {rfc3339(at)}"
        return f"code is of no step near: window is +-{window}; now {rfc3339(at)}"


class Match(msgspec.Struct, frozen=True, gc=False):
    """The outcome of checking a code: the step it belongs to, or the reason of its refusal."""

    step: int | None
    reason: str


def _around(now: int, nearest: int, farthest: int) -> Iterator[int]:
    """Steps at these distances from `now`, nearest first, and of two the earlier first; none before the epoch."""
    for distance in range(nearest, farthest + 1):
        if distance <= now:
            yield now - distance
        if distance:
            yield now + distance


def normalized(secret: str) -> str:
    """A secret without padding, in capitals, without the blanks and dashes that people write into it."""
    return secret.replace(" ", "").replace("-", "").rstrip("=").upper()


def key_of(secret: str) -> bytes:
    """The bytes of a Base32 secret; padding, case, spaces and dashes do not matter. Raises ValueError."""
    text = normalized(secret)
    bits = len(text) * 5
    try:
        if bits % 8 >= 5:  # a letter that adds no byte
            raise ValueError
        # As one number, at a tenth of the cost of `base64.b32decode`, which each new secret would pay.
        return (int(text.encode("ascii").translate(_DIGITS) or b"0", 32) >> bits % 8).to_bytes(bits // 8, "big")
    except ValueError:
        raise ValueError("the secret is not Base32") from None


_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_DIGITS = bytes(
    b"0123456789abcdefghijklmnopqrstuv"[_LETTERS.index(c)] if c in _LETTERS else ord("!") for c in range(256)
)
"""The letters of Base32 as digits of a number to the base of 32; all else as what is no digit."""
_KEYS = Remembered(key_of)
"""Keys by secret: an app and its server ask for the same few over and over."""


def totp_of(secret: str, digits: Json, period: Json, algorithm: str) -> Totp:
    """The parameters, of which numbers may be texts. Raises ValueError when no authenticator could use them."""
    name = algorithm.lower().replace("-", "").removeprefix("hmac")
    if name not in _ALGORITHMS:
        raise ValueError(f"unknown TOTP algorithm {algorithm!r}")
    try:
        return checked(Totp(secret, _whole(digits), _whole(period), name))
    except TypeError:
        raise ValueError("digits and period must be numbers") from None


def _whole(number: Json) -> int:
    if isinstance(number, str | int | float):
        return int(number)
    raise TypeError


def checked(totp: Totp) -> Totp:
    """The parameters themselves. Raises ValueError when no authenticator could use them."""
    if not key_of(totp.secret):
        raise ValueError("the secret is empty")
    if not 1 <= totp.digits <= 10 or not 1 <= totp.period <= 86_400:
        raise ValueError("digits must be 1 to 10 and period 1 to 86400 seconds")
    return totp
