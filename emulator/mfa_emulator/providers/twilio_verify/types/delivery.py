"""Messaging configurations, webhooks and access tokens: resources and requests."""

from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from mfa_emulator.core.errors import VendorError
from mfa_emulator.providers.twilio_verify.errors import TwilioError
from mfa_emulator.providers.twilio_verify.errors.factors import InvalidAccessTokenRequest
from mfa_emulator.providers.twilio_verify.types.base import PageParams, Params, PushParams, sid_of
from mfa_emulator.providers.twilio_verify.types.factors import FriendlyName, Identity

EventType = Literal[
    "*", "factor.created", "factor.verified", "factor.deleted", "challenge.approved", "challenge.denied"
]
WebhookUrl = Annotated[str, Meta(pattern=r"^https?://[^\s/?#]+[^\s]*$", description="an http or https URL")]
MessagingServiceSid = Annotated[str, sid_of("MG")]


class CreateMessagingConfigurationParams(Params, frozen=True, kw_only=True):
    """The messaging service for a country, or for `all` the others."""

    country: Annotated[str, Meta(pattern="^([A-Z]{2}|all)$", description="two capital letters, or all")]
    messaging_service_sid: MessagingServiceSid


class UpdateMessagingConfigurationParams(Params, frozen=True, kw_only=True):
    """Another messaging service."""

    messaging_service_sid: MessagingServiceSid


class ListMessagingConfigurationParams(PageParams, frozen=True, kw_only=True):
    """Messaging configurations of a service."""


class MessagingConfiguration(msgspec.Struct):
    """verify.v2.service.messaging_configuration"""

    account_sid: str
    service_sid: str
    country: str
    messaging_service_sid: str
    date_created: str
    date_updated: str
    url: str


class UpdateWebhookParams(PushParams, frozen=True, kw_only=True):
    """A change of a webhook."""

    friendly_name: str | None = None
    event_types: Annotated[list[EventType], Meta(min_length=1)] | None = None
    webhook_url: WebhookUrl | None = None
    status: Literal["enabled", "disabled"] | None = None
    version: Literal["v1", "v2"] | None = None


class CreateWebhookParams(UpdateWebhookParams, frozen=True, kw_only=True):
    """A new webhook."""

    friendly_name: str
    event_types: Annotated[list[EventType], Meta(min_length=1)]
    webhook_url: WebhookUrl


class ListWebhookParams(PageParams, frozen=True, kw_only=True):
    """Webhooks of a service."""


class Webhook(msgspec.Struct):
    """verify.v2.service.webhook"""

    sid: str
    service_sid: str
    account_sid: str
    friendly_name: str
    event_types: list[str]
    status: Literal["enabled", "disabled"]
    version: Literal["v1", "v2"]
    webhook_url: str
    webhook_method: Literal["GET", "POST"]
    date_created: str
    date_updated: str
    url: str


class CreateAccessTokenParams(Params, frozen=True, kw_only=True):
    """A token with which a device may create its own push factor. All is refused with 60305, what is missing too."""

    identity: Identity
    factor_type: Literal["push"]
    factor_friendly_name: FriendlyName | None = None
    ttl: Annotated[int, Meta(ge=60, le=300)] = 60

    refusal: ClassVar[type[TwilioError]] = InvalidAccessTokenRequest

    @classmethod
    def missing(cls, name: str) -> VendorError:
        """The error for a required parameter that is not there."""
        return cls.refuse(name, "is missing")


class AccessToken(msgspec.Struct):
    """verify.v2.service.access_token"""

    sid: str
    account_sid: str
    service_sid: str
    entity_identity: str
    factor_type: str
    factor_friendly_name: str | None
    token: str
    url: str
    ttl: int
    date_created: str
