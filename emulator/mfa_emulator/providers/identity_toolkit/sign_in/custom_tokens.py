"""Sign-in with a token that the developer's own server made."""

from msgspec.structs import replace

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.input_formats import is_missing
from mfa_emulator.providers.identity_toolkit.records import NOTHING_RARE, User
from mfa_emulator.providers.identity_toolkit.sign_in.custom_token_checks import payload_of
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens import issuance
from mfa_emulator.providers.identity_toolkit.tokens.custom_claims import checked_claims
from mfa_emulator.providers.identity_toolkit.tokens.sessions import begin, logged_in
from mfa_emulator.providers.identity_toolkit.types.sign_in import (
    SignInWithCustomTokenRequest,
    SignInWithCustomTokenResponse,
)
from mfa_emulator.providers.identity_toolkit.user_events import events

KIND = "identitytoolkit#VerifyCustomTokenResponse"


def sign_in_with_custom_token(
    call: Call[SignInWithCustomTokenRequest],
) -> SignInWithCustomTokenResponse:
    """Tokens for the `uid` of the token, whose account is made when there is none. There is no second factor."""
    scope = scope_of(call)
    if is_missing(call, call.body.token):
        raise errors.MissingCustomToken(reason="the request has no token")
    payload = payload_of(call, scope, call.body.token or "")
    local_id = payload.get("uid") or payload.get("user_id")
    if isinstance(local_id, int) and not isinstance(local_id, bool):
        local_id = str(local_id)  # both take a number for a text
    if not isinstance(local_id, str):
        raise errors.MissingIdentifier(reason="the custom token has no uid")
    claims = payload.get("claims")
    own = None if claims is None else checked_claims(claims)
    old = scope.users.get(local_id)
    if old is not None and old.disabled:
        raise errors.UserDisabled(reason=f"user {local_id} is disabled")
    user = old or User(local_id, call.now, rare=replace(NOTHING_RARE, custom_auth=True))
    if not user.rare.custom_auth:
        user = replace(user, rare=replace(user.rare, custom_auth=True))
    sign_in = begin(call, "custom", claims=own)
    user = logged_in(call, user)
    issued = issuance.answer(call, scope, user, sign_in, call.body.return_secure_token)
    if old is None and call.settings.custom_token_users_told:
        events.created(call, scope, user)
    return SignInWithCustomTokenResponse(kind=KIND, is_new_user=old is None, **issued)
