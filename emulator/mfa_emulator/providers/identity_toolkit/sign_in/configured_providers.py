"""Configurations of identity providers as sign-ins obey them."""

from collections.abc import Mapping
from typing import TypeAlias

from mfa_emulator.core.http.json import Json
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.core.tokens import BadToken, read_unverified
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.sign_in import id_token_signatures
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.types.configuration.identity_providers import (
    DefaultSupportedIdpConfig,
    InboundSamlConfig,
    OAuthIdpConfig,
)

Configuration: TypeAlias = OAuthIdpConfig | InboundSamlConfig | DefaultSupportedIdpConfig

_ISSUERS: Mapping[str, tuple[str, ...]] = {
    "google.com": ("https://accounts.google.com", "accounts.google.com"),
    "apple.com": ("https://appleid.apple.com",),
}
"""The issuers of providers that are known by default.

Source: documented, https://developers.google.com/identity/openid-connect/openid-connect
"""


def require_enabled(context: Context, scope: Scope, provider_id: str) -> Configuration | None:
    """The provider's configuration, if it has one.

    Raises `OperationNotAllowed` for one that is off, and where there must be one.
    """
    config = _find(context, scope, provider_id)
    if config is None and context.settings.idp_needs_configuration:
        raise errors.OperationNotAllowed(
            "The identity provider configuration is not found.",
            reason=f"{provider_id} is not configured; idp_needs_configuration=false signs in without",
        )
    if config is not None and not config.enabled:
        raise errors.OperationNotAllowed(
            "The identity provider configuration is disabled.", reason=f"the configuration of {provider_id} is off"
        )
    return config


def check_token(
    context: Context, config: Configuration | None, provider_id: str, token: str, claims: Mapping[str, Json]
) -> None:
    """Refuse an ID token of another issuer or for another client.

    In production it must be a JWT that has not ended either; where keys are wanted, one that they have signed. A JSON
    object in its place, as tests make it by hand, is held against the configuration as far as it names issuer and
    audience. Raises `InvalidIdpResponse`.
    """
    strict = context.settings.idp_tokens_checked
    if id_token_signatures.are_wanted(context.settings, provider_id):
        _check_shape(token)
        id_token_signatures.check(context, provider_id, token)
    if strict:
        _check_times(context, claims)
    if isinstance(config, OAuthIdpConfig):
        _check_issuer(claims, (config.issuer or "",), strict)
        _check_audience(claims, (config.client_id or "",), strict)
    elif isinstance(config, DefaultSupportedIdpConfig):
        _check_issuer(claims, _ISSUERS.get(provider_id, ()), strict)
        bundles = config.apple_sign_in_config.bundle_ids if config.apple_sign_in_config else None
        _check_audience(claims, (config.client_id or "", *(bundles or ())), strict)


def _find(context: Context, scope: Scope, provider_id: str) -> Configuration | None:
    providers = scope.identity_providers
    found = providers.oidc.get(provider_id) or providers.saml.get(provider_id) or providers.supported.get(provider_id)
    if found is not None or context.settings.idp_ids == "exact":
        return found
    every: dict[str, Configuration] = {**providers.oidc, **providers.saml}
    return next((config for name, config in every.items() if name.lower() == provider_id), None)


def _check_shape(token: str) -> None:
    """Refuse what is no JWT, and one that nobody has signed."""
    try:
        header = read_unverified(token)[0]
    except BadToken as bad:
        raise errors.InvalidIdpResponse(reason=f"the id_token is {bad}") from None
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm.lower() == "none" or not token.rpartition(".")[2]:
        raise errors.InvalidIdpResponse(reason=f"the id_token is not signed: its alg is {algorithm!r}")


def _check_times(context: Context, claims: Mapping[str, Json]) -> None:
    now, issued, ends = context.now // SECOND, claims.get("iat"), claims.get("exp")
    if not isinstance(ends, int | float) or now >= ends:
        raise errors.InvalidIdpResponse(reason=f"the id_token's exp is {ends!r}, and it is {now}")
    if isinstance(issued, int | float) and issued > now:
        raise errors.InvalidIdpResponse(reason=f"the id_token's iat is {issued}, and it is {now}")


def _check_issuer(claims: Mapping[str, Json], issuers: tuple[str, ...], strict: bool) -> None:
    issuer = claims.get("iss")
    if issuers and issuer not in issuers and (strict or issuer is not None):
        raise errors.InvalidIdpResponse(reason=f"the id_token's iss is {issuer!r}, not {issuers[0]!r}")


def _check_audience(claims: Mapping[str, Json], clients: tuple[str, ...], strict: bool) -> None:
    """Refuse a token for another client; that one of a list fits is enough, and `azp` does not count (recorded)."""
    given = claims.get("aud")
    named = given if isinstance(given, list) else [given]
    if not any(name in clients for name in named if name) and (strict or given is not None):
        raise errors.InvalidIdpResponse(reason=f"the id_token's aud is {given!r}, not the client {clients[0]!r}")
