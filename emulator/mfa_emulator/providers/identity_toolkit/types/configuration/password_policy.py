"""The rules for passwords: as the configuration holds them, and as apps read them."""

from typing import Literal

from mfa_emulator.providers.identity_toolkit.types.base import Body, Int32, Timestamp

EnforcementState = Literal["ENFORCEMENT_STATE_UNSPECIFIED", "OFF", "ENFORCE"]
PasswordPolicyEnforcementState = Literal["PASSWORD_POLICY_ENFORCEMENT_STATE_UNSPECIFIED", "OFF", "ENFORCE"]


class CustomStrengthOptions(Body):
    """Characters that a password must contain, and its length (minimum 6 to 30)."""

    contains_lowercase_character: bool | None = None
    contains_non_alphanumeric_character: bool | None = None
    contains_numeric_character: bool | None = None
    contains_uppercase_character: bool | None = None
    max_password_length: Int32 | None = None
    min_password_length: Int32 | None = None


class PasswordPolicyVersion(Body):
    """One version of the rules."""

    custom_strength_options: CustomStrengthOptions | None = None
    schema_version: Int32 | None = None


class PasswordPolicyConfig(Body):
    """Whether the rules are enforced, and on whom. Holds exactly one version."""

    force_upgrade_on_signin: bool | None = None
    last_update_time: Timestamp | None = None
    password_policy_enforcement_state: PasswordPolicyEnforcementState | None = None
    password_policy_versions: tuple[PasswordPolicyVersion, ...] | None = None


class PasswordPolicy(Body):
    """The rules as apps read them. Of characters beside letters and digits only the allowed ones count."""

    allowed_non_alphanumeric_characters: tuple[str, ...] | None = None
    custom_strength_options: CustomStrengthOptions | None = None
    enforcement_state: EnforcementState | None = None
    force_upgrade_on_signin: bool | None = None
    schema_version: Int32 | None = None
