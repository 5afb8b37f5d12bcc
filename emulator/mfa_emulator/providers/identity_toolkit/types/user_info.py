"""An account and its parts, as lookup shows them and batch upload takes them.

These travel both ways, so every field can be absent: `None` is left out of an answer, while `False`, `""`
and `()` are written.
"""

from typing import Literal

from mfa_emulator.providers.identity_toolkit.types.base import Body, Int32, Int64, Timestamp

NotificationCode = Literal[
    "NOTIFICATION_CODE_UNSPECIFIED",
    "MISSING_LOWERCASE_CHARACTER",
    "MISSING_UPPERCASE_CHARACTER",
    "MISSING_NUMERIC_CHARACTER",
    "MISSING_NON_ALPHANUMERIC_CHARACTER",
    "MINIMUM_PASSWORD_LENGTH",
    "MAXIMUM_PASSWORD_LENGTH",
]


class EmailInfo(Body):
    """The address of an e-mail second factor: a published kind that no published call enrolls."""

    email_address: str | None = None


class TotpInfo(Body):
    """Marks a second factor as TOTP. Always empty: the secret is shown once, at enrollment."""


class MfaEnrollment(Body):
    """One second factor of an account.

    SDKs tell the kinds apart by which of `phone_info`, `totp_info` and `email_info` is present.
    """

    display_name: str | None = None
    email_info: EmailInfo | None = None
    enrolled_at: Timestamp | None = None
    mfa_enrollment_id: str | None = None
    phone_info: str | None = None
    totp_info: TotpInfo | None = None
    unobfuscated_phone_info: str | None = None


class MfaFactor(Body):
    """A phone factor for an account that an admin creates; the server makes its id."""

    display_name: str = ""
    phone_info: str = ""


class MfaInfo(Body):
    """All second factors of an account, for an update that replaces them; none means remove all."""

    enrollments: tuple[MfaEnrollment, ...] = ()


class PasskeyInfo(Body):
    """One passkey of an account."""

    credential_id: str | None = None
    name: str | None = None


class ProviderUserInfo(Body):
    """The account's profile at one of its sign-in providers."""

    display_name: str | None = None
    email: str | None = None
    federated_id: str | None = None
    phone_number: str | None = None
    photo_url: str | None = None
    provider_id: str | None = None
    raw_id: str | None = None
    screen_name: str | None = None


class FederatedUserIdentifier(Body):
    """Names an account by its id at an identity provider."""

    provider_id: str = ""
    raw_id: str = ""


class UserInfo(Body):
    """An account.

    `created_at`, `last_login_at` and `password_updated_at` are milliseconds since 1970, `valid_since` is
    seconds, `last_refresh_at` RFC 3339. `custom_attributes` is a JSON object as text.
    """

    created_at: Int64 | None = None
    custom_attributes: str | None = None
    custom_auth: bool | None = None
    date_of_birth: str | None = None
    disabled: bool | None = None
    display_name: str | None = None
    email: str | None = None
    email_link_signin: bool | None = None
    email_verified: bool | None = None
    initial_email: str | None = None
    language: str | None = None
    last_login_at: Int64 | None = None
    last_refresh_at: Timestamp | None = None
    local_id: str | None = None
    mfa_info: tuple[MfaEnrollment, ...] | None = None
    passkey_info: tuple[PasskeyInfo, ...] | None = None
    password_hash: str | None = None
    password_updated_at: float | None = None
    phone_number: str | None = None
    photo_url: str | None = None
    provider_user_info: tuple[ProviderUserInfo, ...] | None = None
    raw_password: str | None = None
    salt: str | None = None
    screen_name: str | None = None
    tenant_id: str | None = None
    time_zone: str | None = None
    valid_since: Int64 | None = None
    version: Int32 | None = None


class UserNotification(Body):
    """A warning beside a successful sign-in: the password no longer satisfies the policy."""

    notification_code: NotificationCode | None = None
    notification_message: str | None = None
