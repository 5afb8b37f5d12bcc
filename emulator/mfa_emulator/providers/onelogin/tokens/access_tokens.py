"""API tokens: issued for client credentials, the same one until it expires or is revoked."""

from mfa_emulator.core.issued.marks import NOT_HERE
from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_emulator.providers.onelogin import auth
from mfa_emulator.providers.onelogin.context import Call, Context
from mfa_emulator.providers.onelogin.errors import (
    AccessTokenMissing,
    GrantTypeIncorrect,
    InvalidCredentials,
)
from mfa_emulator.providers.onelogin.records import AccessToken
from mfa_emulator.providers.onelogin.types.bodies import Outcome
from mfa_emulator.providers.onelogin.types.tokens import GenerateTokenRequest, OauthToken, RevokeTokensRequest


def generate_token(call: Call[GenerateTokenRequest]) -> OauthToken:
    """Give the credential its token, a new one only when the last has expired. Raises 400 or 401."""
    if call.body.grant_type == "refresh_token":
        return _refresh(call)
    client_id = _client(call)
    current = _current(call, client_id)
    return _shown(call, current or issue(call, client_id))


def generate_token_v1(call: Call[GenerateTokenRequest]) -> OauthToken:
    """Give the credential a new token, which replaces its older ones: the first token API."""
    if call.body.grant_type == "refresh_token":
        return _refresh(call)
    client_id = _client(call)
    for token in call.state.access_tokens.group("client", client_id):
        call.state.access_tokens.delete(token.token)
    return _shown(call, issue(call, client_id))


def revoke_tokens(call: Call[RevokeTokensRequest]) -> Outcome:
    """End a token before its time. The token must be the calling credential's own."""
    credential = auth.client(call, call.body.client_id, call.body.client_secret)
    if not call.body.access_token:
        raise AccessTokenMissing(reason="the body has no access_token")
    token = call.state.access_tokens.get(call.body.access_token)
    if token is None or token.client_id != credential.client_id:
        raise InvalidCredentials(reason=f"no such access token of this credential: {NOT_HERE}, or revoked")
    call.state.access_tokens.delete(token.token)
    return Outcome()


def issue(context: Context, client_id: str) -> AccessToken:
    """A new token; expired ones of the credential go."""
    for old in context.state.access_tokens.group("client", client_id)[:-1]:
        context.state.access_tokens.delete(old.token)  # the last one stays, so that its user learns it has expired
    return new(context, client_id)


def new(context: Context, client_id: str) -> AccessToken:
    """A further token, beside those that the credential has."""
    ids = context.world.ids
    expires_at = context.now + context.settings.access_token_lifetime * SECOND
    token = AccessToken(ids.hex(64), ids.hex(64), client_id, context.now, expires_at)
    return context.state.add(context.state.access_tokens, token, context.now)


def _client(call: Call[GenerateTokenRequest]) -> str:
    credential = auth.client(call, call.body.client_id, call.body.client_secret)
    if call.body.grant_type != "client_credentials":
        raise GrantTypeIncorrect(reason=f"grant_type is {call.body.grant_type!r}, not 'client_credentials'")
    return credential.client_id


def _current(context: Context, client_id: str) -> AccessToken | None:
    tokens = context.state.access_tokens.group("client", client_id)
    return tokens[-1] if tokens and context.state.access_tokens.is_live(tokens[-1], context.now) else None


def _refresh(call: Call[GenerateTokenRequest]) -> OauthToken:
    """A new pair for an old one, without other credentials: SDK 2 still does it; deprecated."""
    token = call.state.access_tokens.by("refresh_token", call.body.refresh_token)
    if token is None or token.token != call.body.access_token:
        raise InvalidCredentials(reason=f"no such pair of access_token and refresh_token: {NOT_HERE}, or used")
    call.state.access_tokens.delete(token.token)
    return _shown(call, issue(call, token.client_id))


def _shown(context: Context, token: AccessToken) -> OauthToken:
    return OauthToken(
        access_token=token.token,
        created_at=rfc3339(token.created_at, 3),
        expires_in=(token.expires_at - token.created_at) // SECOND,
        refresh_token=token.refresh_token,
        token_type="bearer",
        account_id=context.settings.account_id,
    )
