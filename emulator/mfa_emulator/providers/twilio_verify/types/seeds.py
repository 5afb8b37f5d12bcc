"""Seed documents: the part that is Twilio Verify's."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from mfa_emulator.providers.twilio_verify.types import services
from mfa_emulator.providers.twilio_verify.types.account import PhoneNumber
from mfa_emulator.providers.twilio_verify.types.base import sid_of
from mfa_emulator.providers.twilio_verify.types.factors import Identity, Metadata, TotpAlgorithm
from mfa_emulator.providers.twilio_verify.types.limits import Count, UniqueName

AccountSid = Annotated[str, sid_of("AC")]
KeySid = Annotated[str, sid_of("SK")]
Secret = Annotated[str, Meta(pattern="^[A-Za-z0-9]{1,64}$", description="the Go SDK refuses other characters")]


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of a seed document. A misspelt key is refused, never passed over."""


class ApiKeySeed(_Part, frozen=True):
    """An API key."""

    sid: KeySid
    secret: Secret


class AccountSeed(_Part, frozen=True):
    """An account; `default` makes it the one of the SDK variables."""

    sid: AccountSid
    auth_token: Secret
    api_keys: tuple[ApiKeySeed, ...] = ()
    default: bool = False


class FactorSeed(_Part, frozen=True):
    """A TOTP factor."""

    friendly_name: str
    secret: str
    sid: Annotated[str, sid_of("YF")] | None = None
    status: Literal["unverified", "verified"] = "verified"
    alg: TotpAlgorithm = "sha1"
    skew: services.Skew = 1
    code_length: services.TotpCodeLength = 6
    time_step: services.TimeStep = 30
    metadata: Metadata | None = None


class EntitySeed(_Part, frozen=True):
    """A user with factors."""

    identity: Identity
    factors: tuple[FactorSeed, ...] = ()


class BucketSeed(_Part, frozen=True):
    """At most `max` in `interval` seconds."""

    max: Count
    interval: Count


class RateLimitSeed(_Part, frozen=True):
    """A rate limit with its buckets."""

    unique_name: UniqueName
    description: str | None = None
    buckets: tuple[BucketSeed, ...] = ()


class WebhookSeed(_Part, frozen=True):
    """A webhook."""

    friendly_name: str
    webhook_url: str
    event_types: tuple[str, ...] = ("*",)
    version: Literal["v1", "v2"] = "v2"


class ServiceSeed(_Part, frozen=True):
    """A service; `default` makes it the one of the SDK variables."""

    friendly_name: str
    sid: Annotated[str, sid_of("VA")] | None = None
    account_sid: AccountSid | None = None
    default: bool = False
    code_length: services.CodeLength = 6
    lookup_enabled: bool = False
    psd2_enabled: bool = False
    skip_sms_to_landlines: bool = False
    dtmf_input_required: bool = True
    tts_name: str | None = None
    do_not_share_warning_enabled: bool = False
    custom_code_enabled: bool = False
    push: services.ServicePush = services.ServicePush()
    totp: services.ServiceTotp = services.ServiceTotp()
    whatsapp: services.ServiceWhatsapp = services.ServiceWhatsapp()
    passkeys: services.ServicePasskeys = services.ServicePasskeys()
    default_template_sid: str | None = None
    delivery: services.ServiceDelivery = services.ServiceDelivery()
    entities: tuple[EntitySeed, ...] = ()
    rate_limits: tuple[RateLimitSeed, ...] = ()
    webhooks: tuple[WebhookSeed, ...] = ()


class TranslationSeed(_Part, frozen=True):
    """One text of a template."""

    text: str
    status: Literal["approved", "pending", "rejected", "unapproved"] = "approved"
    default: bool = False


class TemplateSeed(_Part, frozen=True):
    """A message template; the first translation is the default one unless another says so."""

    friendly_name: Annotated[str, Meta(max_length=32)]
    translations: Annotated[dict[str, TranslationSeed], Meta(min_length=1)]
    sid: Annotated[str, sid_of("HJ")] | None = None
    channels: tuple[Literal["sms", "voice"], ...] = ("sms",)


class Seed(_Part, frozen=True):
    """The part of a seed document that is Twilio Verify's."""

    accounts: tuple[AccountSeed, ...] = ()
    services: tuple[ServiceSeed, ...] = ()
    templates: tuple[TemplateSeed, ...] = ()
    safelist: tuple[PhoneNumber, ...] = ()
