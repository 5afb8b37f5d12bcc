"""Time-based one-time passwords (RFC 6238): codes, windows with replay protection, and the user's authenticator."""

import hmac
from base64 import b32decode
from binascii import Error as BadBase32
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias
from urllib.parse import parse_qs, quote, unquote, urlsplit

from mfa_emulator.core.clock import Clock
from mfa_emulator.core.durations import SECOND, rfc3339

Algorithm: TypeAlias = Literal["sha1", "sha256", "sha512"]
_ALGORITHMS: tuple[Algorithm, ...] = ("sha1", "sha256", "sha512")


@dataclass(frozen=True, slots=True)
class Totp:
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
        digest = hmac.digest(key_of(self.secret), max(step, 0).to_bytes(8, "big"), self.algorithm)
        offset = digest[-1] & 0x0F
        number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
        return str(number % 10**self.digits).zfill(self.digits)

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
        step = self._find(code, now, window)
        if step is None:
            return Match(None, self._miss(code, now, window, at))
        if step <= after_step:
            return Match(None, f"code of step {step - now:+d} was used already, or is older than the last one used")
        return Match(step, "")

    def _find(self, code: str, now: int, window: int) -> int | None:
        # Nearest first: most codes are of this very step.
        for distance in range(window + 1):
            for step in {now + distance, now - distance}:
                if hmac.compare_digest(self.at_step(step), code):
                    return step
        return None

    def _miss(self, code: str, now: int, window: int, at: int) -> str:
        for distance in range(window + 1, window + 11):
            for step in (now - distance, now + distance):
                if self.at_step(step) == code:
                    when = "old" if step < now else "ahead"
                    return f"code is {distance} steps {when}: window is ±{window}; now {rfc3339(at)}"
        return f"code is of no step near: window is ±{window}; now {rfc3339(at)}"

    def uri(self, account: str, issuer: str = "") -> str:
        """The ``otpauth://`` URI that an authenticator app scans."""
        label = f"{quote(issuer, safe='')}:{quote(account, safe='@')}" if issuer else quote(account, safe="@")
        named = f"&issuer={quote(issuer, safe='')}" if issuer else ""
        return (
            f"otpauth://totp/{label}?secret={self.secret}{named}"
            f"&algorithm={self.algorithm.upper()}&digits={self.digits}&period={self.period}"
        )


@dataclass(frozen=True, slots=True)
class Match:
    """What came of checking a code: the step it belongs to, or why it is refused."""

    step: int | None
    reason: str


def key_of(secret: str) -> bytes:
    """The bytes of a Base32 secret; padding, case, spaces and dashes do not matter. Raises ValueError."""
    text = secret.replace(" ", "").replace("-", "").rstrip("=").upper()
    try:
        return b32decode(text + "=" * (-len(text) % 8))
    except BadBase32:
        raise ValueError("the secret is not Base32") from None


class Authenticator:
    """A user's authenticator app: shows the code of now, or of a step nearby, by the world's clock."""

    def __init__(self, totp: Totp, clock: Clock, label: str = "") -> None:
        self.totp = totp
        self.label = label
        self._clock = clock

    @property
    def secret(self) -> str:
        """The Base32 secret."""
        return self.totp.secret

    def code(self, step: int = 0) -> str:
        """The code of now; ``step=-1`` is the one before it, ``step=1`` the one after it."""
        return self.totp.at_step(self.totp.step(self._clock.micros()) + step)

    def seconds_left(self) -> int:
        """Whole seconds until the code changes, 1 to `period`."""
        return self.totp.period - self._clock.micros() // SECOND % self.totp.period


def read(source: str | Mapping[str, Any]) -> tuple[Totp, str]:
    """The parameters and the label in a secret, an ``otpauth://`` URI, or a response that holds either.

    A mapping may be any vendor's enrolment answer: the first ``otpauth://`` URI anywhere in it counts, else the
    member named like a secret (``sharedSecretKey``, ``secret``) with the numbers beside it.
    Raises ValueError when there is none, or one that no authenticator could use.
    """
    if isinstance(source, str):
        return _from_uri(source) if source.startswith("otpauth:") else (_checked(Totp(source)), "")
    for value in _texts(source):
        if value.startswith("otpauth://"):
            return _from_uri(value)
    found = _from_response(source)
    if found is None:
        raise ValueError("no TOTP secret and no otpauth:// URI in the response")
    return found, ""


def _from_uri(uri: str) -> tuple[Totp, str]:
    parts = urlsplit(uri)
    if parts.scheme != "otpauth" or parts.netloc != "totp":
        raise ValueError("not an otpauth://totp/ URI")
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if "secret" not in query:
        raise ValueError("the otpauth:// URI has no secret")
    return _totp(query["secret"], query.get("digits", 6), query.get("period", 30), query.get("algorithm", "sha1")), (
        unquote(parts.path.lstrip("/"))
    )


def _totp(secret: str, digits: Any, period: Any, algorithm: str) -> Totp:
    name = algorithm.lower().replace("-", "").removeprefix("hmac")
    if name not in _ALGORITHMS:
        raise ValueError(f"unknown TOTP algorithm {algorithm!r}")
    return _checked(Totp(secret, int(digits), int(period), name))


def _checked(totp: Totp) -> Totp:
    if not key_of(totp.secret):
        raise ValueError("the secret is empty")
    if not 1 <= totp.digits <= 10 or not 1 <= totp.period <= 86_400:
        raise ValueError("digits must be 1 to 10 and period 1 to 86400 seconds")
    return totp


def _texts(source: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    for value in source.values():
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, Mapping):
            found.extend(_texts(value))
    return found


def _from_response(source: Mapping[str, Any]) -> Totp | None:
    for name in ("sharedSecretKey", "secret", "totp_secret"):
        secret = source.get(name)
        if isinstance(secret, str):
            digits = source.get("verificationCodeLength") or source.get("digits") or 6
            period = source.get("periodSec") or source.get("period") or 30
            return _totp(secret, digits, period, str(source.get("hashingAlgorithm") or "sha1"))
    for value in source.values():
        if isinstance(value, Mapping):
            found = _from_response(value)
            if found is not None:
                return found
    return None
