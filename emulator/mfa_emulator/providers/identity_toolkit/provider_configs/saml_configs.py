"""Configurations of providers of SAML."""

from msgspec.structs import replace

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.input_formats import is_absolute
from mfa_emulator.providers.identity_toolkit.provider_configs import collections
from mfa_emulator.providers.identity_toolkit.provider_configs.collections import Collection
from mfa_emulator.providers.identity_toolkit.provider_configs.config_ids import check_id
from mfa_emulator.providers.identity_toolkit.provider_configs.request_signing import certificate
from mfa_emulator.providers.identity_toolkit.types.configuration.identity_providers import (
    IdpConfig,
    InboundSamlConfig,
    ListInboundSamlConfigsResponse,
    SpConfig,
)
from mfa_emulator.providers.identity_toolkit.types.configuration.query_parameters import ListRequest

PREFIX = "saml."


def create(call: Call[InboundSamlConfig]) -> InboundSamlConfig:
    """Configure a provider."""
    return collections.create(call, _COLLECTION, checked)


def get(call: Call[None]) -> InboundSamlConfig:
    """One configuration."""
    return collections.get(call, _COLLECTION)


def list_configs(call: Call[ListRequest]) -> ListInboundSamlConfigsResponse:
    """A page of the configurations."""
    configs, following = collections.page(call, _COLLECTION)
    return ListInboundSamlConfigsResponse(inbound_saml_configs=configs, next_page_token=following)


def patch(call: Call[InboundSamlConfig]) -> InboundSamlConfig:
    """Change a configuration."""
    return collections.patch(call, _COLLECTION, checked)


def delete(call: Call[None]) -> dict[str, str]:
    """Forget a configuration."""
    return collections.delete(call, _COLLECTION)


def check(config_id: str, config: InboundSamlConfig) -> None:
    """Refuse a configuration that could not be obeyed. A certificate that is none is taken (production, recorded).

    Raises `InvalidConfigId` or `InvalidConfig` (of which the cases are a guess).
    """
    check_id(config_id, PREFIX)
    provider, app = config.idp_config or IdpConfig(), config.sp_config or SpConfig()
    if not provider.idp_entity_id or not app.sp_entity_id:
        raise errors.InvalidConfig(reason="idpConfig.idpEntityId and spConfig.spEntityId are needed")
    if not is_absolute(provider.sso_url or "") or not is_absolute(app.callback_uri or ""):
        raise errors.InvalidConfig(reason="idpConfig.ssoUrl and spConfig.callbackUri must be absolute URLs")
    if not any(each.x509_certificate for each in provider.idp_certificates or ()):
        raise errors.InvalidConfig(reason="idpConfig.idpCertificates holds no certificate")


def checked(context: Context, config_id: str, config: InboundSamlConfig) -> InboundSamlConfig:
    """The configuration as it is kept: with a certificate of ours where requests are to be signed.

    Raises what `check` does.
    """
    check(config_id, config)
    provider, app = config.idp_config or IdpConfig(), config.sp_config or SpConfig()
    own = (certificate(context, config_id),) if provider.sign_request else None
    return replace(config, sp_config=replace(app, sp_certificates=own))


_COLLECTION: Collection[InboundSamlConfig] = Collection(
    name="inboundSamlConfigs",
    parameter="inboundSamlConfigId",
    of=lambda providers: providers.saml,
    into=lambda providers, configs: replace(providers, saml=configs),
)
