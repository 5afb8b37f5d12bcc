"""Configurations of providers of OpenID Connect."""

from urllib.parse import urlsplit

from msgspec.structs import replace

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.input_formats import is_absolute
from mfa_emulator.providers.identity_toolkit.provider_configs import collections
from mfa_emulator.providers.identity_toolkit.provider_configs.collections import Collection
from mfa_emulator.providers.identity_toolkit.provider_configs.config_ids import check_id
from mfa_emulator.providers.identity_toolkit.types.configuration.identity_providers import (
    ListOAuthIdpConfigsResponse,
    OAuthIdpConfig,
    OAuthResponseType,
)
from mfa_emulator.providers.identity_toolkit.types.configuration.query_parameters import ListRequest

PREFIX = "oidc."


def create(call: Call[OAuthIdpConfig]) -> OAuthIdpConfig:
    """Configure a provider."""
    return collections.create(call, _COLLECTION, checked)


def get(call: Call[None]) -> OAuthIdpConfig:
    """One configuration."""
    return collections.get(call, _COLLECTION)


def list_configs(call: Call[ListRequest]) -> ListOAuthIdpConfigsResponse:
    """A page of the configurations."""
    configs, following = collections.page(call, _COLLECTION)
    return ListOAuthIdpConfigsResponse(oauth_idp_configs=configs, next_page_token=following)


def patch(call: Call[OAuthIdpConfig]) -> OAuthIdpConfig:
    """Change a configuration."""
    return collections.patch(call, _COLLECTION, checked)


def delete(call: Call[None]) -> dict[str, str]:
    """Forget a configuration."""
    return collections.delete(call, _COLLECTION)


def normal(config_id: str, config: OAuthIdpConfig) -> OAuthIdpConfig:
    """The configuration as it is kept: an ID token is asked for unless it says otherwise.

    Raises `InvalidConfigId`, `MissingOauthClientId`, `InvalidIssuer` or `InvalidConfig`; their order is a guess.
    """
    check_id(config_id, PREFIX)
    if not config.client_id:
        raise errors.MissingOauthClientId(reason="the configuration has no clientId")
    issuer = config.issuer or ""
    if not is_absolute(issuer) or urlsplit(issuer).scheme != "https":
        raise errors.InvalidIssuer(reason=f"the issuer {issuer!r} is no https URL")
    asked = config.response_type or OAuthResponseType()
    if asked.token:
        raise errors.InvalidConfig("the response type token is not supported", reason="responseType.token is set")
    if asked.code and asked.id_token:
        raise errors.InvalidConfig("one response type is wanted", reason="responseType has both code and idToken")
    if asked.code and not config.client_secret:
        raise errors.InvalidConfig(
            "the code flow needs a client secret", reason="responseType is code, no clientSecret"
        )
    kept = OAuthResponseType(code=True) if asked.code else OAuthResponseType(id_token=True)
    return replace(config, response_type=kept)


def checked(context: Context, config_id: str, config: OAuthIdpConfig) -> OAuthIdpConfig:
    """The configuration as it is kept. Raises what `normal` does."""
    return normal(config_id, config)


_COLLECTION: Collection[OAuthIdpConfig] = Collection(
    name="oauthIdpConfigs",
    parameter="oauthIdpConfigId",
    of=lambda providers: providers.oidc,
    into=lambda providers, configs: replace(providers, oidc=configs),
)
