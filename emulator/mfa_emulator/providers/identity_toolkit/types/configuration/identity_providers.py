"""Configurations of identity providers: OpenID Connect, SAML, and the ones that are known by default."""

from mfa_emulator.providers.identity_toolkit.types.base import Body, Timestamp


class OAuthResponseType(Body):
    """The answers that are asked of a provider: an ID token or a code, never both, and no `token` (documented)."""

    code: bool | None = None
    id_token: bool | None = None
    token: bool | None = None


class OAuthIdpConfig(Body):
    """A provider of OpenID Connect. Absent `enabled` is off."""

    request_field = "oauth_idp_config"

    client_id: str | None = None
    client_secret: str | None = None
    display_name: str | None = None
    enabled: bool | None = None
    issuer: str | None = None
    name: str | None = None
    response_type: OAuthResponseType | None = None


class ListOAuthIdpConfigsResponse(Body):
    """A page of configurations."""

    next_page_token: str | None = None
    oauth_idp_configs: tuple[OAuthIdpConfig, ...] | None = None


class IdpCertificate(Body):
    """A certificate with whose key the provider signs."""

    x509_certificate: str | None = None


class IdpConfig(Body):
    """The provider's side of SAML."""

    idp_certificates: tuple[IdpCertificate, ...] | None = None
    idp_entity_id: str | None = None
    sign_request: bool | None = None
    sso_url: str | None = None


class SpCertificate(Body):
    """A certificate with whose key requests are signed here, and its end."""

    expires_at: Timestamp | None = None
    x509_certificate: str | None = None


class SpConfig(Body):
    """The app's side of SAML. `sp_certificates` are made by the server."""

    callback_uri: str | None = None
    sp_certificates: tuple[SpCertificate, ...] | None = None
    sp_entity_id: str | None = None


class InboundSamlConfig(Body):
    """A provider of SAML. Absent `enabled` is off."""

    request_field = "inbound_saml_config"

    display_name: str | None = None
    enabled: bool | None = None
    idp_config: IdpConfig | None = None
    name: str | None = None
    sp_config: SpConfig | None = None


class ListInboundSamlConfigsResponse(Body):
    """A page of configurations."""

    inbound_saml_configs: tuple[InboundSamlConfig, ...] | None = None
    next_page_token: str | None = None


class CodeFlowConfig(Body):
    """The key by which the project shows Apple who it is."""

    key_id: str | None = None
    private_key: str | None = None
    team_id: str | None = None


class AppleSignInConfig(Body):
    """Further configuration of Sign in with Apple."""

    bundle_ids: tuple[str, ...] | None = None
    code_flow_config: CodeFlowConfig | None = None


class DefaultSupportedIdpConfig(Body):
    """A provider that Identity Toolkit knows by itself. Absent `enabled` is off."""

    request_field = "default_supported_idp_config"

    apple_sign_in_config: AppleSignInConfig | None = None
    client_id: str | None = None
    client_secret: str | None = None
    enabled: bool | None = None
    name: str | None = None


class ListDefaultSupportedIdpConfigsResponse(Body):
    """A page of configurations."""

    default_supported_idp_configs: tuple[DefaultSupportedIdpConfig, ...] | None = None
    next_page_token: str | None = None


class DefaultSupportedIdp(Body):
    """A provider that can be configured by its id alone."""

    description: str | None = None
    idp_id: str | None = None


class ListDefaultSupportedIdpsResponse(Body):
    """A page of these providers."""

    default_supported_idps: tuple[DefaultSupportedIdp, ...] | None = None
    next_page_token: str | None = None
