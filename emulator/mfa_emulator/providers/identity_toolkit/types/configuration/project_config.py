"""A project's configuration.

It is read and written by the same message, so every field can be absent: `None` is left out of an answer,
while `False`, `""` and `()` are written.
"""

from typing import Literal

from mfa_emulator.providers.identity_toolkit.types.base import Body, Duration, Int64, Timestamp
from mfa_emulator.providers.identity_toolkit.types.configuration.mfa_config import MultiFactorAuthConfig
from mfa_emulator.providers.identity_toolkit.types.configuration.notifications import NotificationConfig
from mfa_emulator.providers.identity_toolkit.types.configuration.password_policy import PasswordPolicyConfig
from mfa_emulator.providers.identity_toolkit.types.configuration.recaptcha import RecaptchaConfig
from mfa_emulator.providers.identity_toolkit.types.configuration.sign_in_config import SignInConfig

ConfigSubtype = Literal["SUBTYPE_UNSPECIFIED", "IDENTITY_PLATFORM", "FIREBASE_AUTH"]
MobileLinksDomain = Literal["DOMAIN_UNSPECIFIED", "FIREBASE_DYNAMIC_LINK_DOMAIN", "HOSTING_DOMAIN"]


class ForwardInboundCredentials(Body):
    """Tokens of the identity provider that a blocking function is shown."""

    access_token: bool | None = None
    id_token: bool | None = None
    refresh_token: bool | None = None


class Trigger(Body):
    """The URL of a blocking function."""

    function_uri: str | None = None
    update_time: Timestamp | None = None


class BlockingFunctionsConfig(Body):
    """Functions to ask first, by event: `beforeCreate`, `beforeSignIn`, `beforeSendEmail`, `beforeSendSms`."""

    forward_inbound_credentials: ForwardInboundCredentials | None = None
    triggers: dict[str, Trigger] | None = None


class Permissions(Body):
    """Changes of their own accounts that end users may not make."""

    disabled_user_deletion: bool | None = None
    disabled_user_signup: bool | None = None


class ClientConfig(Body):
    """Key, domain and permissions of the project's client apps."""

    api_key: str | None = None
    firebase_subdomain: str | None = None
    permissions: Permissions | None = None


class EmailPrivacyConfig(Body):
    """E-mail enumeration protection: errors that do not tell whether an address has an account."""

    enable_improved_email_privacy: bool | None = None


class MobileLinksConfig(Body):
    """The kind of domain that links to mobile apps are made with."""

    domain: MobileLinksDomain | None = None


class RequestLogging(Body):
    """Whether requests are logged."""

    enabled: bool | None = None


class MonitoringConfig(Body):
    """Monitoring of the project."""

    request_logging: RequestLogging | None = None


class MultiTenantConfig(Body):
    """Whether the project may have tenants, and where they are created."""

    allow_tenants: bool | None = None
    default_tenant_location: str | None = None


class TemporaryQuota(Body):
    """A quota that differs from the usual one for a while."""

    quota: Int64 | None = None
    quota_duration: Duration | None = None
    start_time: Timestamp | None = None


class QuotaConfig(Body):
    """The quotas of the project."""

    sign_up_quota_config: TemporaryQuota | None = None


class AllowByDefault(Body):
    """SMS may go to every region but these."""

    disallowed_regions: tuple[str, ...] | None = None


class AllowlistOnly(Body):
    """SMS may go to these regions alone."""

    allowed_regions: tuple[str, ...] | None = None


class SmsRegionConfig(Body):
    """Regions that SMS may be sent to: one of the two policies."""

    allow_by_default: AllowByDefault | None = None
    allowlist_only: AllowlistOnly | None = None


class Config(Body):
    """The configuration of a project."""

    request_field = "config"

    authorized_domains: tuple[str, ...] | None = None
    autodelete_anonymous_users: bool | None = None
    blocking_functions: BlockingFunctionsConfig | None = None
    client: ClientConfig | None = None
    default_hosting_site: str | None = None
    email_privacy_config: EmailPrivacyConfig | None = None
    mfa: MultiFactorAuthConfig | None = None
    mobile_links_config: MobileLinksConfig | None = None
    monitoring: MonitoringConfig | None = None
    multi_tenant: MultiTenantConfig | None = None
    name: str | None = None
    notification: NotificationConfig | None = None
    password_policy_config: PasswordPolicyConfig | None = None
    quota: QuotaConfig | None = None
    recaptcha_config: RecaptchaConfig | None = None
    sign_in: SignInConfig | None = None
    sms_region_config: SmsRegionConfig | None = None
    subtype: ConfigSubtype | None = None


class InitializeIdentityPlatformRequest(Body):
    """Begin with Identity Platform in a project."""


class InitializeIdentityPlatformResponse(Body):
    """Empty."""
