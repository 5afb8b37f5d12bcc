"""The configuration that a project begins with."""

from msgspec.structs import replace

from mfa_emulator.providers.identity_toolkit.settings import Settings
from mfa_emulator.providers.identity_toolkit.types.configuration.mfa_config import (
    MultiFactorAuthConfig,
    ProviderConfig,
    TotpMfaProviderConfig,
)
from mfa_emulator.providers.identity_toolkit.types.configuration.notifications import (
    DnsInfo,
    NotificationConfig,
    SendEmail,
    SendSms,
    SmsTemplate,
)
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import (
    AllowByDefault,
    BlockingFunctionsConfig,
    ClientConfig,
    Config,
    EmailPrivacyConfig,
    MobileLinksConfig,
    MonitoringConfig,
    Permissions,
    QuotaConfig,
    RequestLogging,
    SmsRegionConfig,
)
from mfa_emulator.providers.identity_toolkit.types.configuration.recaptcha import (
    RecaptchaConfig,
    RecaptchaEnforcementState,
)
from mfa_emulator.providers.identity_toolkit.types.configuration.sign_in_config import (
    Anonymous,
    Email,
    HashConfig,
    PhoneNumber,
    SignInConfig,
)

FAKE_API_KEY = "fake-api-key"
"""The key in links and configurations; every other one does as well, unless the setting `api_keys` says more."""


HASH_CONFIG = HashConfig(
    algorithm="SCRYPT",
    memory_cost=14,
    rounds=8,
    salt_separator="Bw==",
    signer_key="ZmFrZS1zaWduZXIta2V5LW9mLW1mYS1lbXVsYXRvcg==",
)
"""Production's way to hash passwords (recorded), with a key that is plainly fake: nothing here is hashed with it."""


def first_config(project_id: str, settings: Settings) -> Config:
    """The configuration of a new project.

    The ways to sign in are on: the official emulator has no switches for them. In production a new project has
    them off, but a project whose users sign in has those that they need.
    """
    config = Config(
        authorized_domains=("localhost", f"{project_id}.firebaseapp.com", f"{project_id}.web.app"),
        blocking_functions=BlockingFunctionsConfig(),
        client=ClientConfig(
            api_key=settings.api_keys[0] if settings.api_keys else FAKE_API_KEY,
            firebase_subdomain=project_id,
            permissions=Permissions(),
        ),
        default_hosting_site=project_id,
        email_privacy_config=EmailPrivacyConfig(enable_improved_email_privacy=settings.email_privacy_at_start),
        # Off means no state rather than DISABLED: Google's guide switches TOTP on without a word of the state.
        mfa=all_factors() if settings.mfa_at_start else MultiFactorAuthConfig(),
        sign_in=SignInConfig(
            allow_duplicate_emails=False,
            anonymous=Anonymous(enabled=True),
            email=Email(enabled=True, password_required=False),
            phone_number=PhoneNumber(enabled=True),
        ),
        subtype="IDENTITY_PLATFORM",
    )
    return _whole(project_id, config) if settings.new_config_whole else config


def _whole(project_id: str, config: Config) -> Config:
    """The configuration with the parts that production shows of a new project although they say nothing (recorded).

    The templates of its mails are left out: nobody has recorded their words.
    """
    unset: RecaptchaEnforcementState = "RECAPTCHA_PROVIDER_ENFORCEMENT_STATE_UNSPECIFIED"
    return replace(
        config,
        mobile_links_config=MobileLinksConfig(domain="HOSTING_DOMAIN"),
        monitoring=MonitoringConfig(request_logging=RequestLogging()),
        notification=_messages(project_id),
        quota=QuotaConfig(),
        recaptcha_config=RecaptchaConfig(email_password_enforcement_state=unset, phone_enforcement_state=unset),
        sign_in=replace(config.sign_in, hash_config=HASH_CONFIG) if config.sign_in else None,
        sms_region_config=SmsRegionConfig(allow_by_default=AllowByDefault()),
    )


def _messages(project_id: str) -> NotificationConfig:
    email = SendEmail(method="DEFAULT", callback_uri=hosted_page(project_id), dns_info=DnsInfo())
    text = SmsTemplate(content="%LOGIN_CODE% is your verification code for %APP_NAME%.")
    return NotificationConfig(default_locale="en", send_email=email, send_sms=SendSms(sms_template=text))


def hosted_page(project_id: str) -> str:
    """The page that production hosts for mailed links. Where that one is configured, links lead to the emulator's."""
    return f"https://{project_id}.firebaseapp.com/__/auth/action"


def all_factors() -> MultiFactorAuthConfig:
    """A configuration with every kind of second factor on."""
    totp = ProviderConfig(state="ENABLED", totp_provider_config=TotpMfaProviderConfig())
    return MultiFactorAuthConfig(state="ENABLED", enabled_providers=("PHONE_SMS",), provider_configs=(totp,))
