"""Passwords: kept as salted SHA-256, the form in which the vendor lets hashed ones be imported."""

import hmac
from hashlib import sha256


def hashed(password: str, salt: str) -> str:
    """The salt and hash that are kept of a password."""
    return f"{salt}:{sha256((salt + password).encode()).hexdigest()}"


def imported(digest: str, salt: str) -> str:
    """The salt and hash that are kept of a password that comes hashed."""
    return f"{salt}:{digest.lower()}"


def matches(password: str, kept: str) -> bool:
    """Whether it is the password; a user without one has none that matches."""
    if not kept:
        return False
    return hmac.compare_digest(hashed(password, kept.rpartition(":")[0]), kept)
