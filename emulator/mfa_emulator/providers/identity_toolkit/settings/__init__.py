"""Settings: the points in which the official emulator and production differ, or in which production is unknown.

The preset "emulator" gives the answers of the official Firebase Auth emulator (firebase-tools 15.28), "strict" those
of production. Expiry is real in both: the official emulator never lets anything expire. Durations are seconds.

A struct has one base, so the classes of the parts stand on each other: `RequestSettings`, `AccountSettings`,
`SignInSettings`, `SecondFactorSettings`, `TenantSettings`,
`ProviderSettings`, `Settings`.
"""

import re
from typing import Literal

from mfa_emulator.core.time.windows import MINUTE
from mfa_emulator.core.work.patterns import limited, trusted
from mfa_emulator.providers.identity_toolkit.settings.accounts import OWN_PATTERNS, STRICT_EMAIL, STRICT_PHONE
from mfa_emulator.providers.identity_toolkit.settings.identity_providers import KeySet, ProviderSettings


class Settings(ProviderSettings, frozen=True, kw_only=True):
    """The settings of Identity Toolkit, with the values of the preset "emulator"; `STRICT` names those that differ."""

    masked_missing_field: Literal["keep", "reset"] = "keep"
    """Effect of a change of configuration on a field that `updateMask` names and the body lacks.

    Production takes it away (seen with tenants), the official emulator leaves it alone.

    Source: recorded, t-k/fireemu
    """

    recaptcha_client_named: bool = False
    """Whether an app that reads `recaptchaConfig` must say its platform and version. Production: yes.

    Without them it answers MISSING_CLIENT_TYPE and MISSING_RECAPTCHA_VERSION.

    Source: recorded, t-k/fireemu
    """

    unset_recaptcha_state: Literal["OFF", "ENFORCEMENT_STATE_UNSPECIFIED"] = "OFF"
    """State that apps read of a provider for which `recaptchaConfig` was never set. Production: unspecified.

    Source: recorded, t-k/fireemu
    """

    unset_policy_shown: Literal["off", "enforced"] = "off"
    """Password policy that apps read where none is configured: one that is off, or 6 to 4096 characters of production.

    Production also names the symbols that count only where a symbol is asked for.

    Source: recorded, t-k/fireemu
    """

    recaptcha_keys_written: bool = True
    """Whether administrators may write the keys of `recaptchaConfig`. Production makes its own: INVALID_SITE_KEY.

    Source: recorded, t-k/fireemu
    """

    def __post_init__(self) -> None:
        _check_pattern("email_pattern", self.email_pattern)
        _check_pattern("phone_pattern", self.phone_pattern, re.ASCII)
        for provider_id, key_set in self.idp_keys.items():
            _check_keys(provider_id, key_set)


def _check_pattern(name: str, pattern: str, flags: int = 0) -> None:
    try:
        fits_nothing = trusted(pattern, flags).fits("")  # an empty text takes no time, whatever the pattern
        if not fits_nothing and pattern not in OWN_PATTERNS:
            limited(pattern, flags)
    except ValueError as error:
        raise ValueError(f"{name} must be a regular expression, not {pattern!r}: {error}") from None
    if fits_nothing:
        raise ValueError(f"{name} must be a pattern that an empty text does not fit, not {pattern!r}")


def _check_keys(provider_id: str, key_set: KeySet) -> None:
    from jwt import PyJWK, PyJWTError

    for key in key_set.keys:
        try:
            made = PyJWK(key)
        except (PyJWTError, ValueError, TypeError, AttributeError) as error:
            raise ValueError(f"idp_keys: {provider_id}: a JSON Web Key cannot be read: {error}") from None
        # With a secret of its own everybody who reads the settings could sign.
        if made.key_type == "oct" or "d" in key:
            raise ValueError(f"idp_keys: {provider_id}: the public half of a key is wanted, and this one is secret")


EMULATOR = Settings()

STRICT = Settings(
    unknown_fields="refuse",
    wrong_booleans="true",
    single_values="list",
    empty_lists_shown=False,
    second_link="refuse",
    v2_error_format="2",
    schema_errors_have_domain=False,
    key_refusal_for_cookies="CREDENTIALS_MISSING",
    tenants_on_first_use=False,
    false_booleans_shown=False,
    new_config_whole=True,
    email_privacy_at_start=True,
    mfa_at_start=False,
    email_pattern=STRICT_EMAIL,
    email_length=255,
    phone_pattern=STRICT_PHONE,
    admin_passwords_measured=False,
    recent_login=5 * MINUTE,
    email_change_needs_verification=True,
    shown_passwords="redacted",
    hash_version_shown=True,
    hashes_checked=True,
    longest_password=4096,
    unlinking_password_drops_email=False,
    admin_change_keeps_verification=True,
    made_accounts_have_valid_since=True,
    made_accounts_answered="address",
    password_provider="last",
    links_need_admin=True,
    missing_raw_id_refusal="MISSING_IDENTIFIER",
    lookup_needs_selector=True,
    no_page_at_zero=True,
    import_checks=False,
    import_shares=("email",),
    empty_texts_shown=False,
    unobfuscated_phone_info=False,
    display_name_always=True,
    new_user_named_when_asked=False,
    password_attempts=10,
    unmarked_tokens=False,
    legacy_tokens=True,
    custom_tokens_checked=True,
    idp_refresh_tokens="given",
    idp_nonces_checked=True,
    refresh_checks_valid_since=True,
    deleted_user_refusal="USER_NOT_FOUND",
    newer_code_retires_older=True,
    applied_code_revokes=True,
    sms_per_hour=150,
    phone_sign_ins_per_minute=1600,
    continue_url_domains=True,
    totp_name_required=True,
    missing_parts_named=False,
    phone_sign_in_info_required=True,
    phone_enrollment_revokes=True,
    withdrawal_revokes=True,
    withdrawal_keeps_second_factor=True,
    withdrawal_expires_in=False,
    missing_token_named=False,
    disabled_completes_sign_in=True,
    factor_writes_need_admin=True,
    withdrawal_recent_login=5 * MINUTE,
    withdrawal_of_own_factor="none",
    sms_code_attempts=5,
    taken_address_hidden=True,
    mailed_code_follows="account",
    sign_in_link_takes_password=True,
    sign_in_link_needs_page=True,
    unknown_address_hides_page=True,
    empty_is_missing=False,
    disabled_tenant_refusal="TENANT_DISABLED",
    factor_number_refusal="INVALID_PHONE_NUMBER",
    update_keeps_totp=False,
    idp_needs_configuration=True,
    idp_tokens_checked=True,
    idp_ids="exact",
    idp_answers="production",
    provider_pages="provider",
    passkeys_verified=True,
    tenant_ids="named",
    tenants_inherit=False,
    tenant_of_path="only",
    project_tokens_at_tenants="TENANT_ID_MISMATCH",
    tenant_hashing_shown=True,
    odd_pages="production",
    masked_missing_field="reset",
    recaptcha_keys_written=False,
    recaptcha_client_named=True,
    unset_recaptcha_state="ENFORCEMENT_STATE_UNSPECIFIED",
    unset_policy_shown="enforced",
    blocking_function_timeout=7,
    blocking_function_errors="production",
    sms_sign_in_type="SIGNIN",
    custom_token_users_told=False,
)

PRESETS = {"emulator": EMULATOR, "strict": STRICT}
