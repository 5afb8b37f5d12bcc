"""Reset of a password, for a mailed code or for the old password."""

from msgspec.structs import replace

from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.identity_toolkit import errors, input_formats
from mfa_emulator.providers.identity_toolkit.accounts.passwords import authenticate, check_password
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.errors import Refusal
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
    code = codes.find_named(call, scope, body.oob_code)
    if not input_formats.is_missing(call, body.new_password):
        apply_reset(call, scope, code, body.new_password or "")
    elif code.request_type == "PASSWORD_RESET":
        _account(call, scope, code, errors.EmailNotFound)
    return ResetPasswordResponse(
        kind=KIND,
        request_type=code.request_type,
        email=None if code.request_type == "EMAIL_SIGNIN" else code.email,
        new_email=code.new_email or None,
    )


def apply_reset(context: Context, scope: Scope, code: OobCode, password: str) -> None:
    """Set the password that the code was sent for; ends all sessions and unlinks all identity providers.

    Raises `InvalidOobCode`, `UserNotFound`, `UserDisabled` or what a weak password raises.
    """
    if code.request_type != "PASSWORD_RESET":
        raise errors.InvalidOobCode(reason=f"the code is one for {code.request_type}, not for PASSWORD_RESET")
    user = _account(context, scope, code, errors.UserNotFound)
    check_password(context, scope, password)
    codes.use_up(scope, code)
    # That production unlinks providers here as the official emulator does is not known.
    scope.users.put(replace(_with_password(context, user, password), email_verified=True, links=()))


def _account(context: Context, scope: Scope, code: OobCode, moved: type[Refusal]) -> User:
    """The account of a reset code, as long as it has the address that the code was sent to.

    Raises `moved` in production's stead when it has another one by now, else `InvalidOobCode`.
    """
    user = codes.account_of(scope, code)
    if user.email != code.email:
        refusal = moved if context.settings.mailed_code_follows == "account" else errors.InvalidOobCode
        raise refusal(reason=f"the account of the code has not the e-mail address {code.email} any more")
    return user


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
