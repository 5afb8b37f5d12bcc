"""Verifications, their checks and attempts: resources and requests."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.twilio_verify.types.base import PageParams, Params, sid_of

Channel = Literal["sms", "call", "email", "whatsapp", "sna"]
Tag = Annotated[str, Meta(max_length=128)]
Code = Annotated[str, Meta(min_length=4, max_length=10)]


class CreateVerificationParams(Params, frozen=True, kw_only=True):
    """Sends a code, or asks the carrier (sna)."""

    to: str
    channel: str
    custom_friendly_name: str | None = None
    custom_message: str | None = None
    send_digits: str | None = None
    locale: str | None = None
    custom_code: Annotated[str, Meta(pattern="^[0-9A-Za-z]{4,10}$")] | None = None
    amount: str | None = None
    payee: str | None = None
    rate_limits: JsonObject = msgspec.field(default_factory=dict)
    channel_configuration: JsonObject = msgspec.field(default_factory=dict)
    app_hash: str | None = None
    template_sid: Annotated[str, sid_of("HJ")] | None = None
    template_custom_substitutions: JsonObject = msgspec.field(default_factory=dict)
    device_ip: str | None = None
    enable_sna_client_token: bool = False
    risk_check: Literal["enable", "disable"] = "enable"
    tags: Annotated[dict[Tag, Tag], Meta(max_length=10)] = msgspec.field(default_factory=dict)


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


class SendCodeAttempt(msgspec.Struct):
    """One time that a code was sent."""

    time: str
    channel: str
    attempt_sid: str


class Verification(msgspec.Struct):
    """verify.v2.service.verification"""

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
    sna: dict[str, str] | None
    url: str


class SnaAttemptError(msgspec.Struct):
    """Reason of a silent network authentication that has not succeeded."""

    attempt_sid: str
    code: int


class VerificationCheck(msgspec.Struct):
    """verify.v2.service.verification_check"""

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
    sna_attempts_error_codes: list[SnaAttemptError]


class AttemptFilter(PageParams, frozen=True, kw_only=True):
    """Filter of attempts. Statuses are upper-case in production's prose and lower-case in its description."""

    date_created_after: str | None = None
    date_created_before: str | None = None
    to: str | None = msgspec.field(default=None, name="ChannelData.To")
    country: str | None = None
    channel: Literal["sms", "call", "email", "whatsapp", "rbm"] | None = None
    verify_service_sid: str | None = None
    verification_sid: str | None = None
    status: str | None = None
    destination_prefix: str | None = None
    """Of the summary only."""


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
