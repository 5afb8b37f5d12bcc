"""Helpers for Python tests: ``mfa.vendor("okta", Okta).user("ada@example.com").enroll_totp()``."""

from mfa_emulator.core.people.stored import Directory, StoredFactor, StoredPerson
from mfa_okta.factors import ACTIVE, TOTP


class OktaUser(StoredPerson):
    """A user."""

    provider = "okta"

    def enroll_totp(self, *, secret: str = "") -> StoredFactor:
        """Add an active factor, with this Base32 secret or a new one. Raises ValueError for a secret that is none."""
        return self._enroll_totp(TOTP, ACTIVE, secret)


class Okta(Directory[OktaUser]):
    """The organization of one world."""

    person = OktaUser
