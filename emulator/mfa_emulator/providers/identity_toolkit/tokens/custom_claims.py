"""Custom claims: JSON of the project's own that ID tokens carry, and the names that are not free for it."""

import msgspec

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.providers.identity_toolkit import errors

CLAIMS_LENGTH = 1000
"""Characters of an account's claims, at most."""

RESERVED_CLAIMS = frozenset(
    {
        *("iss", "aud", "sub", "iat", "exp", "nbf", "jti", "nonce", "azp", "acr", "amr", "cnf"),
        *("auth_time", "firebase", "at_hash", "c_hash"),
    }
)


def check_custom_attributes(text: str) -> None:
    """Refuse a text of claims; an empty one takes them away.

    Raises `ClaimsTooLarge`, `InvalidClaims` or `ForbiddenClaim`.
    """
    if len(text) > CLAIMS_LENGTH:
        raise errors.ClaimsTooLarge(reason=f"{len(text)} characters of claims, {CLAIMS_LENGTH} are allowed")
    if not text:
        return
    try:
        claims = msgspec.json.decode(text)
    except (ValueError, RecursionError):
        claims = None
    checked_claims(claims)


def checked_claims(claims: Json) -> JsonObject:
    """The claims, which must be an object without reserved names. Raises `InvalidClaims` or `ForbiddenClaim`."""
    if not isinstance(claims, dict) or too_deep(claims):
        raise errors.InvalidClaims(reason="the claims are not a JSON object, or are nested too deep")
    for name in claims:
        if name in RESERVED_CLAIMS:
            raise errors.ForbiddenClaim(name, reason=f"the claim {name!r} is reserved")
    return claims


def too_deep(value: Json) -> bool:
    """Whether a value is nested so deep that a token could not be written with it, although it could be read."""
    try:
        for _ in range(32):
            value = [value]
        msgspec.json.encode(value)
    except RecursionError:
        return True
    return False
