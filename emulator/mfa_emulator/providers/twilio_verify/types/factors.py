"""Entities and their factors: resources and requests."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.twilio_verify.types.base import PageParams, PushParams
from mfa_emulator.providers.twilio_verify.types.services import RelyingParty, Skew, TimeStep, TotpCodeLength

Identity = Annotated[str, Meta(pattern=r"^[A-Za-z0-9-]{8,64}$", description="8 to 64 letters, digits and dashes")]
FriendlyName = Annotated[str, Meta(max_length=64)]
Metadata = Annotated[dict[str, str], Meta(extra={"max_length": 1024})]
TotpAlgorithm = Literal["sha1", "sha256", "sha512"]
NotificationPlatform = Literal["apn", "fcm", "none"]
NotificationToken = Annotated[str, Meta(max_length=255)]
FactorType = Literal["push", "totp", "passkeys"]


class CreateEntityParams(PushParams, frozen=True, kw_only=True):
    """A new entity."""

    identity: Identity


class ListEntityParams(PageParams, frozen=True, kw_only=True):
    """Entities of a service."""


class Entity(msgspec.Struct):
    """verify.v2.service.entity"""

    sid: str
    identity: str
    account_sid: str
    service_sid: str
    date_created: str
    date_updated: str
    url: str
    links: dict[str, str]


class FactorParams(PushParams, frozen=True, kw_only=True):
    """Parameters that creation and update of a factor have in common."""

    notification_platform: NotificationPlatform | None = msgspec.field(default=None, name="Config.NotificationPlatform")
    notification_token: NotificationToken | None = msgspec.field(default=None, name="Config.NotificationToken")
    sdk_version: str | None = msgspec.field(default=None, name="Config.SdkVersion")
    time_step: TimeStep | None = msgspec.field(default=None, name="Config.TimeStep")
    skew: Skew | None = msgspec.field(default=None, name="Config.Skew")
    code_length: TotpCodeLength | None = msgspec.field(default=None, name="Config.CodeLength")
    alg: TotpAlgorithm | None = msgspec.field(default=None, name="Config.Alg")


class CreateNewFactorParams(FactorParams, frozen=True, kw_only=True):
    """A new TOTP or push factor; passkeys have an operation of their own."""

    friendly_name: FriendlyName
    factor_type: FactorType
    binding_alg: str | None = msgspec.field(default=None, name="Binding.Alg")
    public_key: str | None = msgspec.field(default=None, name="Binding.PublicKey")
    secret: str | None = msgspec.field(default=None, name="Binding.Secret")
    app_id: Annotated[str, Meta(max_length=100)] | None = msgspec.field(default=None, name="Config.AppId")
    metadata: Metadata | None = None


class UpdateFactorParams(FactorParams, frozen=True, kw_only=True):
    """Verifies a factor (AuthPayload) or changes it."""

    auth_payload: Annotated[str, Meta(max_length=5456)] | None = None
    friendly_name: FriendlyName | None = None


class ListFactorParams(PageParams, frozen=True, kw_only=True):
    """Factors of an entity."""


class TotpConfig(msgspec.Struct, frozen=True):
    """Parameters by which the codes of a TOTP factor are made and checked."""

    alg: TotpAlgorithm
    skew: Skew
    code_length: TotpCodeLength
    time_step: TimeStep


class PushConfig(msgspec.Struct, frozen=True):
    """Destination of a push factor's notifications. Without `credential_sid`, which the published examples leave out,
    the mobile SDKs cannot read the factor."""

    sdk_version: str
    app_id: str
    notification_platform: NotificationPlatform
    notification_token: str | None
    credential_sid: str


class PasskeysConfig(msgspec.Struct, frozen=True):
    """The relying party of a passkey, and the criteria for its authenticator."""

    relying_party: RelyingParty
    authenticator_attachment: str
    discoverable_credentials: str
    user_verification: str


class TotpBinding(msgspec.Struct):
    """The shared secret, which only creation returns."""

    secret: str
    uri: str


class PushBinding(msgspec.Struct):
    """The device's public key."""

    alg: str
    public_key: str


class Factor(msgspec.Struct, kw_only=True):
    """verify.v2.service.entity.factor"""

    sid: str
    account_sid: str
    service_sid: str
    entity_sid: str
    identity: str
    date_created: str
    date_updated: str
    friendly_name: str
    status: Literal["unverified", "verified"]
    factor_type: FactorType
    config: TotpConfig | PushConfig | PasskeysConfig | None
    metadata: dict[str, str] | None
    url: str


class NewFactor(Factor, kw_only=True):
    """verify.v2.service.entity.new_factor: with the binding that only creation returns."""

    binding: TotpBinding | PushBinding | None = None
    options: JsonObject | None = None
