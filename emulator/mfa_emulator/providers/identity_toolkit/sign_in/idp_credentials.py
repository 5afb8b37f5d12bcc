"""Credentials of identity providers as requests bring them, and the assertions in them.

No provider is asked: as in the official emulator, ID tokens are JWTs or plain JSON objects of claims, and SAML
responses are XML or JSON objects. That is what SDKs in tests and the emulator's own widget send. Where signatures are
wanted, what has none tells nothing. A token that means something to its provider alone stands for a user of whom
nothing but an id is known.
"""

from hashlib import blake2b, sha256
from urllib.parse import parse_qsl, urlsplit

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.time.durations import SECOND, Micros
from mfa_emulator.core.time.windows import DAY
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.accounts.provider_links import OWN_WAYS
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.input_formats import is_absolute, is_missing
from mfa_emulator.providers.identity_toolkit.records import SpentToken
from mfa_emulator.providers.identity_toolkit.settings import Settings
from mfa_emulator.providers.identity_toolkit.sign_in import (
    configured_providers,
    id_token_signatures,
    saml_assertions,
    token_revocation,
)
from mfa_emulator.providers.identity_toolkit.sign_in.provider_assertions import Assertion, claims_in, from_claims
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tokens.custom_claims import too_deep
from mfa_emulator.providers.identity_toolkit.types.configuration.identity_providers import InboundSamlConfig
from mfa_emulator.providers.identity_toolkit.types.sign_in import SignInWithIdpRequest

_CREDENTIAL = (
    *("providerId", "id_token", "access_token", "code", "SAMLResponse"),
    *("oauth_token_secret", "refresh_token", "expires_in", "nonce"),
)
"""The parameters that make a credential; others, such as the state of an authorization, are of one request only."""

_REMEMBERED = DAY
"""Seconds for which a token with a nonce is remembered at most; providers' tokens live an hour or less."""


def read(
    context: Context, scope: Scope, given: dict[str, str], *, session_id: str = "", again: bool = False
) -> Assertion:
    """The assertion in a credential, which fits the provider's configuration; `again` if it was read before.

    Raises `InvalidCredentialOrProviderId`, `OperationNotAllowed`, `InvalidIdpResponse` or `MissingOrInvalidNonce`.
    """
    provider_id, settings = given.get("providerId", ""), context.settings
    if settings.idp_ids == "lowered":
        provider_id = provider_id.lower()
    if not provider_id:
        raise errors.InvalidCredentialOrProviderId(reason="postBody and requestUri name no providerId")
    if provider_id.lower() in OWN_WAYS:
        raise errors.InvalidCredentialOrProviderId(
            "no identity provider has such an id", reason=f"{provider_id!r} is no identity provider"
        )
    config = configured_providers.require_enabled(context, scope, provider_id)
    if provider_id.startswith("saml."):
        saml_config = config if isinstance(config, InboundSamlConfig) else None
        return saml_assertions.read(context, saml_config, provider_id, given, session_id)
    id_token, access_token = given.get("id_token", ""), given.get("access_token", "")
    if token_revocation.is_revoked(scope, access_token) or token_revocation.is_revoked(scope, given.get("code", "")):
        raise errors.InvalidIdpResponse(reason="the token was revoked by accounts:revokeToken")
    claims = claims_in(id_token)
    # Nobody signs an access token for the app that shows it: what stands in it is no word of the provider.
    if not claims and not id_token_signatures.are_wanted(settings, provider_id):
        claims = claims_in(access_token)
    if claims is None and not id_token:
        claims = _stranger(provider_id, access_token or given.get("code", ""), settings)
    if claims is None or too_deep(claims):
        raise errors.InvalidIdpResponse(reason="the id_token is neither a JWT nor a JSON object, or nested too deep")
    if id_token and not again:
        configured_providers.check_token(context, config, provider_id, id_token, claims)
        # Its SDK has no way to send a nonce for Google.
        if settings.idp_nonces_checked and provider_id != "google.com":
            _check_nonce(context, scope, given, claims)
    return from_claims(settings, provider_id, claims, id_token, access_token)


def _stranger(provider_id: str, token: str, settings: Settings) -> JsonObject:
    """The user whom an access token or an authorization code stands for: the same whenever the same one comes."""
    if not token:
        raise errors.InvalidCredentialOrProviderId(
            "there is no credential", reason="there is neither an id_token nor an access_token nor a code"
        )
    if token.lstrip().startswith("{"):
        raise errors.InvalidIdpResponse(reason="the access_token is no claims here, but begins like a JSON object")
    if settings.opaque_idp_tokens == "refuse":
        raise errors.InvalidIdpResponse(reason="opaque_idp_tokens is 'refuse': only the provider could read this token")
    return {"sub": str(int.from_bytes(blake2b(f"{provider_id} {token}".encode(), digest_size=8).digest()))}


def credential_of(call: Call[SignInWithIdpRequest]) -> dict[str, str]:
    """The credential in `requestUri` and `postBody`, which is laid over the former's query and fragment.

    Raises `MissingRequestUri` or `InvalidRequestUri`.
    """
    body, uri = call.body, call.body.request_uri or ""
    if is_missing(call, body.request_uri):
        raise errors.MissingRequestUri(reason="the request has no requestUri")
    if not is_absolute(uri):
        raise errors.InvalidRequestUri(reason=f"{uri!r} has no scheme or no host")
    parts = urlsplit(uri)
    found: dict[str, str] = {}
    for text in (parts.query, parts.fragment, body.post_body):
        found.update(parse_qsl(text, keep_blank_values=True))
    return {name: found[name] for name in _CREDENTIAL if name in found}


def _check_nonce(context: Context, scope: Scope, given: dict[str, str], claims: JsonObject) -> None:
    """Refuse a nonce that does not fit, and a token that was used: the first use spends it, be it refused (recorded).

    The token has the SHA-256 hash of the nonce that the app sends beside it.
    """
    hashed = claims.get("nonce")
    if not hashed:
        return
    mark = sha256(given["id_token"].encode()).hexdigest()
    if scope.spent_tokens.live(mark, context.now):
        raise errors.MissingOrInvalidNonce(reason="the id_token was used before: its nonce makes it good once")
    scope.spent_tokens.put(SpentToken(mark, _end_of(context, claims)), context.now)
    scope.spent_tokens.trim(context.settings.kept_sessions)
    if sha256(given.get("nonce", "").encode()).hexdigest() != hashed:
        raise errors.MissingOrInvalidNonce(reason="the id_token's nonce is not the SHA-256 hash of the nonce beside it")


def _end_of(context: Context, claims: JsonObject) -> Micros:
    """The instant until which a token is remembered: its own end, within reason."""
    ends = claims.get("exp")
    left = ends - context.now // SECOND if isinstance(ends, int | float) else _REMEMBERED
    return context.now + int(max(0, min(left, _REMEMBERED))) * SECOND
