"""Passwords: kept in plain text, or as they were imported."""

import re

from mfa_emulator.providers.identity_toolkit.accounts import password_hashes
from mfa_emulator.providers.identity_toolkit.records import ImportedHash, User
from mfa_emulator.providers.identity_toolkit.settings import Settings

REDACTED = "UkVEQUNURUQ="
"""What production shows in place of a hash: REDACTED in Base64 (recorded)."""

_FAKE = re.compile(r"fakeHash:salt=([^:]*):password=(.*)", re.DOTALL)


def matches(user: User, password: str) -> bool:
    """Whether this is the user's password; never, when there is none."""
    stored = user.password
    if isinstance(stored, ImportedHash):
        return password_hashes.verify(stored, password)
    return bool(stored) and stored == password


def shown(user: User, settings: Settings) -> tuple[str | None, str | None]:
    """Hash and salt as lookup shows them."""
    stored = user.password
    if not stored:
        return None, None
    if settings.shown_passwords == "redacted":
        return REDACTED, None
    if isinstance(stored, ImportedHash):
        return stored.hash, stored.salt or None
    salt = f"fakeSalt{user.local_id[:20]}"
    return f"fakeHash:salt={salt}:password={stored}", salt


def from_fake(shown_hash: str) -> str | None:
    """The password in a hash of the official emulator's kind; None when it is of another."""
    found = _FAKE.fullmatch(shown_hash)
    return found[2] if found else None
