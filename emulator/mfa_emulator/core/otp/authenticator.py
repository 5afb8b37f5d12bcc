"""The authenticator app on a user's phone.

Its codes are computed by pyotp, those that vendors expect by `Totp`: each sign-in holds the two against each other.
"""

import hashlib
from collections.abc import Callable
from functools import cache, cached_property
from typing import TYPE_CHECKING

from mfa_emulator.core.otp.totp import Totp, normalized
from mfa_emulator.core.time.clock import Clock
from mfa_emulator.core.time.durations import SECOND

if TYPE_CHECKING:
    import pyotp

FEWEST_DIGITS = 6
LAST_SECOND = 253_402_300_799
"""The end of the year 9999. To pyotp 2.12 neither a later instant is one, nor any before the epoch."""
LONGEST_PERIOD = 120
"""Seconds. Of fewer digits, or longer periods, pyotp 2.12 makes no TOTP; both are among what vendors allow."""


class Authenticator:
    """A user's authenticator app: shows the code of now, or of a step nearby, by the world's clock."""

    def __init__(self, totp: Totp, clock: Clock, label: str = "") -> None:
        self.totp = totp
        self.label = label
        self._clock = clock

    def __repr__(self) -> str:
        return f"<Authenticator {self.label or self.secret}, {self.totp.digits} digits, {self.totp.period} s>"

    @property
    def secret(self) -> str:
        """The Base32 secret."""
        return self.totp.secret

    @cached_property
    def pyotp(self) -> "pyotp.TOTP | None":
        """The same app for those who know pyotp; its ``now()`` reads the machine's clock, not the world's.

        None for fewer than 6 digits and for periods of more than 120 s: pyotp refuses them.
        """
        totp = self.totp
        if totp.digits < FEWEST_DIGITS or totp.period > LONGEST_PERIOD:
            return None
        return _totp(totp, self.label)

    def code(self, step: int = 0) -> str:
        """The code of now; ``step=-1`` is the one before it, ``step=1`` the one after it."""
        return shown(self.totp, self._clock.micros(), step)

    def seconds_left(self) -> int:
        """Whole seconds until the code changes, 1 to `period`."""
        return self.totp.period - self._clock.micros() // SECOND % self.totp.period


def shown(totp: Totp, at: int, step: int = 0) -> str:
    """The code that a phone shows at an instant in microseconds, or so many steps before or after it.

    Before the epoch there are no steps: the first one's code is shown. After the year 9999 it is the last one's.
    """
    at = min(max(at, 0), LAST_SECOND * SECOND)
    code = _codes(totp)(at // SECOND, max(step, -totp.step(at)))
    return code[-totp.digits :]  # a code of fewer digits is the end of a longer one


@cache
def _kinds() -> "tuple[type[pyotp.TOTP], type[pyotp.HOTP]]":
    """pyotp's classes without its least length of a secret: vendors took shorter ones than it does today."""
    import pyotp

    return (
        type("TOTP", (pyotp.TOTP,), {"min_secret_length_bits": 0}),
        type("HOTP", (pyotp.HOTP,), {"min_secret_length_bits": 0}),
    )


def _totp(totp: Totp, label: str = "") -> "pyotp.TOTP":
    digits, digest = max(totp.digits, FEWEST_DIGITS), getattr(hashlib, totp.algorithm)
    return _kinds()[0](normalized(totp.secret), digits=digits, digest=digest, interval=totp.period, name=label or None)


def _codes(totp: Totp) -> Callable[[int, int], str]:
    """The codes by (seconds since the epoch, steps from there), each of six digits at least."""
    if totp.period <= LONGEST_PERIOD:
        clocked = _totp(totp)
        return lambda seconds, step: clocked.at(seconds, counter_offset=step)
    digits, digest = max(totp.digits, FEWEST_DIGITS), getattr(hashlib, totp.algorithm)
    counted = _kinds()[1](normalized(totp.secret), digits=digits, digest=digest)
    return lambda seconds, step: counted.at(seconds // totp.period + step)
