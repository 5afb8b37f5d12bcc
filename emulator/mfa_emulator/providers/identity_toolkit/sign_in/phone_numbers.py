"""Sign-in with a code sent by SMS, and numbers put to accounts that way."""

from msgspec.structs import replace

from mfa_emulator.core.issued.marks import NOT_HERE
from mfa_emulator.core.operation import Later
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.core.time.windows import MINUTE, Limit
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.accounts import federated_login
from mfa_emulator.providers.identity_toolkit.blocking_functions import messages
from mfa_emulator.providers.identity_toolkit.blocking_functions.entry import Entry, let_in
from mfa_emulator.providers.identity_toolkit.configuration import client_sign_up
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.input_formats import is_missing, require_number
from mfa_emulator.providers.identity_toolkit.records import SmsSession, TemporaryProof, User
from mfa_emulator.providers.identity_toolkit.second_factors.first_factor import usable
from mfa_emulator.providers.identity_toolkit.sms_codes import codes
from mfa_emulator.providers.identity_toolkit.sms_codes.ios_receipts import require_secret
from mfa_emulator.providers.identity_toolkit.sms_codes.quotas import counted
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens import issuance
from mfa_emulator.providers.identity_toolkit.tokens.sessions import SignIn, begin, logged_in, session_of
from mfa_emulator.providers.identity_toolkit.types.sign_in import (
    SendVerificationCodeRequest,
    SendVerificationCodeResponse,
    SignInWithPhoneNumberRequest,
    SignInWithPhoneNumberResponse,
)

_PURPOSE: codes.Purpose = "signIn"

PhoneCall = Call[SignInWithPhoneNumberRequest]


def send_verification_code(call: Call[SendVerificationCodeRequest]) -> Later[SendVerificationCodeResponse]:
    """Send a code. What the app sends to show that it is no robot is judged where reCAPTCHA is enforced."""
    return messages.asked_first(call, _send)


def _send(call: Call[SendVerificationCodeRequest]) -> SendVerificationCodeResponse:
    scope, number = scope_of(call), call.body.phone_number
    _refuse_tenant(scope)
    if not policy_of(scope).phone:
        raise errors.OperationNotAllowed(reason="signIn.phoneNumber is off in the config")
    codes.require_token(call, scope, call.body.captcha_response)
    require_secret(call, call.body.ios_receipt, call.body.ios_secret)
    require_number(call, number)
    owner = scope.users.by("phone", number)
    if owner is not None:
        _refuse_second_factor(scope, owner)
    else:
        client_sign_up.require_open(call, scope)
    session = codes.send(call, scope, number, _PURPOSE, call.body.captcha_response)
    return SendVerificationCodeResponse(session_info=session.session_info)


def sign_in_with_phone_number(call: PhoneCall) -> Later[SignInWithPhoneNumberResponse]:
    """Tokens for the number's owner, who is made when there is none; or the number for the ID token's owner.

    When the number belongs to another account than the ID token, the answer is a temporary proof of the number.
    """
    scope, body = scope_of(call), call.body
    _refuse_tenant(scope)
    session = None if body.temporary_proof else _session(call, scope)
    number = session.phone_number if session else _proven(call, scope)
    owner = scope.users.by("phone", number)
    linking = session_of(call, scope).user if body.id_token is not None else None
    if owner and linking and owner.local_id != linking.local_id:
        return _proof(call, scope, number, session)
    user = linking or owner
    if user is None and body.operation == "REAUTH":
        raise errors.UserNotFound(reason=f"nobody has the number {number} to sign in again with")
    if user is not None:
        if user.disabled:
            raise errors.UserDisabled(reason=f"user {user.local_id} is disabled")
        federated_login.require_open(user)
        _refuse_second_factor(scope, user)
    else:
        client_sign_up.admit(call, scope)
    if call.settings.phone_sign_ins_per_minute:
        limit = Limit(call.settings.phone_sign_ins_per_minute, MINUTE)
        scope.phone_sign_ins = counted(scope.phone_sign_ins, limit, call.now, "phone_sign_ins_per_minute")
    made = replace(user, phone_number=number) if user else _new(call, number)
    is_new = user is None

    def answer(user: User, sign_in: SignIn) -> SignInWithPhoneNumberResponse:
        issued = issuance.issue(call, scope, logged_in(call, user), sign_in)
        return SignInWithPhoneNumberResponse(
            is_new_user=is_new, phone_number=number, local_id=user.local_id, **issued.fields()
        )

    return let_in(call, Entry(scope, made, user, begin(call, "phone"), "phone"), answer)


def _session(call: PhoneCall, scope: Scope) -> SmsSession:
    body = call.body
    if is_missing(call, body.session_info):
        raise errors.MissingSessionInfo(reason="the request has no sessionInfo")
    return codes.redeem(call, scope, body.session_info, body.code, _PURPOSE)


def _proven(call: PhoneCall, scope: Scope) -> str:
    """The number that a temporary proof is for."""
    body = call.body
    if not body.phone_number:
        raise errors.MissingPhoneNumber(reason="a temporaryProof needs the phoneNumber beside it")
    proof = scope.proofs.live(body.temporary_proof, call.now)
    if proof is None or proof.phone_number != body.phone_number:
        raise errors.InvalidTemporaryProof(reason=f"no such proof of {body.phone_number}: {NOT_HERE}, or ended")
    return proof.phone_number


def _proof(context: Context, scope: Scope, number: str, session: SmsSession | None) -> SignInWithPhoneNumberResponse:
    """The answer for a number of another account, whose proof is a credential for that one in the JS SDK."""
    if session is None:
        raise errors.PhoneNumberExists(reason=f"{number} belongs to another account")
    end = context.now + context.settings.temporary_proof_lifetime * SECOND
    proof = scope.proofs.put(TemporaryProof(context.world.ids.url_safe(119), number, end), context.now)
    scope.proofs.trim(context.settings.kept_sessions)
    return SignInWithPhoneNumberResponse(
        phone_number=number,
        temporary_proof=proof.proof,
        temporary_proof_expires_in=str(context.settings.temporary_proof_lifetime),
    )


def _new(context: Context, number: str) -> User:
    return User(context.world.ids.alphanumeric(28), context.now, phone_number=number)


def _refuse_tenant(scope: Scope) -> None:
    if scope.tenant_id:
        raise errors.UnsupportedTenantOperation(reason="tenants have no sign-in by phone")


def _refuse_second_factor(scope: Scope, user: User) -> None:
    if usable(scope, user):
        raise errors.UnsupportedFirstFactor(
            "A phone number cannot be set as a first factor on an SMS based MFA user.",
            reason=f"user {user.local_id} has second factors: sign-in by phone does not go with them",
        )
