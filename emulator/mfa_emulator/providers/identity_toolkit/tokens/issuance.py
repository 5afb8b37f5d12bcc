"""Issuance of ID tokens and refresh tokens."""

from typing import TypedDict

import msgspec

from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.records import User
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tokens.sessions import ISSUER, LEGACY_ISSUER, SignIn


class TokenFields(TypedDict, total=False):
    """Members of an answer that tokens make, `expires_in` in seconds as text. A legacy token comes alone."""

    id_token: str
    refresh_token: str
    expires_in: str


class Tokens(msgspec.Struct, frozen=True):
    """Tokens of a finished sign-in; `expires_in` is seconds as text."""

    id_token: str
    refresh_token: str
    expires_in: str

    def fields(self) -> TokenFields:
        """The tokens as members of an answer."""
        return {"id_token": self.id_token, "refresh_token": self.refresh_token, "expires_in": self.expires_in}


class RefreshToken(msgspec.Struct, frozen=True, omit_defaults=True):
    """The content of a refresh token. `issued_at` is in seconds."""

    project: str
    local_id: str
    issued_at: int
    sign_in: SignIn
    tenant: str = ""


def issue(context: Context, scope: Scope, user: User, sign_in: SignIn) -> Tokens:
    """Store the user as given, with a new `last_refresh_at`, and make tokens for the session."""
    user = scope.users.put(msgspec.structs.replace(user, last_refresh_at=context.now))
    refresh = RefreshToken(scope.project_id, user.local_id, context.now // SECOND, sign_in, scope.tenant_id)
    return Tokens(
        id_token=context.world.tokens.issue(claims_of(context, scope, user, sign_in)),
        refresh_token=context.world.tokens.seal(refresh),
        expires_in=str(context.settings.id_token_lifetime),
    )


def answer(context: Context, scope: Scope, user: User, sign_in: SignIn, secure: bool) -> TokenFields:
    """Tokens as members of an answer. `secure` is the request's `returnSecureToken`.

    Without it production answers the token of Identity Toolkit's early days, and nothing to refresh it (recorded).
    """
    if secure or not context.settings.legacy_tokens:
        return issue(context, scope, user, sign_in).fields()
    scope.users.put(user)
    now = context.now // SECOND
    claims = {
        "iss": LEGACY_ISSUER,
        "aud": scope.project_id,
        "iat": now,
        "exp": now + context.settings.legacy_token_lifetime,
        "user_id": user.local_id,
        "email": user.email,
        "verified": bool(user.email_verified),
        "sign_in_provider": sign_in.provider,
    }
    return {"id_token": context.world.tokens.issue(claims)}


def claims_of(context: Context, scope: Scope, user: User, sign_in: SignIn) -> dict[str, object]:
    """The claims of an ID token: the account's own, then the session's, then those that override both."""
    now = context.now // SECOND
    claims: dict[str, object] = {}
    if user.display_name:
        claims["name"] = user.display_name
    if user.photo_url:
        claims["picture"] = user.photo_url
    if user.custom_attributes:
        claims |= msgspec.json.decode(user.custom_attributes)
    if sign_in.claims:
        claims |= sign_in.claims
    if sign_in.provider == "anonymous":
        claims["provider_id"] = "anonymous"
    claims["iss"] = ISSUER + scope.project_id
    claims["aud"] = scope.project_id
    claims["auth_time"] = sign_in.auth_time
    claims["user_id"] = claims["sub"] = user.local_id
    claims["iat"] = now
    claims["exp"] = now + context.settings.id_token_lifetime
    if user.email:
        claims["email"] = user.email
        claims["email_verified"] = bool(user.email_verified)
    if user.phone_number:
        claims["phone_number"] = user.phone_number
    claims["firebase"] = _firebase(scope, user, sign_in)
    return claims


def _firebase(scope: Scope, user: User, sign_in: SignIn) -> dict[str, object]:
    identities: dict[str, list[str]] = {}
    if user.email:
        identities["email"] = [user.email]
    if user.phone_number:
        identities["phone"] = [user.phone_number]
    for link in user.links:
        identities.setdefault(link.provider_id, []).append(link.raw_id)
    claims: dict[str, object] = {"identities": identities, "sign_in_provider": sign_in.provider}
    if sign_in.second_factor:
        claims["sign_in_second_factor"] = sign_in.second_factor
        claims["second_factor_identifier"] = sign_in.factor_id
    if scope.tenant_id:
        claims["tenant"] = scope.tenant_id
    if sign_in.attributes:
        claims["sign_in_attributes"] = sign_in.attributes
    return claims
