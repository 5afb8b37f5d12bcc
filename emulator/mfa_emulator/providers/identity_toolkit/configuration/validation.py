"""Validation of configurations. Everything is looked at before anything is stored."""

from msgspec.structs import replace

from mfa_emulator.core.identifiers import host_name
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.configuration import triggers
from mfa_emulator.providers.identity_toolkit.configuration.password_policy import checked_policy
from mfa_emulator.providers.identity_toolkit.configuration.policy import second_factors
from mfa_emulator.providers.identity_toolkit.configuration.sms_regions import CODES
from mfa_emulator.providers.identity_toolkit.types.configuration.mfa_config import MultiFactorAuthConfig, ProviderConfig
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import (
    AllowByDefault,
    Config,
    SmsRegionConfig,
)
from mfa_emulator.providers.identity_toolkit.types.configuration.sign_in_config import SignInConfig
from mfa_emulator.providers.identity_toolkit.types.configuration.tenants import Tenant

_WIDEST = 10
_TEST_NUMBERS = 10
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


def checked(config: Config) -> Config:
    """The configuration as it is stored. Raises `InvalidArgument` and the errors of its parts."""
    for domain in config.authorized_domains or ():
        _check_domain(domain)
    triggers.check(config.blocking_functions)
    policy, regions = config.password_policy_config, config.sms_region_config
    return replace(
        config,
        sign_in=_normal_sign_in(config.sign_in) if config.sign_in else None,
        mfa=normal_mfa(config.mfa) if config.mfa else None,
        sms_region_config=checked_regions(regions, "config") if regions else None,
        password_policy_config=checked_policy(policy) if policy else None,
    )


def checked_tenant(config: Tenant) -> Tenant:
    """The configuration of a tenant as it is stored. Raises `InvalidArgument` and the errors of its parts."""
    policy, regions = config.password_policy_config, config.sms_region_config
    return replace(
        config,
        test_phone_numbers=normal_numbers(config.test_phone_numbers),
        mfa_config=normal_mfa(config.mfa_config) if config.mfa_config else None,
        sms_region_config=checked_regions(regions, "tenant") if regions else None,
        password_policy_config=checked_policy(policy) if policy else None,
    )


def normal_mfa(mfa: MultiFactorAuthConfig) -> MultiFactorAuthConfig:
    """The configuration without entries that configure nothing, which production drops (recorded).

    Raises `InvalidAdjacentIntervalRange`.
    """
    kept = tuple(provider for provider in mfa.provider_configs or () if provider.totp_provider_config is not None)
    for provider in kept:
        _check_window(provider)
    return replace(mfa, provider_configs=kept or None)


def shown_mfa(mfa: MultiFactorAuthConfig) -> MultiFactorAuthConfig:
    """The configuration as it reads back.

    Production leaves out a window of 0 (recorded), though it is not the default of 5.
    """
    shown = tuple(map(_shown, mfa.provider_configs)) if mfa.provider_configs else None
    # firebase-admin for Node cannot read a configuration without a state.
    off = second_factors(mfa).totp_window is None
    return replace(mfa, provider_configs=shown, state=mfa.state or ("DISABLED" if off else None))


def normal_numbers(numbers: dict[str, str] | None) -> dict[str, str] | None:
    """The test numbers as production keeps them (recorded): letters are digits of a keypad, any code will do.

    Raises `InvalidPhoneNumber` for one without a plus, and `InvalidArgument` (a guess) for more than ten (documented)
    and for one without a code.
    """
    if numbers is None:
        return None
    if len(numbers) > _TEST_NUMBERS:
        raise errors.InvalidArgument(reason=f"{len(numbers)} test phone numbers, {_TEST_NUMBERS} are allowed")
    for number, code in numbers.items():
        if not number.startswith("+"):
            raise errors.InvalidPhoneNumber(reason=f"the test number {number!r} does not begin with a plus")
        if not code:
            raise errors.InvalidArgument(reason=f"the test number {number} has no code")
    return {number.upper().translate(_KEYPAD): code for number, code in numbers.items()}


def _normal_sign_in(sign_in: SignInConfig) -> SignInConfig:
    phone = sign_in.phone_number
    if phone is None or phone.test_phone_numbers is None:
        return sign_in
    return replace(sign_in, phone_number=replace(phone, test_phone_numbers=normal_numbers(phone.test_phone_numbers)))


def checked_regions(regions: SmsRegionConfig, root: str) -> SmsRegionConfig:
    """The policy for regions as production keeps it (recorded): a list of allowed regions that is empty allows all.

    Raises `InvalidArgument` for both policies at once, which are one field of several kinds, and `InvalidRegionCode`.
    """
    if regions.allow_by_default is not None and regions.allowlist_only is not None:
        raise errors.second_of_one(
            "sms_region_policy",
            "allowlistOnly",
            at=f"{root}.sms_region_config",
            reason="smsRegionConfig takes allowByDefault or allowlistOnly, not both",
        )
    allowed = regions.allowlist_only.allowed_regions if regions.allowlist_only else None
    refused = regions.allow_by_default.disallowed_regions if regions.allow_by_default else None
    for code in (*(allowed or ()), *(refused or ())):
        if code.upper() not in CODES:
            raise errors.InvalidRegionCode(reason=f"smsRegionConfig names {code!r}, which is no region")
    if allowed:
        return regions
    return SmsRegionConfig(allow_by_default=AllowByDefault(disallowed_regions=refused or None))


def _check_domain(domain: str) -> None:
    if host_name(domain) != domain.lower():
        raise errors.InvalidAuthorizedDomain(reason=f"authorizedDomains names {domain!r}, which is no host name")


def _check_window(provider: ProviderConfig) -> None:
    totp = provider.totp_provider_config
    window = totp.adjacent_intervals if totp else None
    if window is not None and not 0 <= window <= _WIDEST:
        raise errors.InvalidAdjacentIntervalRange(reason=f"adjacentIntervals is {window}, not 0 to {_WIDEST}")


def _shown(provider: ProviderConfig) -> ProviderConfig:
    totp = provider.totp_provider_config
    if totp is None or totp.adjacent_intervals != 0:
        return provider
    return replace(provider, totp_provider_config=replace(totp, adjacent_intervals=None))
