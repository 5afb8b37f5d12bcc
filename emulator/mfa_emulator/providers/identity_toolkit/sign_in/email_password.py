"""Sign in with e-mail and password."""

from msgspec.structs import replace

from mfa_emulator.core.time.durations import SECOND, for_people
from mfa_emulator.providers.identity_toolkit import errors, input_formats
from mfa_emulator.providers.identity_toolkit.accounts import federated_login, passwords
from mfa_emulator.providers.identity_toolkit.configuration import password_policy
from mfa_emulator.providers.identity_toolkit.configuration.effective_rules import policy_of
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.records import User
from mfa_emulator.providers.identity_toolkit.second_factors.first_factor import finish
from mfa_emulator.providers.identity_toolkit.sign_in.identity_providers import confirmed
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens.sessions import begin
from mfa_emulator.providers.identity_toolkit.types.sign_up import (
    SignInWithPasswordRequest,
    SignInWithPasswordResponse,
)

KIND = "identitytoolkit#VerifyPasswordResponse"


def sign_in_with_password(call: Call[SignInWithPasswordRequest]) -> SignInWithPasswordResponse:
    """Tokens, or the question for a second factor. Captcha answers are taken and not judged."""
    scope = scope_of(call)
    policy = policy_of(scope)
    if not policy.password:
        raise errors.PasswordLoginDisabled(reason="sign-in by e-mail and password is off")
    if not call.body.email:
        raise errors.MissingEmail(reason="the request has no email")
    email = input_formats.email_of(call, call.body.email)
    if not call.body.password:
        raise errors.MissingPassword(reason="the request has no password")
    user = scope.users.by("email", email)
    if user is None:
        reason = f"nobody has the e-mail address {email}"
        raise (
            errors.InvalidLoginCredentials(reason=reason)
            if policy.email_privacy
            else errors.EmailNotFound(reason=reason)
        )
    user = authenticate(call, scope, user, call.body.password)
    notifications = password_policy.check_sign_in(scope, call.body.password)
    user = confirmed(call, scope, user)
    name = user.display_name or ("" if call.settings.display_name_always else None)
    return SignInWithPasswordResponse(
        kind=KIND,
        local_id=user.local_id,
        email=user.email,
        display_name=name,
        profile_picture=user.photo_url or None,
        registered=True,
        user_notifications=notifications or None,
        **finish(call, scope, user, begin(call, "password"), secure=call.body.return_secure_token),
    )


def authenticate(context: Context, scope: Scope, user: User, password: str) -> User:
    """The user, if the password is right and the account open.

    Raises `UserDisabled`, `TooManyAttemptsTryLater`, `OperationNotAllowed`, and `InvalidPassword` or what hides it.
    """
    if user.disabled:
        raise errors.UserDisabled(reason=f"user {user.local_id} is disabled")
    if user.rare.locked_until > context.now:
        left = for_people(user.rare.locked_until - context.now)
        raise errors.TooManyAttemptsTryLater(reason=f"too many wrong passwords: closed for another {left}")
    if passwords.matches(user, password):
        federated_login.require_open(user)
        if user.rare.wrong_passwords:
            user = replace(user, rare=replace(user.rare, wrong_passwords=0))
        return user
    if context.settings.password_attempts:
        _count_wrong(context, scope, user)
    reason = "the password is wrong" if user.password else f"user {user.local_id} has no password"
    if policy_of(scope).email_privacy:
        raise errors.InvalidLoginCredentials(reason=reason)
    raise errors.InvalidPassword(reason=reason)


def _count_wrong(context: Context, scope: Scope, user: User) -> None:
    wrong, until = user.rare.wrong_passwords + 1, 0
    if wrong >= context.settings.password_attempts:
        wrong, until = 0, context.now + context.settings.password_lockout * SECOND
    rare = replace(user.rare, wrong_passwords=wrong, locked_until=until)
    scope.users.put(replace(user, rare=rare))
