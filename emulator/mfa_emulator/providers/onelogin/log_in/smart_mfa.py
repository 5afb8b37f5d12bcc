"""Smart MFA: a risk score decides whether a code is sent."""

import re

import msgspec

from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.issued.marks import NOT_HERE
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import FailedAuthentication, InvalidParameter, StateTokenInvalid
from mfa_emulator.providers.onelogin.factors import sent_codes
from mfa_emulator.providers.onelogin.records import SmartCheck, UserRecord
from mfa_emulator.providers.onelogin.types.smart_mfa import (
    Risk,
    Sent,
    ValidatedUser,
    ValidateUserRequest,
    VerifyTokenRequest,
)
from mfa_emulator.providers.onelogin.users import lookup

_PHONE = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def validate_user(call: Call[ValidateUserRequest]) -> ValidatedUser:
    """Score the user, and send a code when the score reaches the threshold."""
    lifetime = _check(call)
    user = _user(call)
    score = call.settings.smart_mfa_score
    risk = Risk(score, ["Score set for this emulator"])
    if score < call.body.risk_threshold:
        return ValidatedUser(user.id, risk, Sent(False))
    return ValidatedUser(user.id, risk, Sent(True, _send(call, user, lifetime).state_token))


def verify_token(call: Call[VerifyTokenRequest]) -> Reply:
    """Check the code. The answer is the text ``OK``."""
    checks = call.state.smart_checks
    check = checks.by("token", call.body.state_token)
    if check is None:
        raise StateTokenInvalid(reason=f"no such state token: {NOT_HERE}, or used up")
    if not checks.is_live(check, call.now):
        raise StateTokenInvalid(reason=checks.reason_ended(check, call.now))
    if not sent_codes.same(call.body.otp_token, check.otp):
        raise FailedAuthentication(reason="the code is not the one that was sent" + _count(call, check))
    call.state.smart_checks.delete(check.number)
    return Reply(200, b"OK", content_type="text/plain")


def _check(call: Call[ValidateUserRequest]) -> int:
    body = call.body
    if body.user_identifier in (None, ""):
        raise InvalidParameter.of("user_identifier", "user_identifier is missing")
    if not body.email and not body.phone:
        raise InvalidParameter.of("email", "email or phone is needed")
    if body.email and not _EMAIL.fullmatch(body.email):
        raise InvalidParameter.of("email", "email is not an e-mail address")
    if body.phone and not _PHONE.fullmatch(body.phone):
        raise InvalidParameter.of("phone", "phone is not in E.164 form, such as +15555550100")
    context = body.context or {}
    if not context.get("ip") or not context.get("user_agent"):
        raise InvalidParameter.of("context", "context needs ip and user_agent")
    if not 0 <= body.risk_threshold <= 100:
        raise InvalidParameter.of("risk_threshold", "risk_threshold must be 0 to 100")
    lifetime = int(call.settings.smart_mfa_lifetime if body.expires_in is None else body.expires_in)
    if not 1 <= lifetime <= call.settings.smart_mfa_max:
        raise InvalidParameter.of("expires_in", f"expires_in must be 1 to {call.settings.smart_mfa_max} seconds")
    return lifetime


def _user(call: Call[ValidateUserRequest]) -> UserRecord:
    """The user of the identifier (kept as user name), else of the e-mail address, else a new one."""
    body = call.body
    name = str(body.user_identifier)
    user = lookup.by_name(call.state, name) or (lookup.by_name(call.state, body.email) if body.email else None)
    if user is not None:
        return user
    return call.state.users.put(
        UserRecord(
            id=call.state.next_id("user", call.world.ids),
            username=name,
            email=body.email,
            phone=body.phone,
            firstname=body.firstname,
            lastname=body.lastname,
            status=7,
            created_at=call.now,
            updated_at=call.now,
        )
    )


def _send(call: Call[ValidateUserRequest], user: UserRecord, lifetime: int) -> SmartCheck:
    to = call.body.phone or call.body.email or ""
    otp = sent_codes.numeric(call.world, to)
    number, token = call.state.next("smart_check"), call.world.ids.hex(40)
    check = SmartCheck(number, token, user.id, otp, call.now + lifetime * SECOND)
    call.state.add(call.state.smart_checks, check, call.now)
    call.world.inbox.send(
        provider="onelogin",
        channel="sms" if call.body.phone else "email",
        to=to,
        body=sent_codes.text(None, otp, lifetime, call.settings.sms_max_length),
        code=otp,
        sender="OneLogin",
        context={"user_id": str(user.id)},
    )
    return check


def _count(call: Call[object], check: SmartCheck) -> str:
    most = call.settings.max_otp_attempts
    attempts = check.attempts + 1
    if most is not None and attempts >= most:
        call.state.smart_checks.delete(check.number)
        return f"; attempt {attempts} of {most}, the check is void"
    call.state.smart_checks.put(msgspec.structs.replace(check, attempts=attempts))
    return ""
