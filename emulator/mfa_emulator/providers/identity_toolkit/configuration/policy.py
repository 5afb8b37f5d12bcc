"""The policy of a project or tenant: the effect of its configuration on calls."""

from collections.abc import Mapping

import msgspec

from mfa_emulator.providers.identity_toolkit.records import Factor
from mfa_emulator.providers.identity_toolkit.state import Inherited, Scope, Tenant
from mfa_emulator.providers.identity_toolkit.types.configuration.mfa_config import MultiFactorAuthConfig
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import (
    Config,
    SmsRegionConfig,
    TemporaryQuota,
)
from mfa_emulator.providers.identity_toolkit.types.configuration.tenants import Tenant as TenantConfig

ADJACENT_INTERVALS = 5
"""TOTP steps to either side that are accepted when the configuration does not say.

Source: documented, https://cloud.google.com/identity-platform/docs/admin/enabling-totp-mfa
"""

_ON = ("ENABLED", "MANDATORY")


class SecondFactors(msgspec.Struct, frozen=True, gc=False):
    """Second factors that may be enrolled and are asked for. `totp_window` is None while TOTP is off.

    `all_asked` says that no kind is on and yet all that are enrolled are asked for.
    """

    sms: bool
    totp_window: int | None
    all_asked: bool = False

    @property
    def on(self) -> bool:
        """Whether any kind is on."""
        return self.sms or self.totp_window is not None

    def of(self, factors: tuple[Factor, ...]) -> tuple[Factor, ...]:
        """The factors that are asked for."""
        if self.all_asked:
            return factors
        return tuple(
            factor for factor in factors if (self.sms if factor.phone_number else self.totp_window is not None)
        )


class Policy(msgspec.Struct, frozen=True, gc=False):
    """The policy of one project or tenant. Everything is allowed that its configuration does not name."""

    password: bool
    email_link: bool
    phone: bool
    anonymous: bool
    sign_up: bool
    deletion: bool
    duplicate_emails: bool
    email_privacy: bool
    domains: tuple[str, ...]
    test_numbers: Mapping[str, str]
    second_factors: SecondFactors
    sms_regions: SmsRegionConfig | None = None
    sign_up_quota: TemporaryQuota | None = None
    autodelete: bool = False


def policy_of(scope: Scope) -> Policy:
    """The policy of a project or tenant."""
    return scope.made_of(_of)


def _of(scope: Scope) -> Policy:
    config = scope.config
    if isinstance(config, Config):
        return _of_project(config)
    return _of_tenant(config, scope.inherited if isinstance(scope, Tenant) else Inherited())


def _of_tenant(config: TenantConfig, inherited: Inherited) -> Policy:
    permissions = config.client.permissions if config.client else None
    privacy = config.email_privacy_config
    return Policy(
        password=bool(config.allow_password_signup),
        email_link=bool(config.enable_email_link_signin),
        phone=False,
        anonymous=bool(config.enable_anonymous_user),
        sign_up=permissions is None or not permissions.disabled_user_signup,
        deletion=permissions is None or not permissions.disabled_user_deletion,
        duplicate_emails=inherited.duplicate_emails,
        email_privacy=bool(privacy.enable_improved_email_privacy) if privacy else inherited.email_privacy,
        domains=(),
        test_numbers=config.test_phone_numbers or {},
        second_factors=second_factors(config.mfa_config),
        sms_regions=config.sms_region_config,
        autodelete=bool(config.autodelete_anonymous_users),
    )


def _of_project(config: Config) -> Policy:
    sign_in, privacy = config.sign_in, config.email_privacy_config
    email, phone, anonymous = (
        (sign_in.email, sign_in.phone_number, sign_in.anonymous) if sign_in else (None, None, None)
    )
    permissions = config.client.permissions if config.client else None
    return Policy(
        password=email is None or email.enabled is not False,
        email_link=email is None or (email.enabled is not False and not email.password_required),
        phone=phone is None or phone.enabled is not False,
        anonymous=anonymous is None or anonymous.enabled is not False,
        sign_up=permissions is None or not permissions.disabled_user_signup,
        deletion=permissions is None or not permissions.disabled_user_deletion,
        duplicate_emails=bool(sign_in and sign_in.allow_duplicate_emails),
        email_privacy=bool(privacy and privacy.enable_improved_email_privacy),
        domains=config.authorized_domains or (),
        test_numbers=(phone and phone.test_phone_numbers) or {},
        second_factors=second_factors(config.mfa),
        sms_regions=config.sms_region_config,
        sign_up_quota=config.quota.sign_up_quota_config if config.quota else None,
        autodelete=bool(config.autodelete_anonymous_users),
    )


def second_factors(mfa: MultiFactorAuthConfig | None) -> SecondFactors:
    """The second factors that the `mfa` part of a configuration switches on.

    SMS takes the state and its name in `enabledProviders`. TOTP takes its entry in `providerConfigs` alone:
    Google's own example sets no state beside it (guess). Where the state alone is on, nobody enrolls, and accounts
    that have factors are asked for one, as in the official emulator: a forgotten entry must not let them in without.
    """
    if mfa is None:
        return SecondFactors(sms=False, totp_window=None)
    sms = mfa.state in _ON and "PHONE_SMS" in (mfa.enabled_providers or ())
    window = _totp_window(mfa)
    return SecondFactors(sms=sms, totp_window=window, all_asked=mfa.state in _ON and not sms and window is None)


def _totp_window(mfa: MultiFactorAuthConfig) -> int | None:
    if mfa.state == "DISABLED":
        return None
    for provider in mfa.provider_configs or ():
        totp = provider.totp_provider_config
        if totp is not None and provider.state in _ON:
            return ADJACENT_INTERVALS if totp.adjacent_intervals is None else totp.adjacent_intervals
    return None
