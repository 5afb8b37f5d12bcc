"""TOTP as a second factor: secrets handed out, codes checked, failures counted.

Production's behavior, recorded; the official emulator has none of it.
"""

from msgspec.structs import replace

from mfa_emulator.core.issued.marks import NOT_HERE
from mfa_emulator.core.otp.totp import Match, Totp
from mfa_emulator.core.time.durations import SECOND, for_people, rfc3339
from mfa_emulator.core.time.windows import Limit
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.records import Factor, TotpSession, User
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.types.second_factors import StartMfaTotpEnrollmentResponseInfo

_SESSION_LENGTH = 226
"""Guess: as long as the sessions of SMS codes."""


def begin_enrollment(context: Context, scope: Scope, user: User) -> StartMfaTotpEnrollmentResponseInfo:
    """Make a secret and remember the enrollment; the answer is the only place that ever shows the secret."""
    session = TotpSession(
        session_info=context.world.ids.url_safe(_SESSION_LENGTH),
        local_id=user.local_id,
        secret=context.world.ids.base32_secret(context.settings.totp_secret_bytes),
        expires_at=context.now + context.settings.totp_enrollment_lifetime * SECOND,
    )
    scope.totp_sessions.put(session)
    scope.totp_sessions.trim(context.settings.kept_sessions)
    totp = Totp(session.secret)
    return StartMfaTotpEnrollmentResponseInfo(
        shared_secret_key=session.secret,
        verification_code_length=totp.digits,
        hashing_algorithm=totp.algorithm.upper(),
        period_sec=totp.period,
        session_info=session.session_info,
        finalize_enrollment_time=rfc3339(session.expires_at, 6),
    )


def is_open(context: Context, scope: Scope, session: TotpSession) -> bool:
    """Whether the enrollment waits for a code and would take it."""
    tries_left = session.attempts < context.settings.totp_enrollment_attempts
    return tries_left and not session.done and scope.totp_sessions.is_live(session, context.now)


def open_enrollment(context: Context, scope: Scope, user: User, session_info: str) -> TotpSession:
    """The user's enrollment of that session, which may still be finished.

    Raises `InvalidSessionInfo`, `TooManyEnrollmentAttempts`, `MfaEnrollmentAlreadyComplete` or `SessionExpired`, in
    this order as far as production is recorded. The code that finished it counts as an attempt too.
    """
    session = scope.totp_sessions.get(session_info)
    if session is None or session.local_id != user.local_id:
        raise errors.InvalidSessionInfo(
            reason=f"no TOTP enrollment of user {user.local_id} has this session: {NOT_HERE}"
        )
    if session.attempts >= context.settings.totp_enrollment_attempts:
        raise errors.TooManyEnrollmentAttempts(reason=f"{session.attempts} codes were tried in this session")
    if session.done:
        raise errors.MfaEnrollmentAlreadyComplete(reason="this session enrolled its factor before")
    if not scope.totp_sessions.is_live(session, context.now):
        raise errors.SessionExpired(reason=scope.totp_sessions.reason_ended(session, context.now))
    return session


def prove_enrollment(context: Context, scope: Scope, session: TotpSession, code: str) -> int:
    """The time step of the enrollment's first code. A wrong one is counted. Raises `InvalidCode`."""
    match = _match(context, scope, session.secret, code, -1)
    if match.step is None:
        scope.totp_sessions.put(replace(session, attempts=session.attempts + 1))
        raise errors.InvalidCode(reason=match.reason)
    return match.step


def used(context: Context, scope: Scope, user: User, factor: Factor, code: str) -> Factor:
    """The factor after the use of this code, which from then on is a used one. A wrong one is counted.

    Raises `QuotaExceeded` after too many wrong ones, and `InvalidCode`.
    """
    settings = context.settings
    limits = (Limit(settings.totp_failures, settings.totp_failure_span),)
    full = scope.totp_failures.full(user.local_id, limits, context.now)
    if full is not None:
        span = for_people(full.seconds * SECOND)
        raise errors.QuotaExceeded(reason=f"{full.most} wrong TOTP codes for user {user.local_id} within {span}")
    match = _match(context, scope, factor.secret, code, factor.last_step)
    if match.step is None:
        scope.totp_failures.add(user.local_id, limits, context.now, settings.kept_sessions)
        raise errors.InvalidCode(reason=match.reason)
    return replace(factor, last_step=match.step)


def _match(context: Context, scope: Scope, secret: str, code: str, after_step: int) -> Match:
    window = policy_of(scope).second_factors.totp_window
    return Totp(secret).check(code, context.now, window or 0, after_step)
