"""Sign-in with e-mail and password."""

from mfa_emulator.core.operation import Later
from mfa_emulator.providers.identity_toolkit import errors, input_formats
from mfa_emulator.providers.identity_toolkit.accounts.passwords import authenticate
from mfa_emulator.providers.identity_toolkit.blocking_functions.entry import Entry
from mfa_emulator.providers.identity_toolkit.configuration import password_policy
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.configuration.recaptcha_guard import require_email_token
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.records import User
from mfa_emulator.providers.identity_toolkit.second_factors.first_factor import enter, finish
from mfa_emulator.providers.identity_toolkit.sign_in.identity_providers import confirmed
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens.sessions import SignIn, begin
from mfa_emulator.providers.identity_toolkit.types.sign_up import (
    SignInWithPasswordRequest,
    SignInWithPasswordResponse,
)

KIND = "identitytoolkit#VerifyPasswordResponse"


def sign_in_with_password(call: Call[SignInWithPasswordRequest]) -> Later[SignInWithPasswordResponse]:
    """Tokens, or the question for a second factor. Captcha answers are judged where reCAPTCHA is enforced."""
    scope = scope_of(call)
    policy = policy_of(scope)
    if not policy.password:
        raise errors.PasswordLoginDisabled(reason="sign-in by e-mail and password is off")
    require_email_token(call, scope, call.body.captcha_response)
    if call.body.email is None:
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
    old = authenticate(call, scope, user, call.body.password)
    notifications = password_policy.check_sign_in(scope, call.body.password)

    def answer(user: User, sign_in: SignIn) -> SignInWithPasswordResponse:
        return SignInWithPasswordResponse(
            kind=KIND,
            local_id=user.local_id,
            email=user.email,
            display_name=user.display_name or ("" if call.settings.display_name_always else None),
            profile_picture=user.photo_url or None,
            registered=True,
            user_notifications=notifications or None,
            **finish(call, scope, user, sign_in, secure=call.body.return_secure_token),
        )

    return enter(call, Entry(scope, confirmed(call, scope, old), old, begin(call, "password"), "password"), answer)
