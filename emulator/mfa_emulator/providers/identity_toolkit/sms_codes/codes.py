"""Codes by SMS, for a first or a second factor: sent, checked, spent."""

from mfa_emulator.core.time.durations import SECOND, for_people
from mfa_emulator.core.time.windows import HOUR, Limit
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.records import SmsSession
from mfa_emulator.providers.identity_toolkit.sms_codes.quotas import counted
from mfa_emulator.providers.identity_toolkit.sms_codes.text_messages import send_sms
from mfa_emulator.providers.identity_toolkit.state import Scope

_SESSION_LENGTH = 226
"""Characters of a session in the official emulator."""


def send(
    context: Context, scope: Scope, phone_number: str, purpose: str, local_id: str = "", factor_id: str = ""
) -> SmsSession:
    """Send a code and remember its session.

    A test number of the configuration always has its own code, and nothing is sent to it. Raises `QuotaExceeded`.
    """
    known = policy_of(scope).test_numbers.get(phone_number)
    if known is None and context.settings.sms_per_hour:
        limit = Limit(context.settings.sms_per_hour, HOUR)
        scope.sms_sent = counted(scope.sms_sent, limit, context.now, "sms_per_hour")
    session = SmsSession(
        session_info=context.world.ids.url_safe(_SESSION_LENGTH),
        phone_number=phone_number,
        code=known or context.world.ids.code(phone_number),
        created_at=context.now,
        expires_at=context.now + context.settings.sms_code_lifetime * SECOND,
        purpose=purpose,
        local_id=local_id,
        factor_id=factor_id,
        reusable=known is not None,
    )
    scope.sms_sessions.put(session)
    scope.sms_sessions.trim(context.settings.kept_sessions)
    if known is None:
        send_sms(context, session)
    return session


def check(context: Context, scope: Scope, session_info: str, code: str, purpose: str, local_id: str = "") -> SmsSession:
    """The session that this code belongs to; `spend` it once everything else is checked. A wrong code spends nothing.

    Raises `MissingCode`, `MissingSessionInfo`, `InvalidSessionInfo`, `SessionExpired` or `InvalidCode`, in this
    order.
    """
    if not code:
        raise errors.MissingCode(reason="the request has no code")
    if not session_info:
        raise errors.MissingSessionInfo(reason="the request has no sessionInfo")
    session = scope.sms_sessions.get(session_info)
    # The official emulator takes a session of any purpose and account.
    if session is None or (session.purpose, session.local_id) != (purpose, local_id):
        raise errors.InvalidSessionInfo(reason=f"no session of this name waits for a code ({purpose}); was it used?")
    if not scope.sms_sessions.is_live(session, context.now):
        age, lifetime = context.now - session.created_at, session.expires_at - session.created_at
        raise errors.SessionExpired(reason=f"the code was sent {for_people(age)} ago, it lived {for_people(lifetime)}")
    if code != session.code:
        raise errors.InvalidCode(reason=f"the code sent to {session.phone_number} is another one")
    return session


def spend(scope: Scope, session: SmsSession) -> None:
    """Forget a session whose code was used; sessions of test numbers stay (production, recorded)."""
    if not session.reusable:
        scope.sms_sessions.delete(session.session_info)
