"""Configurations of the providers that Identity Toolkit knows by itself, and the list of these."""

from msgspec.structs import replace

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.provider_configs import collections
from mfa_emulator.providers.identity_toolkit.provider_configs.collections import Collection
from mfa_emulator.providers.identity_toolkit.tenants.tenant_pages import page_of
from mfa_emulator.providers.identity_toolkit.types.configuration.identity_providers import (
    DefaultSupportedIdp,
    DefaultSupportedIdpConfig,
    ListDefaultSupportedIdpConfigsResponse,
    ListDefaultSupportedIdpsResponse,
)
from mfa_emulator.providers.identity_toolkit.types.configuration.query_parameters import ListRequest

SUPPORTED = (
    *("apple.com", "facebook.com", "gc.apple.com", "github.com", "google.com", "linkedin.com", "microsoft.com"),
    *("playgames.google.com", "twitter.com", "yahoo.com"),
)
"""Their ids.

Source: recorded, t-k/fireemu
"""

_WITHOUT_CLIENT = ("apple.com", "gc.apple.com")
"""Apple's know their apps by bundle ids (a guess: they need no client id)."""


def create(call: Call[DefaultSupportedIdpConfig]) -> DefaultSupportedIdpConfig:
    """Configure a provider."""
    return collections.create(call, _COLLECTION, checked)


def get(call: Call[None]) -> DefaultSupportedIdpConfig:
    """One configuration."""
    return collections.get(call, _COLLECTION)


def list_configs(call: Call[ListRequest]) -> ListDefaultSupportedIdpConfigsResponse:
    """A page of the configurations."""
    configs, following = collections.page(call, _COLLECTION)
    return ListDefaultSupportedIdpConfigsResponse(default_supported_idp_configs=configs, next_page_token=following)


def patch(call: Call[DefaultSupportedIdpConfig]) -> DefaultSupportedIdpConfig:
    """Change a configuration."""
    return collections.patch(call, _COLLECTION, checked)


def delete(call: Call[None]) -> dict[str, str]:
    """Forget a configuration."""
    return collections.delete(call, _COLLECTION)


def list_supported(call: Call[ListRequest]) -> ListDefaultSupportedIdpsResponse:
    """A page of the providers that can be configured by their ids alone."""
    page, following = page_of(call, SUPPORTED, SUPPORTED)
    found = tuple(DefaultSupportedIdp(idp_id=idp_id) for idp_id in page)
    return ListDefaultSupportedIdpsResponse(default_supported_idps=found or None, next_page_token=following)


def check(config_id: str, config: DefaultSupportedIdpConfig) -> None:
    """Refuse a configuration that could not be obeyed. Raises `InvalidConfigId` or `MissingOauthClientId` (a guess)."""
    if config_id not in SUPPORTED:
        raise errors.InvalidConfigId(reason=f"{config_id!r} is none of {', '.join(SUPPORTED)}")
    if not config.client_id and config_id not in _WITHOUT_CLIENT:
        raise errors.MissingOauthClientId(reason="the configuration has no clientId")


def checked(context: Context, config_id: str, config: DefaultSupportedIdpConfig) -> DefaultSupportedIdpConfig:
    """The configuration as it is kept, which is as it was written. Raises what `check` does."""
    check(config_id, config)
    return config


_COLLECTION: Collection[DefaultSupportedIdpConfig] = Collection(
    name="defaultSupportedIdpConfigs",
    parameter="idpId",
    of=lambda providers: providers.supported,
    into=lambda providers, configs: replace(providers, supported=configs),
)
