"""Challenges and their notifications: resources and requests."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.twilio_verify.types.base import PageParams, PushParams, sid_of
from mfa_emulator.providers.twilio_verify.types.factors import FactorType, Metadata

ChallengeStatus = Literal["pending", "expired", "approved", "denied"]
AuthPayload = Annotated[str, Meta(max_length=5456)]


class Field(msgspec.Struct, frozen=True):
    """One line that the user sees beside the message."""

    label: Annotated[str, Meta(max_length=36)]
    value: Annotated[str, Meta(max_length=128)]


class Details(msgspec.Struct, frozen=True):
    """Question to the user; `date` only when the service's `push.include_date` is on."""

    message: str | None
    fields: tuple[Field, ...]
    date: str | msgspec.UnsetType = msgspec.UNSET


class CreateChallengeParams(PushParams, frozen=True, kw_only=True):
    """A new challenge of a verified factor."""

    factor_sid: Annotated[str, sid_of("YF")]
    expiration_date: str | None = None
    message: Annotated[str, Meta(max_length=256)] | None = msgspec.field(default=None, name="Details.Message")
    fields: Annotated[list[Field], Meta(max_length=20)] = msgspec.field(default_factory=list, name="Details.Fields")
    hidden_details: Metadata | None = None
    auth_payload: AuthPayload | None = None


class UpdateChallengeParams(PushParams, frozen=True, kw_only=True):
    """The answer to a challenge."""

    auth_payload: AuthPayload | None = None
    metadata: Metadata | None = None


class ListChallengeParams(PageParams, frozen=True, kw_only=True):
    """Challenges of an entity."""

    factor_sid: str | None = None
    status: ChallengeStatus | None = None
    order: Literal["asc", "desc"] = "asc"


class Challenge(msgspec.Struct):
    """verify.v2.service.entity.challenge"""

    sid: str
    account_sid: str
    service_sid: str
    entity_sid: str
    identity: str
    factor_sid: str
    date_created: str
    date_updated: str
    date_responded: str | None
    expiration_date: str | None
    status: ChallengeStatus
    responded_reason: Literal["none", "not_needed", "not_requested"]
    details: Details | None
    hidden_details: dict[str, str] | None
    metadata: dict[str, str] | None
    factor_type: FactorType
    url: str
    links: dict[str, str] | None


class PasskeysChallenge(Challenge):
    """A challenge as the two passkeys operations show it."""

    options: JsonObject


class CreateNotificationParams(PushParams, frozen=True, kw_only=True):
    """Sends the push notification of a challenge again."""

    ttl: Annotated[int, Meta(ge=0, le=300)] = 300


class Notification(msgspec.Struct):
    """verify.v2.service.entity.challenge.notification"""

    sid: str
    account_sid: str
    service_sid: str
    entity_sid: str
    identity: str
    challenge_sid: str
    priority: str
    ttl: int
    date_created: str
