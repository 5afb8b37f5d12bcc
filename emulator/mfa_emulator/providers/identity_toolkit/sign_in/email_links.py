"""Sign-in with a link sent by e-mail."""

from msgspec.structs import replace

from mfa_emulator.core.operation import Later
from mfa_emulator.providers.identity_toolkit import errors, input_formats
from mfa_emulator.providers.identity_toolkit.accounts import federated_login
from mfa_emulator.providers.identity_toolkit.blocking_functions.entry import Entry
from mfa_emulator.providers.identity_toolkit.configuration import client_sign_up
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.mailed_codes import codes
from mfa_emulator.providers.identity_toolkit.records import OobCode, User
from mfa_emulator.providers.identity_toolkit.second_factors.first_factor import enter, finish
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens.sessions import SignIn, begin, session_of
from mfa_emulator.providers.identity_toolkit.types.sign_up import (
    SignInWithEmailLinkRequest,
    SignInWithEmailLinkResponse,
)

KIND = "identitytoolkit#EmailLinkSigninResponse"


def sign_in_with_email_link(call: Call[SignInWithEmailLinkRequest]) -> Later[SignInWithEmailLinkResponse]:
    """Tokens or the question for a second factor, for the address's owner, who is made when there is none.

    With an ID token, its owner gets the address.
    """
    scope = scope_of(call)
    if not policy_of(scope).email_link:
        raise errors.OperationNotAllowed(reason="sign-in by e-mail link is off")
    linking = session_of(call, scope).user if call.body.id_token is not None else None
    code = _code(call, scope)
    codes.use_up(scope, code)  # as the official emulator does, whatever the rest comes to; production is not known
    owner = scope.users.by("email", code.email)
    if linking and owner and owner.local_id != linking.local_id:
        raise errors.EmailExists(reason=f"{code.email} belongs to another account")
    old = linking or owner
    if old is not None:
        if old.disabled:
            raise errors.UserDisabled(reason=f"user {old.local_id} is disabled")
        federated_login.require_open(old)
    else:
        client_sign_up.admit(call, scope)
    user = old or User(call.world.ids.alphanumeric(28), call.now)
    if owner and not owner.email_verified and call.settings.sign_in_link_takes_password:
        user = replace(user, password="")
    user = replace(user, email=code.email, email_verified=True, rare=replace(user.rare, email_link_signin=True))

    def answer(user: User, sign_in: SignIn) -> SignInWithEmailLinkResponse:
        outcome = finish(call, scope, user, sign_in)
        asked = "mfa_pending_credential" in outcome
        is_new = None if asked and not call.settings.new_user_named_when_asked else old is None
        return SignInWithEmailLinkResponse(
            kind=KIND, email=code.email, local_id=user.local_id, is_new_user=is_new, **outcome
        )

    # The claim sign_in_provider is `password` for links as well, as in production.
    return enter(call, Entry(scope, user, old, begin(call, "password"), "emailLink"), answer)


def _code(call: Call[SignInWithEmailLinkRequest], scope: Scope) -> OobCode:
    body = call.body
    if input_formats.is_missing(call, body.email):
        raise errors.MissingEmail(reason="the request has no email")
    email = input_formats.email_of(call, body.email or "")
    code = codes.find_named(call, scope, body.oob_code)
    if code.request_type != "EMAIL_SIGNIN":
        raise errors.InvalidOobCode(reason=f"the code is one for {code.request_type}, not for EMAIL_SIGNIN")
    if code.email != email:
        raise errors.InvalidEmail("the link was sent to another address", reason=f"the link was sent to {code.email}")
    if code.local_id:
        codes.account_of(scope, code)  # a link to an account that was deleted makes none anew
    return code
