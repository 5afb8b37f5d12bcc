"""The configuration that a project begins with."""

from mfa_emulator.providers.identity_toolkit.settings import Settings
from mfa_emulator.providers.identity_toolkit.types.configuration.mfa_config import (
    MultiFactorAuthConfig,
    ProviderConfig,
    TotpMfaProviderConfig,
)
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import (
    BlockingFunctionsConfig,
    Config,
    EmailPrivacyConfig,
)
from mfa_emulator.providers.identity_toolkit.types.configuration.sign_in_config import (
    Anonymous,
    Email,
    PhoneNumber,
    SignInConfig,
)


def first_config(project_id: str, settings: Settings) -> Config:
    """The configuration of a new project.

    The ways to sign in are on: the official emulator has no switches for them. In production a new project has
    them off, but a project whose users sign in has those that they need.
    """
    return Config(
        authorized_domains=("localhost", f"{project_id}.firebaseapp.com", f"{project_id}.web.app"),
        blocking_functions=BlockingFunctionsConfig(),
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


def all_factors() -> MultiFactorAuthConfig:
    """A configuration with every kind of second factor on."""
    totp = ProviderConfig(state="ENABLED", totp_provider_config=TotpMfaProviderConfig())
    return MultiFactorAuthConfig(state="ENABLED", enabled_providers=("PHONE_SMS",), provider_configs=(totp,))
