"""Sign-in with a token that the developer's own server made."""

import msgspec
from msgspec.structs import replace

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.tokens import BadToken, read_unverified
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.records import NOTHING_RARE, User
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens import issuance
from mfa_emulator.providers.identity_toolkit.tokens.custom_claims import checked_claims
from mfa_emulator.providers.identity_toolkit.tokens.sessions import begin, logged_in
from mfa_emulator.providers.identity_toolkit.types.sign_in import (
    SignInWithCustomTokenRequest,
    SignInWithCustomTokenResponse,
)

KIND = "identitytoolkit#VerifyCustomTokenResponse"
AUDIENCE = "https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit"


def sign_in_with_custom_token(
    call: Call[SignInWithCustomTokenRequest],
) -> SignInWithCustomTokenResponse:
    """Tokens for the `uid` of the token, whose account is made when there is none. There is no second factor.

    Signature and times are not checked: production knows the service account's key, an emulator does not.
    """
    scope = scope_of(call)
    if not call.body.token:
        raise errors.MissingCustomToken(reason="the request has no token")
    payload = _payload(call.body.token, scope)
    local_id = payload.get("uid") or payload.get("user_id")
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
    issued = issuance.answer(call, scope, logged_in(call, user), sign_in, call.body.return_secure_token)
    return SignInWithCustomTokenResponse(kind=KIND, is_new_user=old is None, **issued)


def _payload(token: str, scope: Scope) -> JsonObject:
    """The claims of a JWT, or the JSON object that the official emulator takes in place of one."""
    if token.lstrip().startswith("{"):
        return _object(token)
    try:
        payload = read_unverified(token)[1]
    except BadToken as bad:
        raise errors.InvalidCustomToken(reason=str(bad)) from None
    if payload.get("aud") != AUDIENCE:
        raise errors.InvalidCustomToken(reason=f"the custom token's aud must be {AUDIENCE}")
    if payload.get("tenant_id", "") != scope.tenant_id:
        raise errors.TenantIdMismatch(reason=f"the custom token is of tenant {payload.get('tenant_id', '')!r}")
    return payload


def _object(text: str) -> JsonObject:
    try:
        return msgspec.json.decode(text, type=JsonObject)
    except (ValueError, RecursionError):
        raise errors.InvalidCustomToken(reason="the custom token begins as JSON but is no JSON object") from None
