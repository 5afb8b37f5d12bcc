"""The second step of a sign-in: a text message asked for, a code of a phone or an authenticator answered."""

from msgspec.structs import replace

from mfa_emulator.core.operation import Later
from mfa_emulator.core.time.durations import SECOND, Micros, for_people
from mfa_emulator.core.tokens import BadToken
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.blocking_functions import messages
from mfa_emulator.providers.identity_toolkit.blocking_functions.entry import Entry, let_in
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.records import Factor, User
from mfa_emulator.providers.identity_toolkit.second_factors import totp_factor
from mfa_emulator.providers.identity_toolkit.second_factors.factor_kinds import missing, named_kind, require_on
from mfa_emulator.providers.identity_toolkit.second_factors.first_factor import SMS_TIME, TOTP_TIME, PendingCredential
from mfa_emulator.providers.identity_toolkit.sms_codes import codes
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens import issuance
from mfa_emulator.providers.identity_toolkit.tokens.sessions import SignIn, logged_in
from mfa_emulator.providers.identity_toolkit.types.base import WithPendingCredential
from mfa_emulator.providers.identity_toolkit.types.second_factors import (
    FinalizeMfaSignInRequest,
    FinalizeMfaSignInResponse,
    StartMfaPhoneResponseInfo,
    StartMfaSignInRequest,
    StartMfaSignInResponse,
)

_PURPOSE: codes.Purpose = "mfaSignIn"


def start(call: Call[StartMfaSignInRequest]) -> Later[StartMfaSignInResponse]:
    """Send the code of an enrolled phone."""
    return messages.asked_first(call, _start)


def _start(call: Call[StartMfaSignInRequest]) -> StartMfaSignInResponse:
    body = call.body
    pending = _pending(call)
    scope = _scope(call, pending)
    require_on(scope, "phone")
    if not body.mfa_pending_credential:
        raise errors.MissingMfaPendingCredential(reason="the request has no mfaPendingCredential")
    if not body.mfa_enrollment_id:
        raise errors.MissingMfaEnrollmentId(reason="the request has no mfaEnrollmentId")
    if body.phone_sign_in_info is None and call.settings.phone_sign_in_info_required:
        raise errors.InvalidArgument(reason="the request has no phoneSignInInfo")
    token = body.phone_sign_in_info.captcha_response if body.phone_sign_in_info else ""
    codes.require_token(call, scope, token)
    if isinstance(pending, BadToken):
        raise errors.InvalidMfaPendingCredential(reason=f"the mfaPendingCredential {pending}")
    _require_fresh_phone_sign_in(call, pending)
    factor = _user(scope, pending).factor(body.mfa_enrollment_id)
    if factor is None:
        raise errors.MfaEnrollmentNotFound(reason=f"user {pending.local_id} has no factor {body.mfa_enrollment_id!r}")
    if factor.kind == "totp":
        # So production answers (recorded): it looks for a number.
        raise errors.InvalidPhoneNumber(reason="the factor is TOTP: call mfaSignIn:finalize at once, without start")
    sent = codes.send(call, scope, factor.phone_number, _PURPOSE, token, local_id=pending.local_id, factor_id=factor.id)
    return StartMfaSignInResponse(phone_response_info=StartMfaPhoneResponseInfo(session_info=sent.session_info))


def finalize(call: Call[FinalizeMfaSignInRequest]) -> Later[FinalizeMfaSignInResponse]:
    """Finish a sign-in with the code of its second factor.

    The pending credential stays good until it expires (production, recorded). The official emulator looks at an
    SMS code first, and spends it even if the credential is refused then; here such a refusal spends nothing.
    """
    phone, totp = call.body.phone_verification_info, call.body.totp_verification_info
    kind = named_kind(phone, totp, "verification_info totpVerificationInfo")
    pending = _pending(call)
    scope = _scope(call, pending)
    require_on(scope, kind)
    if not call.body.mfa_pending_credential:
        raise missing(call, errors.MissingCredential(reason="the request has no mfaPendingCredential"))
    if kind is None:
        raise missing(call, errors.MissingFactorInfo(reason="neither phoneVerificationInfo nor totpVerificationInfo"))
    if isinstance(pending, BadToken):
        raise errors.InvalidPendingToken(reason=f"the mfaPendingCredential {pending}")
    user = _user(scope, pending)
    factor = _phone(call, scope, user, pending) if kind == "phone" else _totp(call, scope, user, pending)
    # Stored at once, so that a code is good for one sign-in alone though a blocking function runs.
    user = scope.users.put(
        replace(user, factors=tuple(factor if known.id == factor.id else known for known in user.factors))
    )
    sign_in = replace(pending.sign_in, auth_time=call.now // SECOND, second_factor=factor.kind, factor_id=factor.id)

    def answer(user: User, sign_in: SignIn) -> FinalizeMfaSignInResponse:
        issued = issuance.issue(call, scope, logged_in(call, user), sign_in)
        return FinalizeMfaSignInResponse(id_token=issued.id_token, refresh_token=issued.refresh_token)

    return let_in(call, Entry(scope, user, user, sign_in, sign_in.provider), answer)


def _phone(call: Call[FinalizeMfaSignInRequest], scope: Scope, user: User, pending: PendingCredential) -> Factor:
    """The phone whose code was answered, whatever mfaEnrollmentId says; production does so too."""
    info = call.body.phone_verification_info
    assert info is not None
    if info.android_verification_proof:
        raise errors.NotImplementedYet(reason="androidVerificationProof is not built; send the code")
    session = codes.redeem(call, scope, info.session_info, info.code, _PURPOSE, user.local_id)
    _require_fresh_phone_sign_in(call, pending)
    factor = user.factor(session.factor_id)
    if factor is None:
        raise errors.MfaEnrollmentNotFound(reason=f"user {user.local_id} has withdrawn {session.phone_number}")
    _require_enabled(call, user)
    return factor


def _totp(call: Call[FinalizeMfaSignInRequest], scope: Scope, user: User, pending: PendingCredential) -> Factor:
    """The authenticator, with the step of its code used."""
    info, factor_id = call.body.totp_verification_info, call.body.mfa_enrollment_id
    assert info is not None
    if not factor_id:
        raise missing(call, errors.MissingMfaEnrollmentId(reason="the request has no mfaEnrollmentId"))
    if not info.verification_code:
        raise missing(call, errors.MissingCode(reason="the request has no verificationCode"))
    if not TOTP_TIME.is_live(pending, call.now):
        raise errors.TotpChallengeTimeout(reason=_too_late(pending, pending.totp_until, call.now))
    factor = user.factor(factor_id)
    if factor is None or factor.kind != "totp":
        raise errors.InvalidMfaEnrollmentId(reason=f"user {user.local_id} has no TOTP factor {factor_id!r}")
    _require_enabled(call, user)
    return totp_factor.used(call, scope, user, factor, info.verification_code)


def _pending(call: Call[WithPendingCredential]) -> PendingCredential | BadToken:
    """The sign-in under way, or what is wrong with its text: other things are looked at before that is told."""
    try:
        return call.world.tokens.unseal(call.body.mfa_pending_credential, PendingCredential)
    except BadToken as bad:
        return bad


def _scope(call: Call[object], pending: PendingCredential | BadToken) -> Scope:
    """The project or tenant in which the sign-in began.

    Raises `InvalidProjectId` when that is another project than the request's.
    """
    if isinstance(pending, BadToken):
        return scope_of(call)
    scope = scope_of(call, token_tenant=pending.tenant)
    if (pending.project, pending.tenant) != (scope.project_id, scope.tenant_id):
        raise errors.InvalidProjectId(reason=f"the sign-in began in {pending.project!r}, tenant {pending.tenant!r}")
    return scope


def _user(scope: Scope, pending: PendingCredential) -> User:
    user = scope.users.get(pending.local_id)
    if user is None:
        raise errors.UserNotFound(reason=f"user {pending.local_id} was deleted after the first factor")
    return user


def _require_fresh_phone_sign_in(context: Context, pending: PendingCredential) -> None:
    """Refuse a first factor that is too old for a text message. That finalize does so as start does is a guess.

    Raises `InvalidMfaPendingCredential`.
    """
    if not SMS_TIME.is_live(pending, context.now):
        raise errors.InvalidMfaPendingCredential(reason=_too_late(pending, pending.sms_until, context.now))


def _too_late(pending: PendingCredential, until: Micros, now: Micros) -> str:
    age, limit = now - pending.created_at, until - pending.created_at
    return f"the first factor was {for_people(age)} ago, the second may take {for_people(limit)}: sign in again"


def _require_enabled(context: Context, user: User) -> None:
    if user.disabled and not context.settings.disabled_completes_sign_in:
        raise errors.UserDisabled(reason=f"user {user.local_id} was disabled after the first factor")
