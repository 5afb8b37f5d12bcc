"""Claims of the token that a blocking function is sent about a user: how they come, and the account as it stands."""

import msgspec

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.time.durations import MILLISECOND, rfc3339
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.records import Factor, User
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tokens.sessions import SignIn
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import ForwardInboundCredentials
from mfa_emulator.providers.identity_toolkit.types.sign_in import SignInWithIdpResponse
from mfa_emulator.providers.identity_toolkit.ways_in import providers


def claims_of(context: Context, scope: Scope, user: User, sign_in: SignIn, method: str) -> dict[str, object]:
    """The claims about a user who comes, without those of an identity provider. Empty members are absent."""
    claims: dict[str, object] = {
        "sub": user.local_id,
        "sign_in_method": method,
        "user_record": user_record(context, scope, user),
    }
    if sign_in.second_factor:
        claims["sign_in_second_factor"] = sign_in.second_factor
    if sign_in.attributes:
        claims["sign_in_attributes"] = sign_in.attributes
    if scope.tenant_id:
        claims["tenant_id"] = scope.tenant_id
    return claims


def provider_claims(profile: SignInWithIdpResponse, forwarded: ForwardInboundCredentials | None) -> dict[str, object]:
    """The user's profile at an identity provider, with those of its tokens that are to be forwarded."""
    claims: dict[str, object] = {"raw_user_info": profile.raw_user_info}
    if forwarded is not None and forwarded.access_token:
        claims |= {
            "oauth_access_token": profile.oauth_access_token,
            "oauth_token_secret": profile.oauth_token_secret,
            "oauth_expires_in": profile.oauth_expire_in,
        }
    if forwarded is not None and forwarded.id_token:
        claims["oauth_id_token"] = profile.oauth_id_token
    if forwarded is not None and forwarded.refresh_token:
        claims["oauth_refresh_token"] = profile.oauth_refresh_token
    return {name: value for name, value in claims.items() if value is not None}


def user_record(context: Context, scope: Scope, user: User) -> JsonObject:
    """The account. Times are milliseconds, as functions' SDKs read them, but for `tokens_valid_after_time`."""
    record: JsonObject = {
        "uid": user.local_id,
        "email": user.email,
        "email_verified": bool(user.email_verified),
        "display_name": user.display_name,
        "photo_url": user.photo_url,
        "phone_number": user.phone_number,
        "disabled": user.disabled,
        "custom_claims": msgspec.json.decode(user.custom_attributes or "{}"),
        "tenant_id": scope.tenant_id,
        "provider_data": [_provider(info) for info in msgspec.to_builtins(providers(user, context.settings))],
        "multi_factor": {"enrolled_factors": [_factor(factor) for factor in user.factors]} if user.factors else "",
        "metadata": {
            "creation_time": user.created_at // MILLISECOND,
            "last_sign_in_time": user.last_login_at // MILLISECOND or None,
        },
        "tokens_valid_after_time": user.valid_since or "",
    }
    return {name: value for name, value in record.items() if value != ""}


def _provider(info: JsonObject) -> JsonObject:
    names = {
        "provider_id": "providerId",
        "uid": "rawId",
        "display_name": "displayName",
        "photo_url": "photoUrl",
        "email": "email",
        "phone_number": "phoneNumber",
    }
    return {name: info[ours] for name, ours in names.items() if ours in info}


def _factor(factor: Factor) -> JsonObject:
    shown: dict[str, Json] = {
        "uid": factor.id,
        "factor_id": factor.kind,
        "display_name": factor.display_name,
        "enrollment_time": rfc3339(factor.enrolled_at, 3),
        "phone_number": factor.phone_number,
    }
    return {name: value for name, value in shown.items() if value != ""}
