"""Locks: users who may not log in, and wrong passwords and codes that lock them."""

from msgspec.structs import replace

from mfa_emulator.core.store.expiry import Expiry
from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_emulator.providers.onelogin.context import Context
from mfa_emulator.providers.onelogin.errors import UserLocked
from mfa_emulator.providers.onelogin.records import UserRecord

LOCKED = 3
"""The status of a locked user."""
_LOCK: Expiry[UserRecord] = Expiry(what="lock", at="locked_until")
_STATUS = {
    0: "unactivated",
    2: "suspended",
    3: "locked",
    4: "has an expired password",
    5: "must reset the password",
    7: "has no password",
    8: "must set security questions",
}


def barred(user: UserRecord, now: int) -> str:
    """The reason why the user may not log in; empty if nothing is in the way."""
    if user.status == 1 or _has_run_out(user, now):
        return ""
    until = f" until {rfc3339(user.locked_until)}" if user.status == LOCKED and user.locked_until else ""
    return f"user {user.id} is {_STATUS.get(user.status, f'of status {user.status}')}{until}"


def unlocked(user: UserRecord, now: int) -> UserRecord:
    """The user, active again where a lock has run out."""
    if _has_run_out(user, now):
        return replace(user, status=1, locked_until=0, invalid_login_attempts=0)
    return user


def require_admitted(user: UserRecord, now: int) -> None:
    """Refuse users who may not log in. Raises `UserLocked`."""
    reason = barred(user, now)
    if reason:
        raise UserLocked(reason=reason)


def count_failure(context: Context, user: UserRecord) -> str:
    """Count a wrong password or code; enough of them lock the user, if the settings say so."""
    attempts, most = user.invalid_login_attempts + 1, context.settings.max_login_attempts
    user = replace(user, invalid_login_attempts=attempts)
    if most is None or attempts < most:
        context.state.users.put(user)
        return ""
    until = context.now + context.settings.lock_minutes * 60 * SECOND
    context.state.users.put(replace(user, status=LOCKED, locked_until=until))
    return f"; that was attempt {attempts}, the user is locked now"


def _has_run_out(user: UserRecord, now: int) -> bool:
    return user.status == LOCKED and not _LOCK.is_live(user, now)
