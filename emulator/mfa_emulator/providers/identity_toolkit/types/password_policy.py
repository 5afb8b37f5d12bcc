"""The rules for passwords, in the project's configuration."""

from typing import Literal

from mfa_emulator.providers.identity_toolkit.types.base import Body, Int32, Timestamp

PasswordPolicyEnforcementState = Literal["PASSWORD_POLICY_ENFORCEMENT_STATE_UNSPECIFIED", "OFF", "ENFORCE"]


class CustomStrengthOptions(Body):
    """What a password must contain, and its length (minimum 6 to 30)."""

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
