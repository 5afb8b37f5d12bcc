"""Second factors of an account: enrolled in two steps by their user, withdrawn in one."""

from msgspec.structs import replace

from mfa_emulator.core.operation import Later
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.blocking_functions import messages
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.errors import Refusal
from mfa_emulator.providers.identity_toolkit.input_formats import require_number
from mfa_emulator.providers.identity_toolkit.records import Factor, User
from mfa_emulator.providers.identity_toolkit.second_factors import totp_factor
from mfa_emulator.providers.identity_toolkit.second_factors.factor_kinds import Kind, missing, named_kind, require_on
from mfa_emulator.providers.identity_toolkit.second_factors.first_factor import NEVER_WITH
from mfa_emulator.providers.identity_toolkit.sms_codes import codes
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens import issuance
from mfa_emulator.providers.identity_toolkit.tokens.sessions import Session, SignIn, require_recent, session_of
from mfa_emulator.providers.identity_toolkit.types.base import WithIdToken
from mfa_emulator.providers.identity_toolkit.types.second_factors import (
    FinalizeMfaEnrollmentRequest,
    FinalizeMfaEnrollmentResponse,
    FinalizeMfaTotpEnrollmentResponseInfo,
    StartMfaEnrollmentRequest,
    StartMfaEnrollmentResponse,
    StartMfaPhoneResponseInfo,
    WithdrawMfaRequest,
    WithdrawMfaResponse,
)


def start(call: Call[StartMfaEnrollmentRequest]) -> Later[StartMfaEnrollmentResponse]:
    """Send a code to a new phone, or hand out the secret of a new authenticator."""
    return messages.asked_first(call, _start)


def _start(call: Call[StartMfaEnrollmentRequest]) -> StartMfaEnrollmentResponse:
    phone, totp = call.body.phone_enrollment_info, call.body.totp_enrollment_info
    scope = scope_of(call)
    kind = named_kind(phone, totp, "enrollment_info totpEnrollmentInfo")
    session = _enrolling(call, scope, kind, _no_token(call))
    user = session.user
    if not (user.email and user.email_verified):
        raise errors.UnverifiedEmail(reason=f"user {user.local_id} has no verified e-mail address")
    if phone is not None:
        codes.require_token(call, scope, phone.captcha_response)
        require_number(call, phone.phone_number)
        _require_other_phone(user, phone.phone_number)
        _require_room(call, user)
        token = phone.captcha_response
        sent = codes.send(call, scope, phone.phone_number, codes.ENROLLMENT, token, local_id=user.local_id)
        return StartMfaEnrollmentResponse(phone_session_info=StartMfaPhoneResponseInfo(session_info=sent.session_info))
    if totp is None:
        raise missing(call, errors.MissingFactorInfo(reason="neither phoneEnrollmentInfo nor totpEnrollmentInfo"))
    require_recent(call, session.sign_in, call.settings.totp_recent_login)
    # Five phones do not stand in its way here (production, recorded), only at its end.
    _require_no_totp(user)
    return StartMfaEnrollmentResponse(totp_session_info=totp_factor.begin_enrollment(call, scope, user))


def finalize(call: Call[FinalizeMfaEnrollmentRequest]) -> FinalizeMfaEnrollmentResponse:
    """Take the first code of a new factor; from now on it is asked for. Answers a session that has passed it."""
    phone, totp = call.body.phone_verification_info, call.body.totp_verification_info
    scope = scope_of(call)
    kind = named_kind(phone, totp, "verification_info totpVerificationInfo")
    session = _enrolling(call, scope, kind, errors.MissingIdToken)
    if kind is None:
        raise missing(call, errors.MissingFactorInfo(reason="neither phoneVerificationInfo nor totpVerificationInfo"))
    factor = _new_phone(call, scope, session.user) if kind == "phone" else _new_totp(call, scope, session.user)
    user = replace(session.user, factors=(*session.user.factors, factor))
    if kind == "phone" and call.settings.phone_enrollment_revokes:
        user = _with_sessions_ended(call, user)
    sign_in = replace(session.sign_in, auth_time=call.now // SECOND, second_factor=factor.kind, factor_id=factor.id)
    issued = issuance.issue(call, scope, user, sign_in)
    return FinalizeMfaEnrollmentResponse(
        id_token=issued.id_token,
        refresh_token=issued.refresh_token,
        totp_auth_info=FinalizeMfaTotpEnrollmentResponseInfo() if kind == "totp" else None,
    )


def withdraw(call: Call[WithdrawMfaRequest]) -> WithdrawMfaResponse:
    """Take a factor from the account of the ID token, while second factors are off too."""
    scope = scope_of(call)
    session = session_of(call, scope, missing=_no_token(call))
    require_recent(call, session.sign_in, call.settings.withdrawal_recent_login)
    user, factor_id = session.user, call.body.mfa_enrollment_id
    if user.factor(factor_id) is None:
        raise errors.MfaEnrollmentNotFound(
            reason=f"user {user.local_id} has {len(user.factors)} second factors, none of them {factor_id!r}"
        )
    user = replace(user, factors=tuple(factor for factor in user.factors if factor.id != factor_id))
    if call.settings.withdrawal_revokes:
        user = _with_sessions_ended(call, user)
    own = session.sign_in.factor_id == factor_id
    if own and user.factors and call.settings.withdrawal_of_own_factor == "none":
        scope.users.put(user)
        return WithdrawMfaResponse()
    issued = issuance.issue(call, scope, user, _after_withdrawal(call, session.sign_in))
    return WithdrawMfaResponse(
        id_token=issued.id_token,
        refresh_token=issued.refresh_token,
        expires_in=issued.expires_in if call.settings.withdrawal_expires_in else None,
    )


def _no_token(context: Context) -> type[Refusal]:
    """The refusal of a call without ID token."""
    return errors.MissingIdToken if context.settings.missing_token_named else errors.InvalidIdToken


def _enrolling(call: Call[WithIdToken], scope: Scope, kind: Kind | None, missing_token: type[Refusal]) -> Session:
    """The session, if it may enroll this kind of factor."""
    require_on(scope, kind)
    session = session_of(call, scope, missing=missing_token)
    if session.sign_in.provider in NEVER_WITH:
        raise errors.UnsupportedFirstFactor(
            reason=f"signed in by {session.sign_in.provider!r}: no second factor goes with that"
        )
    return session


def _require_other_phone(user: User, phone_number: str) -> None:
    if any(factor.phone_number == phone_number for factor in user.factors):
        raise errors.SecondFactorExists(reason=f"{phone_number} is a second factor of user {user.local_id} already")


def _require_no_totp(user: User) -> None:
    if any(factor.kind == "totp" for factor in user.factors):
        raise errors.SecondFactorLimitExceeded(reason=f"user {user.local_id} has a TOTP factor; there can be one")


def _require_room(context: Context, user: User) -> None:
    """Refuse one factor more than the account can have. Raises `SecondFactorLimitExceeded`."""
    if len(user.factors) >= context.settings.second_factors:
        raise errors.SecondFactorLimitExceeded(reason=f"user {user.local_id} has {len(user.factors)} second factors")


def _new_phone(call: Call[FinalizeMfaEnrollmentRequest], scope: Scope, user: User) -> Factor:
    info = call.body.phone_verification_info
    assert info is not None
    if info.android_verification_proof:
        raise errors.NotImplementedYet(reason="androidVerificationProof is not built; send the code")
    session = codes.redeem(call, scope, info.session_info, info.code, codes.ENROLLMENT, user.local_id)
    _require_other_phone(user, session.phone_number)
    _require_room(call, user)
    return _factor(call, phone_number=session.phone_number)


def _new_totp(call: Call[FinalizeMfaEnrollmentRequest], scope: Scope, user: User) -> Factor:
    info = call.body.totp_verification_info
    assert info is not None
    session = totp_factor.open_enrollment(call, scope, user, info.session_info)
    if call.settings.totp_name_required and not call.body.display_name:
        raise errors.MissingDisplayName(reason="the request has no displayName for the new TOTP factor")
    _require_no_totp(user)
    _require_room(call, user)
    step = totp_factor.prove_enrollment(call, scope, session, info.verification_code)
    scope.totp_sessions.put(replace(session, done=True, attempts=session.attempts + 1))
    # The step of the enrollment counts as used: its code does not sign in as well (production, recorded).
    return _factor(call, secret=session.secret, last_step=step)


def _factor(
    call: Call[FinalizeMfaEnrollmentRequest], *, phone_number: str = "", secret: str = "", last_step: int = -1
) -> Factor:
    return Factor(call.world.ids.uuid(), call.now, call.body.display_name, phone_number, secret, last_step)


def _after_withdrawal(call: Call[WithdrawMfaRequest], sign_in: SignIn) -> SignIn:
    """The session's continuation: without its second factor, unless that is another one and may stay."""
    if call.settings.withdrawal_keeps_second_factor and sign_in.factor_id != call.body.mfa_enrollment_id:
        return sign_in
    return replace(sign_in, second_factor="", factor_id="")


def _with_sessions_ended(context: Context, user: User) -> User:
    return replace(user, valid_since=context.now // SECOND)
