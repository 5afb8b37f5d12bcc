"""Locks: users who may not log in, and wrong passwords and codes that lock them."""

from msgspec.structs import replace

from mfa_emulator.core.store.expiry import Expiry
from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_emulator.providers.onelogin.context import Context
from mfa_emulator.providers.onelogin.errors import UserLocked
from mfa_emulator.providers.onelogin.records import UserRecord

APPROVED = 1
"""The state of a user who may use the account."""
SUSPENDED = 2
"""The status of a user whom an administrator has suspended."""
LOCKED = 3
"""The status of a locked user."""
_LOCK: Expiry[UserRecord] = Expiry(what="lock", at="locked_until")
PASSWORD_PENDING = 7
"""The status of a user without a password."""
STATUSES = (0, 1, 2, 3, 4, 5, 7, 8)
_STATUS = {
    0: "unactivated",
    SUSPENDED: "suspended",
    LOCKED: "locked",
    4: "has an expired password",
    5: "must reset the password",
    PASSWORD_PENDING: "has no password",
    8: "must set security questions",
}


def barred(user: UserRecord, context: Context) -> str:
    """The reason why the user may not log in; empty if nothing is in the way."""
    if user.state != APPROVED and not context.settings.unapproved_may_log_in:
        return f"user {user.id} is in state {user.state}, not {APPROVED} (approved)"
    if user.status == 1 or _has_run_out(user, context.now):
        return ""
    until = f" until {rfc3339(user.locked_until)}" if user.status == LOCKED and user.locked_until else ""
    return f"user {user.id} is {_STATUS.get(user.status, f'of status {user.status}')}{until}"


def unlocked(user: UserRecord, now: int) -> UserRecord:
    """The user, active again where a lock has run out."""
    if _has_run_out(user, now):
        return replace(user, status=1, locked_until=0, invalid_login_attempts=0)
    return user


def require_admitted(user: UserRecord, context: Context) -> None:
    """Refuse users who may not log in. Raises `UserLocked`."""
    reason = barred(user, context)
    if reason:
        raise UserLocked(reason=reason)


def count_failure(context: Context, user: UserRecord) -> str:
    """Count a wrong password or code; enough of them lock the user, if the settings say so."""
    attempts, most = user.invalid_login_attempts + 1, context.settings.max_login_attempts
    user = replace(user, invalid_login_attempts=attempts)
    if most is None or attempts < most:
        context.state.users.put(user)
        return ""
    until = end(context.settings.lock_minutes, context.now)
    context.state.users.put(replace(user, status=LOCKED, locked_until=until))
    return f"; that was attempt {attempts}, the user is locked now"


def end(minutes: int, now: int) -> int:
    """The end of a lock that begins now; 0, which is never, for no minutes."""
    return now + minutes * 60 * SECOND if minutes else 0


def _has_run_out(user: UserRecord, now: int) -> bool:
    return user.status == LOCKED and not _LOCK.is_live(user, now)
