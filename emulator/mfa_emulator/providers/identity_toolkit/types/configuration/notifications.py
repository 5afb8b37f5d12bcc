"""The project's e-mail and SMS texts, and how mail is sent."""

from typing import Literal

from mfa_emulator.providers.identity_toolkit.types.base import Body, Int32, Timestamp

SendEmailMethod = Literal["METHOD_UNSPECIFIED", "DEFAULT", "CUSTOM_SMTP"]
BodyFormat = Literal["BODY_FORMAT_UNSPECIFIED", "PLAIN_TEXT", "HTML"]
CustomDomainState = Literal[
    "VERIFICATION_STATE_UNSPECIFIED",
    "NOT_STARTED",
    "IN_PROGRESS",
    "FAILED",
    "SUCCEEDED",
]
SmtpSecurityMode = Literal["SECURITY_MODE_UNSPECIFIED", "SSL", "START_TLS"]


class EmailTemplate(Body):
    """Sender, subject and text of one kind of e-mail."""

    body: str | None = None
    body_format: BodyFormat | None = None
    customized: bool | None = None
    reply_to: str | None = None
    sender_display_name: str | None = None
    sender_local_part: str | None = None
    subject: str | None = None


class DnsInfo(Body):
    """The domain that mail is sent from, and how far its verification has come."""

    custom_domain: str | None = None
    custom_domain_state: CustomDomainState | None = None
    domain_verification_request_time: Timestamp | None = None
    pending_custom_domain: str | None = None
    use_custom_domain: bool | None = None


class Smtp(Body):
    """The project's own mail server."""

    host: str | None = None
    password: str | None = None
    port: Int32 | None = None
    security_mode: SmtpSecurityMode | None = None
    sender_email: str | None = None
    username: str | None = None


class SendEmail(Body):
    """Sending of mail, one template for each kind, and the page that its links open."""

    callback_uri: str | None = None
    change_email_template: EmailTemplate | None = None
    dns_info: DnsInfo | None = None
    legacy_reset_password_template: EmailTemplate | None = None
    method: SendEmailMethod | None = None
    reset_password_template: EmailTemplate | None = None
    revert_second_factor_addition_template: EmailTemplate | None = None
    smtp: Smtp | None = None
    verify_email_template: EmailTemplate | None = None


class SmsTemplate(Body):
    """The text of an SMS."""

    content: str | None = None


class SendSms(Body):
    """Wording of an SMS."""

    sms_template: SmsTemplate | None = None
    use_device_locale: bool | None = None


class NotificationConfig(Body):
    """Messages to users and their default language."""

    default_locale: str | None = None
    send_email: SendEmail | None = None
    send_sms: SendSms | None = None
