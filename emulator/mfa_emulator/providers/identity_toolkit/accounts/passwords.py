"""Passwords: kept in plain text or as they were imported, checked at sign-in and when they are new."""

import re

from msgspec.structs import replace

from mfa_emulator.core.time.durations import SECOND, for_people
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.accounts import federated_login, password_hashes
from mfa_emulator.providers.identity_toolkit.configuration import password_policy
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.records import ImportedHash, User
from mfa_emulator.providers.identity_toolkit.settings import Settings
from mfa_emulator.providers.identity_toolkit.state import Scope

REDACTED = "UkVEQUNURUQ="
"""Production's stand-in for a hash: REDACTED in Base64 (recorded)."""

_FAKE = re.compile(r"fakeHash:salt=([^:]*):password=(.*)", re.DOTALL)


def matches(context: Context, user: User, password: str) -> bool:
    """Whether this is the user's password; never, when there is none."""
    stored = user.password if isinstance(user.password, str) else from_fake(user.password.hash)
    if stored is not None:
        return bool(stored) and stored == password
    assert isinstance(user.password, ImportedHash)
    hashed = user.password
    if not password_hashes.takes_long(hashed):
        return password_hashes.verify(hashed, password)
    return context.outcome((hashed, password), lambda: password_hashes.verify(hashed, password))


def shown(user: User, settings: Settings, *, exported: bool = False) -> tuple[str | None, str | None]:
    """Hash and salt as lookup shows them, or as an export does."""
    stored = user.password
    if not stored:
        return None, None
    if (settings.exported_passwords if exported else settings.shown_passwords) == "redacted":
        return REDACTED, None
    if isinstance(stored, ImportedHash):
        return stored.hash, stored.salt or None
    salt = fake_salt(user.local_id)
    return f"fakeHash:salt={salt}:password={stored}", salt


def fake_salt(local_id: str) -> str:
    """The salt that an account's password is shown with."""
    return f"fakeSalt{local_id[:20]}"


def from_fake(shown_hash: str) -> str | None:
    """The password in a hash of the official emulator's kind; None when it is of another."""
    found = _FAKE.fullmatch(shown_hash)
    return found[2] if found else None


def check_password(context: Context, scope: Scope, password: str, *, any_length: bool = False) -> None:
    """Refuse a weak new password; with `any_length` a short one passes where no policy is on.

    Raises `WeakPassword`, or `PasswordDoesNotMeetRequirements` where a policy is enforced.
    """
    shortest, longest = context.settings.password_length, context.settings.longest_password
    length = password_policy.utf16_length(password)
    if length < shortest and not any_length:
        raise errors.WeakPassword(
            f"Password should be at least {shortest} characters",
            reason=f"the password has {length} characters, {shortest} are wanted",
        )
    if longest and length > longest:
        raise errors.PasswordDoesNotMeetRequirements(
            f"Missing password requirements: [Password may contain at most {longest} characters]",
            reason=f"the password has {length} characters, {longest} are allowed",
        )
    password_policy.check(scope, password)


def authenticate(context: Context, scope: Scope, user: User, password: str) -> User:
    """The user, if the password is right and the account open.

    Raises `UserDisabled`, `TooManyAttemptsTryLater`, `OperationNotAllowed`, and `InvalidPassword` or what hides it.
    """
    if user.disabled:
        raise errors.UserDisabled(reason=f"user {user.local_id} is disabled")
    if user.rare.locked_until > context.now:
        left = for_people(user.rare.locked_until - context.now)
        raise errors.TooManyAttemptsTryLater(reason=f"too many wrong passwords: closed for another {left}")
    if matches(context, user, password):
        federated_login.require_open(user)
        if user.rare.wrong_passwords:
            user = replace(user, rare=replace(user.rare, wrong_passwords=0))
        return user
    if context.settings.password_attempts:
        _count_wrong(context, scope, user)
    reason = "the password is wrong" if user.password else f"user {user.local_id} has no password"
    if policy_of(scope).email_privacy:
        raise errors.InvalidLoginCredentials(reason=reason)
    raise errors.InvalidPassword(reason=reason)


def _count_wrong(context: Context, scope: Scope, user: User) -> None:
    wrong, until = user.rare.wrong_passwords + 1, 0
    if wrong >= context.settings.password_attempts:
        wrong, until = 0, context.now + context.settings.password_lockout * SECOND
    rare = replace(user.rare, wrong_passwords=wrong, locked_until=until)
    scope.users.put(replace(user, rare=rare))
