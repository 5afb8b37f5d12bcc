"""Revocation of Apple's tokens: one that was revoked signs nobody in any more."""

from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.input_formats import is_absolute
from mfa_emulator.providers.identity_toolkit.records import SpentToken
from mfa_emulator.providers.identity_toolkit.sign_in.configured_providers import require_enabled
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens.sessions import session_of
from mfa_emulator.providers.identity_toolkit.types.token_revocation import RevokeTokenRequest, RevokeTokenResponse

_PROVIDER = "apple.com"


def revoke_token(call: Call[RevokeTokenRequest]) -> RevokeTokenResponse:
    """Have the provider forget a token: by what follows here, a sign-in with it is refused from now on.

    Production asks Apple. The codes of what is missing are a guess, but for those of the ID token.
    """
    scope, body = scope_of(call), call.body
    session_of(call, scope)
    if body.provider_id != _PROVIDER:
        raise errors.InvalidProviderId(reason=f"only tokens of {_PROVIDER} are revoked, not of {body.provider_id!r}")
    require_enabled(call, scope, _PROVIDER)
    if not body.token or body.token_type == "TOKEN_TYPE_UNSPECIFIED":
        raise errors.InvalidArgument(reason="the request has no token or no tokenType")
    if body.token_type == "CODE" and not _is_public(body.redirect_uri):
        raise errors.InvalidArgument(
            reason="a code needs the redirectUri: https, a domain, no IP address, no localhost"
        )
    scope.spent_tokens.put(SpentToken(_mark(body.token), 0))
    scope.spent_tokens.trim(call.settings.kept_sessions)
    return RevokeTokenResponse()


def is_revoked(scope: Scope, token: str) -> bool:
    """Whether the token was revoked here."""
    return bool(token) and _mark(token) in scope.spent_tokens


def _mark(token: str) -> str:
    return f"revoked {sha256(token.encode()).hexdigest()}"


def _is_public(uri: str) -> bool:
    """Whether the URI is one that Apple takes (documented)."""
    parts = urlsplit(uri) if is_absolute(uri) else None
    if parts is None or parts.scheme != "https" or parts.hostname == "localhost":
        return False
    try:
        ip_address(parts.hostname or "")
    except ValueError:
        return True
    return False
