"""Checks of custom tokens: what shows of their truth without the service account's key, which an emulator lacks."""

import re

import msgspec

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.core.tokens import BadToken, read_unverified
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tokens.custom_claims import CLAIMS_LENGTH

AUDIENCE = "https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit"

_LONGEST = 60 * 60
"""Seconds from `iat` to `exp`, at most.

Source: documented, https://firebase.google.com/docs/auth/admin/create-custom-tokens
"""

_LEEWAY = 300
"""Seconds after `exp` from which on a token is refused.

Source: recorded, t-k/fireemu
"""

_UID_LENGTH = 128
_SERVICE_ACCOUNT = re.compile(r"[^@\s]+@([^@\s]+\.)?gserviceaccount\.com")


def payload_of(context: Context, scope: Scope, token: str) -> JsonObject:
    """The claims of a JWT, or the JSON object that the official emulator takes in place of one.

    Raises `InvalidCustomToken`, `CredentialMismatch`, `InvalidIdentifier`, `ClaimsTooLarge` or `TenantIdMismatch`.
    """
    strict = context.settings.custom_tokens_checked
    if not strict and token.lstrip().startswith("{"):
        return _object(token)
    try:
        header, payload = read_unverified(token)
    except BadToken as bad:
        raise errors.InvalidCustomToken(reason=str(bad)) from None
    if payload.get("aud") != AUDIENCE:
        raise errors.InvalidCustomToken(reason=f"the custom token's aud must be {AUDIENCE}")
    if strict:
        _check_times(context, payload)
        _check_issuer(context, scope, header, payload)
        _check_lengths(payload)
    if payload.get("tenant_id", "") != scope.tenant_id:
        raise errors.TenantIdMismatch(reason=f"the custom token is of tenant {payload.get('tenant_id', '')!r}")
    return payload


def _object(text: str) -> JsonObject:
    try:
        return msgspec.json.decode(text, type=JsonObject)
    except (ValueError, RecursionError):
        raise errors.InvalidCustomToken(reason="the custom token begins as JSON but is no JSON object") from None


def _check_times(context: Context, payload: JsonObject) -> None:
    issued, ends, now = payload.get("iat"), payload.get("exp"), context.now // SECOND
    if not isinstance(issued, int) or not isinstance(ends, int):
        raise errors.InvalidCustomToken(reason="the custom token has no iat or no exp")
    if issued > now:
        raise errors.InvalidCustomToken(reason=f"the custom token's iat is {issued - now} seconds ahead")
    if ends - issued > _LONGEST:
        raise errors.InvalidCustomToken(
            reason=f"the custom token lives {ends - issued} seconds, not {_LONGEST} at most"
        )
    if now >= ends + _LEEWAY:
        raise errors.InvalidCustomToken(reason=f"the custom token expired {now - ends} seconds ago")


def _check_issuer(context: Context, scope: Scope, header: JsonObject, payload: JsonObject) -> None:
    if header.get("alg") != "RS256":
        raise errors.InvalidCustomToken(
            reason=f"the custom token's alg is {header.get('alg')!r}, not RS256; custom_tokens_checked=false takes it"
        )
    issuer = payload.get("iss")
    if not isinstance(issuer, str) or issuer != payload.get("sub") or not _SERVICE_ACCOUNT.fullmatch(issuer):
        raise errors.InvalidCustomToken(reason="the custom token's iss and sub must be one service account")
    name, host = issuer.split("@")
    project, number = scope.project_id, context.settings.project_number
    own = host == f"{project}.iam.gserviceaccount.com" or issuer == f"{project}@appspot.gserviceaccount.com"
    if not own and issuer != f"{number}-compute@developer.gserviceaccount.com":
        raise errors.CredentialMismatch(reason=f"{name} at {host} is no service account of project {project!r}")


def _check_lengths(payload: JsonObject) -> None:
    uid: Json = payload.get("uid")
    if isinstance(uid, str) and len(uid) > _UID_LENGTH:
        raise errors.InvalidIdentifier(reason=f"the uid has {len(uid)} characters, {_UID_LENGTH} are allowed")
    claims = msgspec.json.encode(payload.get("claims"))
    if len(claims.decode()) > CLAIMS_LENGTH:
        # The code is a guess; it is that of an account's own claims.
        raise errors.ClaimsTooLarge(reason=f"{len(claims)} characters of claims, {CLAIMS_LENGTH} are allowed")
