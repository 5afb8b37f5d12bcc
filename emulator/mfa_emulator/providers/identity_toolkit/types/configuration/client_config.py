"""Configuration that an app may read of its project, and administrators by the same call."""

from typing import Literal

from msgspec import field

from mfa_emulator.providers.identity_toolkit.types.base import Body, Int32

EmailBodyFormat = Literal["EMAIL_BODY_FORMAT_UNSPECIFIED", "PLAINTEXT", "HTML"]
LegacyProvider = Literal[
    "PROVIDER_UNSPECIFIED",
    "MSLIVE",
    "GOOGLE",
    "FACEBOOK",
    "PAYPAL",
    "TWITTER",
    "YAHOO",
    "AOL",
    "GITHUB",
    "GOOGLE_PLAY_GAMES",
    "LINKEDIN",
    "IOS_GAME_CENTER",
]
RecaptchaProvider = Literal["RECAPTCHA_PROVIDER_UNSPECIFIED", "EMAIL_PASSWORD_PROVIDER", "PHONE_PROVIDER"]
EnforcementState = Literal["ENFORCEMENT_STATE_UNSPECIFIED", "OFF", "AUDIT", "ENFORCE"]


class EmailTemplate(Body):
    """Sender, subject and text of one kind of e-mail, in the words of v1."""

    body: str | None = None
    customized: bool | None = None
    format: EmailBodyFormat | None = None
    from_: str | None = field(default=None, name="from")
    from_display_name: str | None = None
    from_local_part: str | None = None
    locale: str | None = None
    reply_to: str | None = None
    subject: str | None = None


class IdpConfig(Body):
    """An identity provider, in the words of v1. `experiment_percent` is of no use any more."""

    client_id: str | None = None
    enabled: bool | None = None
    experiment_percent: Int32 | None = None
    provider: LegacyProvider | None = None
    secret: str | None = None
    whitelisted_audiences: tuple[str, ...] | None = None


class GetProjectConfigResponse(Body):
    """The project's number and domains. All else is for administrators."""

    allow_password_user: bool | None = None
    api_key: str | None = None
    authorized_domains: tuple[str, ...] | None = None
    change_email_template: EmailTemplate | None = None
    enable_anonymous_user: bool | None = None
    idp_config: tuple[IdpConfig, ...] | None = None
    legacy_reset_password_template: EmailTemplate | None = None
    project_id: str | None = None
    reset_password_template: EmailTemplate | None = None
    revert_second_factor_addition_template: EmailTemplate | None = None
    use_email_sending: bool | None = None
    verify_email_template: EmailTemplate | None = None


class GetRecaptchaParamResponse(Body):
    """Keys that a reCAPTCHA v2 widget is made with."""

    kind: str | None = None
    recaptcha_site_key: str | None = None
    recaptcha_stoken: str | None = None


class RecaptchaEnforcementState(Body):
    """Whether reCAPTCHA Enterprise guards one way to sign in."""

    enforcement_state: EnforcementState | None = None
    provider: RecaptchaProvider | None = None


class RecaptchaConfig(Body):
    """Ways to sign in that reCAPTCHA Enterprise guards. The key is there when it guards anything."""

    recaptcha_enforcement_state: tuple[RecaptchaEnforcementState, ...] | None = None
    recaptcha_key: str | None = None
    use_sms_bot_score: bool | None = None
    use_sms_toll_fraud_protection: bool | None = None
