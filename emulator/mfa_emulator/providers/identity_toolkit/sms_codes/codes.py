"""Codes by SMS, for a first or a second factor: sent, checked, spent."""

from typing import Literal, TypeAlias

from msgspec.structs import replace

from mfa_emulator.core.issued.marks import NOT_HERE
from mfa_emulator.core.time.durations import SECOND, Micros, for_people
from mfa_emulator.core.time.windows import HOUR, Limit
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.blocking_functions import messages
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.configuration.recaptcha_guard import (
    Override,
    judge_phone_token,
    require_phone_token,
)
from mfa_emulator.providers.identity_toolkit.configuration.sms_regions import require_region
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.input_formats import is_missing
from mfa_emulator.providers.identity_toolkit.records import SmsSession
from mfa_emulator.providers.identity_toolkit.sms_codes.quotas import counted
from mfa_emulator.providers.identity_toolkit.sms_codes.text_messages import send_sms
from mfa_emulator.providers.identity_toolkit.state import Scope

Purpose: TypeAlias = Literal["signIn", "mfaEnrollment", "mfaSignIn"]

ENROLLMENT: Purpose = "mfaEnrollment"
"""The purpose of a code that enrolls a phone as second factor."""

_SESSION_LENGTH = 226
"""Characters of a session in the official emulator."""


def require_token(call: Call[object], scope: Scope, token: str) -> None:
    """Refuse a client that wants a text message without a reCAPTCHA token where one is needed.

    It is judged at once, or after a function was asked about the message. Raises what `require_phone_token` does.
    """
    require_phone_token(call, scope, token, judged_later=messages.asks(call, scope, "beforeSendSms"))


def send(
    call: Call[object],
    scope: Scope,
    phone_number: str,
    purpose: Purpose,
    token: str,
    *,
    local_id: str = "",
    factor_id: str = "",
) -> SmsSession:
    """Send a code and remember its session.

    A test number of the configuration always has its own code, and nothing is sent to it. Raises `QuotaExceeded`,
    `OperationNotAllowed` for a number in a region that messages may not go to, test numbers too, what
    `judge_phone_token` does, and `Question` when a function is to be asked first.
    """
    require_region(scope, phone_number)
    known = policy_of(scope).test_numbers.get(phone_number)
    override: Override = ""
    if known is None:
        override = messages.permit(call, scope, "beforeSendSms", _message(call, phone_number, purpose))
    judge_phone_token(call, scope, token, override)
    if known is None and call.settings.sms_per_hour:
        limit = Limit(call.settings.sms_per_hour, HOUR)
        scope.sms_sent = counted(scope.sms_sent, limit, call.now, "sms_per_hour")
    session = SmsSession(
        session_info=call.world.ids.url_safe(_SESSION_LENGTH),
        phone_number=phone_number,
        code=known or call.world.ids.code(phone_number),
        created_at=call.now,
        expires_at=_end(call, purpose),
        purpose=purpose,
        local_id=local_id,
        factor_id=factor_id,
        reusable=known is not None,
    )
    scope.sms_sessions.put(session)
    scope.sms_sessions.trim(call.settings.kept_sessions)
    if known is None:
        send_sms(call, session)
    return session


def redeem(
    context: Context, scope: Scope, session_info: str | None, code: str | None, purpose: str, local_id: str = ""
) -> SmsSession:
    """The session that this code belongs to. A right code is used up, whatever the rest of the request comes to.

    So the official emulator does; production is not known. Sessions of test numbers stay (production, recorded).
    Raises `MissingCode`, `MissingSessionInfo`, `InvalidSessionInfo`, `SessionExpired`, `TooManyAttemptsTryLater` or
    `InvalidCode`, in this order.
    """
    session = _waiting(context, scope, session_info, code, purpose, local_id)
    most = context.settings.sms_code_attempts
    if most and session.wrong_codes >= most:
        raise errors.TooManyAttemptsTryLater(
            "too many wrong codes for this message",
            reason=f"{session.wrong_codes} wrong codes, the setting sms_code_attempts is {most}: have another one sent",
        )
    if code != session.code:
        if most:
            scope.sms_sessions.put(replace(session, wrong_codes=session.wrong_codes + 1))
        raise errors.InvalidCode(reason=f"the code sent to {session.phone_number} is another one")
    if not session.reusable:
        scope.sms_sessions.delete(session.session_info)
    return session


def _message(context: Context, phone_number: str, purpose: Purpose) -> messages.Message:
    """The message as functions know it."""
    kinds: dict[Purpose, str] = {
        "signIn": context.settings.sms_sign_in_type,
        "mfaEnrollment": "MULTI_FACTOR_ENROLLMENT",
        "mfaSignIn": "MULTI_FACTOR_SIGN_IN",
    }
    return messages.Message(phone_number, kinds[purpose])


def _end(context: Context, purpose: str) -> Micros:
    """The end of a code that is sent now, 0 for none."""
    settings = context.settings
    lifetime = settings.sms_enrollment_lifetime if purpose == ENROLLMENT else settings.sms_code_lifetime
    return context.now + lifetime * SECOND if lifetime else 0


def _waiting(
    context: Context, scope: Scope, session_info: str | None, code: str | None, purpose: str, local_id: str
) -> SmsSession:
    if is_missing(context, code):
        raise errors.MissingCode(reason="the request has no code")
    if is_missing(context, session_info):
        raise errors.MissingSessionInfo(reason="the request has no sessionInfo")
    session = scope.sms_sessions.get(session_info or "")
    # The official emulator takes a session of any purpose and account.
    if session is None or (session.purpose, session.local_id) != (purpose, local_id):
        raise errors.InvalidSessionInfo(
            reason=f"no session of this name waits for a code ({purpose}): {NOT_HERE}, or used"
        )
    if not scope.sms_sessions.is_live(session, context.now):
        age, lifetime = context.now - session.created_at, session.expires_at - session.created_at
        raise errors.SessionExpired(reason=f"the code was sent {for_people(age)} ago, it lived {for_people(lifetime)}")
    return session
