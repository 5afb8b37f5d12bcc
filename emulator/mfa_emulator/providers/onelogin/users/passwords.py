"""Passwords are kept salted and hashed, the way the vendor lets hashed ones be imported: SHA-256 of salt + password."""

import hmac
from hashlib import sha256


def hashed(password: str, salt: str) -> str:
    """What is kept of a password."""
    return f"{salt}:{sha256((salt + password).encode()).hexdigest()}"


def imported(digest: str, salt: str) -> str:
    """The same of one that comes hashed."""
    return f"{salt}:{digest.lower()}"


def matches(password: str, kept: str) -> bool:
    """Whether it is the password; a user without one has none that matches."""
    if not kept:
        return False
    return hmac.compare_digest(hashed(password, kept.rpartition(":")[0]), kept)
