"""Reset of a password, for a mailed code or for the old password."""

from msgspec.structs import replace

from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.identity_toolkit import errors, input_formats
from mfa_emulator.providers.identity_toolkit.accounts.passwords import authenticate, check_password
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.mailed_codes import codes
from mfa_emulator.providers.identity_toolkit.records import OobCode, User
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.types.mailed_codes import ResetPasswordRequest, ResetPasswordResponse

KIND = "identitytoolkit#ResetPasswordResponse"


def reset_password(call: Call[ResetPasswordRequest]) -> ResetPasswordResponse:
    """Answer the purpose of a code of any kind, or spend it or the old password on `newPassword`."""
    scope, body = scope_of(call), call.body
    if not policy_of(scope).password:
        raise errors.PasswordLoginDisabled(reason="sign-in by e-mail and password is off")
    if body.old_password and not body.oob_code:
        return _by_old_password(call, scope)
    if not body.oob_code:
        raise errors.MissingOobCode(reason="the request has no oobCode")
    code = codes.find(call, scope, body.oob_code)
    if body.new_password:
        apply_reset(call, scope, code, body.new_password)
    return ResetPasswordResponse(
        kind=KIND,
        request_type=code.request_type,
        email=None if code.request_type == "EMAIL_SIGNIN" else code.email,
        new_email=code.new_email or None,
    )


def apply_reset(context: Context, scope: Scope, code: OobCode, password: str) -> None:
    """Set the password that the code was sent for; ends all sessions and unlinks all identity providers.

    Raises `InvalidOobCode` or what a weak password raises.
    """
    if code.request_type != "PASSWORD_RESET":
        raise errors.InvalidOobCode(reason=f"the code is one for {code.request_type}, not for PASSWORD_RESET")
    user = scope.users.get(code.local_id)
    if user is None:
        raise errors.InvalidOobCode(reason="the account of the code does not exist any more")
    check_password(context, scope, password)
    codes.use_up(scope, code)
    # That production unlinks providers here as the official emulator does is not known.
    scope.users.put(replace(_with_password(context, user, password), email_verified=True, links=()))


def _with_password(context: Context, user: User, password: str) -> User:
    return replace(user, password=password, password_updated_at=context.now, valid_since=context.now // SECOND)


def _by_old_password(call: Call[ResetPasswordRequest], scope: Scope) -> ResetPasswordResponse:
    """A new password for the old one (documented). That a wrong one is refused as at sign-in is a guess."""
    body = call.body
    if not body.email:
        raise errors.MissingEmail(reason="the request has no email")
    if not body.new_password:
        raise errors.MissingPassword(reason="the request has no newPassword")
    email = input_formats.email_of(call, body.email)
    user = scope.users.by("email", email)
    if user is None:
        unknown = errors.InvalidLoginCredentials if policy_of(scope).email_privacy else errors.EmailNotFound
        raise unknown(reason=f"nobody has the e-mail address {email}")
    user = authenticate(call, scope, user, body.old_password)
    check_password(call, scope, body.new_password)
    scope.users.put(_with_password(call, user, body.new_password))
    return ResetPasswordResponse(kind=KIND, request_type="PASSWORD_RESET", email=email)
