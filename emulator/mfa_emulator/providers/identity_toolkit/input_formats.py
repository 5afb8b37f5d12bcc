"""What may be written: e-mail addresses, phone numbers, passwords, custom claims, URLs."""

import re
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import msgspec

from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.configuration import password_policy
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.settings import Settings
from mfa_emulator.providers.identity_toolkit.state import Scope

CLAIMS_LENGTH = 1000

_LAST_SECOND = 253_402_300_799  # of the year 9999

RESERVED_CLAIMS = frozenset(
    {
        *("iss", "aud", "sub", "iat", "exp", "nbf", "jti", "nonce", "azp", "acr", "amr", "cnf"),
        *("auth_time", "firebase", "at_hash", "c_hash"),
    }
)


def email_of(context: Context, text: str) -> str:
    """The address in lower case. Raises `InvalidEmail`."""
    if not is_email(context.settings, text):
        raise errors.InvalidEmail(reason=f"{text!r} is no e-mail address")
    return text.lower()


def is_email(settings: Settings, text: str) -> bool:
    """Whether the text is an e-mail address."""
    too_long = settings.email_length and len(text) > settings.email_length
    return not too_long and _compiled(settings.email_pattern).fullmatch(text) is not None


def is_phone_number(settings: Settings, text: str) -> bool:
    """Whether the text is a phone number."""
    return _compiled(settings.phone_pattern, re.ASCII).fullmatch(text) is not None


_compiled = lru_cache(maxsize=16)(re.compile)  # its own cache is slower


def check_password(context: Context, scope: Scope, password: str) -> None:
    """Raises `WeakPassword`, or `PasswordDoesNotMeetRequirements` where a policy is enforced."""
    shortest = context.settings.password_length
    if len(password) < shortest:
        raise errors.WeakPassword(
            f"Password should be at least {shortest} characters",
            reason=f"the password has {len(password)} characters, {shortest} are wanted",
        )
    password_policy.check(scope, password)


def check_custom_attributes(text: str) -> None:
    """Raises `ClaimsTooLarge`, `InvalidClaims` or `ForbiddenClaim`. An empty text takes the claims away."""
    if len(text) > CLAIMS_LENGTH:
        raise errors.ClaimsTooLarge(reason=f"{len(text)} characters of claims, {CLAIMS_LENGTH} are allowed")
    if not text:
        return
    try:
        claims = msgspec.json.decode(text)
    except (ValueError, RecursionError):
        claims = None
    check_claims(claims)


def check_claims(claims: Any) -> None:
    """Claims for tokens: an object without reserved names. Raises `InvalidClaims` or `ForbiddenClaim`."""
    if not isinstance(claims, dict) or too_deep(claims):
        raise errors.InvalidClaims(reason="the claims are not a JSON object, or are nested too deep")
    for name in claims:
        if name in RESERVED_CLAIMS:
            raise errors.ForbiddenClaim(name, reason=f"the claim {name!r} is reserved")


def too_deep(value: Any) -> bool:
    """Whether a value is nested so deep that a token could not be written with it, although it could be read."""
    try:
        for _ in range(32):
            value = [value]
        msgspec.json.encode(value)
    except RecursionError:
        return True
    return False


def instant_of(number: str | int, unit: int) -> int:
    """A time given as a whole number of `unit` microseconds, in microseconds.

    Raises `InvalidArgument` outside 1970-9999.
    """
    at = int(number) * unit
    if not 0 <= at <= _LAST_SECOND * SECOND:
        raise errors.InvalidArgument(reason=f"{number} is no time between 1970 and 9999")
    return at


def is_absolute(url: str) -> bool:
    """Whether the URL has a scheme and a host."""
    try:
        parts = urlsplit(url)
        return bool(parts.scheme and parts.hostname)
    except ValueError:
        return False
