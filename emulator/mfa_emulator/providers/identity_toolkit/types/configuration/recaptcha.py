"""The project's reCAPTCHA configuration. Its states are obeyed; nothing here calls reCAPTCHA."""

from typing import Literal

from mfa_emulator.providers.identity_toolkit.types.base import Body

RecaptchaEnforcementState = Literal[
    "RECAPTCHA_PROVIDER_ENFORCEMENT_STATE_UNSPECIFIED",
    "OFF",
    "AUDIT",
    "ENFORCE",
]
RecaptchaAction = Literal["RECAPTCHA_ACTION_UNSPECIFIED", "BLOCK"]
RecaptchaKeyPlatform = Literal["CLIENT_TYPE_UNSPECIFIED", "WEB", "IOS", "ANDROID"]


class RecaptchaManagedRule(Body):
    """Treatment of requests that score up to `end_score` (0 to 1)."""

    action: RecaptchaAction | None = None
    end_score: float | None = None


class RecaptchaTollFraudManagedRule(Body):
    """Treatment of SMS requests whose risk of toll fraud is `start_score` (0 to 1) or above."""

    action: RecaptchaAction | None = None
    start_score: float | None = None


class RecaptchaKey(Body):
    """The key that one client platform shows."""

    key: str | None = None
    type: RecaptchaKeyPlatform | None = None


class RecaptchaConfig(Body):
    """Ways to sign in that reCAPTCHA guards, and the rules for them."""

    email_password_enforcement_state: RecaptchaEnforcementState | None = None
    managed_rules: tuple[RecaptchaManagedRule, ...] | None = None
    phone_enforcement_state: RecaptchaEnforcementState | None = None
    recaptcha_keys: tuple[RecaptchaKey, ...] | None = None
    toll_fraud_managed_rules: tuple[RecaptchaTollFraudManagedRule, ...] | None = None
    use_account_defender: bool | None = None
    use_sms_bot_score: bool | None = None
    use_sms_toll_fraud_protection: bool | None = None
