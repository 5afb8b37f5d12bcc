"""Verifications, their checks and attempts: resources and requests."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from mfa_emulator.core.errors import VendorError
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.twilio_verify.errors.verifications import MalformedTemplates
from mfa_emulator.providers.twilio_verify.types.base import PageParams, Params, PushParams, sid_of
from mfa_emulator.providers.twilio_verify.types.services import Channel

AttemptChannel = Literal["sms", "call", "email", "whatsapp", "rbm"]
Tag = Annotated[str, Meta(max_length=128)]
Templates = Annotated[list["TemplateChoice"], Meta(min_length=1, max_length=10, extra={"text": True})]
Code = Annotated[str, Meta(min_length=4, max_length=10)]
CustomCode = Annotated[
    str, Meta(pattern="^[0-9A-Za-z]{4,10}$", description="4 to 10 characters, each a letter or a digit")
]


class TemplateChoice(msgspec.Struct, frozen=True):
    """One of the templates that a verification may be sent by, in the order of preference."""

    sid: Annotated[str, sid_of("HJ")]
    substitutions: JsonObject = msgspec.field(default_factory=dict)


class CreateVerificationParams(Params, frozen=True, kw_only=True):
    """Sends a code, or asks the carrier (sna)."""

    to: str
    channel: str
    custom_friendly_name: str | None = None
    custom_message: str | None = None
    send_digits: str | None = None
    locale: str | None = None
    custom_code: CustomCode | None = None
    amount: str | None = None
    payee: str | None = None
    rate_limits: JsonObject = msgspec.field(default_factory=dict)
    channel_configuration: JsonObject = msgspec.field(default_factory=dict)
    app_hash: str | None = None
    template_sid: Annotated[str, sid_of("HJ")] | None = None
    template_custom_substitutions: JsonObject = msgspec.field(default_factory=dict)
    templates: Templates | None = None
    """Instead of TemplateSid and TemplateCustomSubstitutions where it is given."""
    device_ip: str | None = None
    enable_sna_client_token: bool = False
    risk_check: Literal["enable", "disable"] = "enable"
    tags: Annotated[dict[Tag, Tag], Meta(max_length=10)] = msgspec.field(default_factory=dict)

    @classmethod
    def refuse(cls, name: str, reason: str) -> VendorError:
        """Templates has a number of its own, 60251; the others are refused with 60200."""
        if name == "Templates":
            return MalformedTemplates(reason=f"Templates: {reason}")
        return cls.refusal.about(name, reason)


class UpdateVerificationParams(Params, frozen=True, kw_only=True):
    """Ends a verification."""

    status: Literal["canceled", "approved"]


class CreateVerificationCheckParams(Params, frozen=True, kw_only=True):
    """Checks a code."""

    code: Code | None = None
    to: str | None = None
    verification_sid: Annotated[str, sid_of("VE")] | None = None
    amount: str | None = None
    payee: str | None = None
    sna_client_token: str | None = None


class VisitSnaParams(Params, frozen=True, kw_only=True):
    """The query of the URL that a phone opens."""

    data: str = msgspec.field(default="", name="data")


class SendCodeAttempt(msgspec.Struct):
    """One time that a code was sent."""

    time: str
    channel: str
    attempt_sid: str


class Verification(msgspec.Struct, kw_only=True):
    """verify.v2.service.verification; `sna` is there for that channel only (recorded)."""

    sid: str
    service_sid: str
    account_sid: str
    to: str
    channel: Channel
    status: str
    valid: bool
    lookup: JsonObject
    amount: str | None
    payee: str | None
    send_code_attempts: list[SendCodeAttempt]
    date_created: str
    date_updated: str
    sna: dict[str, str] | msgspec.UnsetType = msgspec.UNSET
    url: str


class SnaAttemptError(msgspec.Struct):
    """Reason of a silent network authentication that has not succeeded."""

    attempt_sid: str
    code: int


class VerificationCheck(msgspec.Struct):
    """verify.v2.service.verification_check; `sna_attempts_error_codes` is there for that channel only (recorded)."""

    sid: str
    service_sid: str
    account_sid: str
    to: str
    channel: Channel
    status: str
    valid: bool
    amount: str | None
    payee: str | None
    date_created: str
    date_updated: str
    sna_attempts_error_codes: list[SnaAttemptError] | msgspec.UnsetType = msgspec.UNSET


class SummaryFilter(PushParams, frozen=True, kw_only=True):
    """Filter of the summary of attempts."""

    date_created_after: str | None = None
    date_created_before: str | None = None
    country: str | None = None
    channel: AttemptChannel | None = None
    verify_service_sid: str | None = None
    destination_prefix: str | None = None


class AttemptFilter(PageParams, frozen=True, kw_only=True):
    """Filter of attempts. Statuses are upper-case in production's prose and lower-case in its description."""

    date_created_after: str | None = None
    date_created_before: str | None = None
    to: str | None = msgspec.field(default=None, name="ChannelData.To")
    country: str | None = None
    channel: AttemptChannel | None = None
    verify_service_sid: str | None = None
    verification_sid: str | None = None
    status: str | None = None


class VerificationAttempt(msgspec.Struct):
    """verify.v2.verification_attempt"""

    sid: str
    account_sid: str
    service_sid: str
    verification_sid: str
    date_created: str
    date_updated: str
    conversion_status: Literal["converted", "unconverted"]
    channel: str
    price: dict[str, str] | None
    channel_data: JsonObject
    url: str


class VerificationAttemptsSummary(msgspec.Struct):
    """verify.v2.verification_attempts_summary"""

    total_attempts: int
    total_converted: int
    total_unconverted: int
    conversion_rate_percentage: str
    url: str
