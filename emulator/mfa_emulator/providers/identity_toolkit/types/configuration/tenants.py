"""A tenant's configuration.

As with a project's, `None` is left out of an answer, while `False`, `""` and `()` are written.
"""

from mfa_emulator.providers.identity_toolkit.types.base import Body
from mfa_emulator.providers.identity_toolkit.types.configuration.mfa_config import MultiFactorAuthConfig
from mfa_emulator.providers.identity_toolkit.types.configuration.password_policy import PasswordPolicyConfig
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import (
    EmailPrivacyConfig,
    MobileLinksConfig,
    MonitoringConfig,
    SmsRegionConfig,
)
from mfa_emulator.providers.identity_toolkit.types.configuration.recaptcha import RecaptchaConfig
from mfa_emulator.providers.identity_toolkit.types.configuration.sign_in_config import HashConfig


class ClientPermissions(Body):
    """Changes of their own accounts that end users may not make."""

    disabled_user_deletion: bool | None = None
    disabled_user_signup: bool | None = None


class ClientPermissionConfig(Body):
    """Permissions of the tenant's client apps."""

    permissions: ClientPermissions | None = None


class Inheritance(Body):
    """Parts of the project's configuration that hold for the tenant: its sending of mail."""

    email_sending_config: bool | None = None


class Tenant(Body):
    """The configuration of a tenant. `hash_config` is for administrators who get one tenant."""

    request_field = "tenant"

    allow_password_signup: bool | None = None
    autodelete_anonymous_users: bool | None = None
    client: ClientPermissionConfig | None = None
    disable_auth: bool | None = None
    display_name: str | None = None
    email_privacy_config: EmailPrivacyConfig | None = None
    enable_anonymous_user: bool | None = None
    enable_email_link_signin: bool | None = None
    hash_config: HashConfig | None = None
    inheritance: Inheritance | None = None
    mfa_config: MultiFactorAuthConfig | None = None
    mobile_links_config: MobileLinksConfig | None = None
    monitoring: MonitoringConfig | None = None
    name: str | None = None
    password_policy_config: PasswordPolicyConfig | None = None
    recaptcha_config: RecaptchaConfig | None = None
    sms_region_config: SmsRegionConfig | None = None
    test_phone_numbers: dict[str, str] | None = None


class ListTenantsResponse(Body):
    """A page of the project's tenants."""

    next_page_token: str | None = None
    tenants: tuple[Tenant, ...] | None = None
