"""Records of the state. `number` is the place in the order of creation; instants are microseconds."""

from typing import Literal

import msgspec
from msgspec.structs import replace

from mfa_emulator.core.store.expiry import Expiry
from mfa_emulator.core.time.durations import Micros
from mfa_emulator.providers.twilio_verify.types.account import Translation
from mfa_emulator.providers.twilio_verify.types.challenges import Details
from mfa_emulator.providers.twilio_verify.types.factors import FactorType, PasskeysConfig, PushConfig, TotpConfig
from mfa_emulator.providers.twilio_verify.types.limits import Count
from mfa_emulator.providers.twilio_verify.types.services import (
    Channel,
    CodeLength,
    ServiceDelivery,
    ServicePasskeys,
    ServicePush,
    ServiceTotp,
    ServiceWhatsapp,
)


class Record(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Fields of all records that have a SID."""

    number: int
    sid: str
    created_at: Micros
    updated_at: Micros


class AccountRecord(msgspec.Struct, frozen=True):
    """An account, with the token by which it calls."""

    sid: str
    auth_token: str


class ApiKeyRecord(msgspec.Struct, frozen=True):
    """A key that stands for its account."""

    sid: str
    secret: str
    account_sid: str


class ServiceRecord(Record, frozen=True, gc=False, kw_only=True):
    """A service. Defaults are a guess but for the code length."""

    account_sid: str
    friendly_name: str
    code_length: CodeLength = 6
    lookup_enabled: bool = False
    psd2_enabled: bool = False
    skip_sms_to_landlines: bool = False
    dtmf_input_required: bool = True
    tts_name: str | None = None
    do_not_share_warning_enabled: bool = False
    custom_code_enabled: bool = False
    push: ServicePush = ServicePush()
    totp: ServiceTotp = ServiceTotp()
    default_template_sid: str | None = None
    whatsapp: ServiceWhatsapp = ServiceWhatsapp()
    passkeys: ServicePasskeys = ServicePasskeys()
    verify_event_subscription_enabled: bool = False
    delivery: ServiceDelivery = ServiceDelivery()


SID_KINDS: dict[FactorType, str] = {"totp": "02", "push": "03", "passkeys": "04"}
"""First digits of the SIDs of factors and challenges, by type (twilio-oai, twilio-verify-android)."""


class EntityRecord(Record, frozen=True, gc=False, kw_only=True):
    """A user, by the customer's own name for them."""

    identity: str
    expires_at: Micros = 0
    """The instant at which it is gone with the last of its factors, if nobody has verified one; 0: it stays."""


# For good: factors that ended with it may still be there.
ENTITY_EXPIRY: Expiry[EntityRecord] = Expiry(
    what="entity", at="expires_at", subject=lambda entity: entity.identity, kept=None
)


class PasskeyKey(msgspec.Struct, frozen=True):
    """Key of an authenticator: Base64url credential id, COSE key and the count of its signatures."""

    credential_id: str
    public_key: str
    sign_count: int


class FactorRecord(Record, frozen=True, gc=False, kw_only=True):
    """A factor: TOTP with `secret`, push with `public_key`, or a passkey."""

    entity_sid: str
    identity: str
    friendly_name: str
    factor_type: FactorType
    config: TotpConfig | None = None
    push: PushConfig | None = None
    passkeys: PasskeysConfig | None = None
    passkey: PasskeyKey | None = None
    secret: str = ""
    public_key: str = ""
    metadata: dict[str, str] | None = None
    status: Literal["unverified", "verified"] = "unverified"
    expires_at: Micros = 0
    """The instant at which it is gone if nobody has verified it; 0 once somebody has."""
    attempts: int = 0
    """Wrong codes while unverified."""
    last_step: int = -1
    """The TOTP step that approved a challenge last."""

    def verified(self) -> "FactorRecord":
        """The factor after its user's proof."""
        return replace(self, status="verified", expires_at=0)


FACTOR_EXPIRY: Expiry[FactorRecord] = Expiry(
    what="unverified factor", at="expires_at", subject=lambda factor: factor.identity
)


class ChallengeRecord(Record, frozen=True, gc=False, kw_only=True):
    """A challenge. Stored as pending it is expired from `expires_at` on."""

    entity_sid: str
    identity: str
    factor_sid: str
    factor_type: FactorType
    expires_at: Micros
    status: Literal["pending", "approved", "denied"] = "pending"
    details: Details | None = None
    hidden_details: dict[str, str] | None = None
    metadata: dict[str, str] | None = None
    responded_at: Micros | None = None
    attempts: int = 0
    notifications: int = 0

    def status_at(self, now: int) -> Literal["pending", "expired", "approved", "denied"]:
        """The status that a reader sees at the instant `now`."""
        return self.status if self.status != "pending" or CHALLENGE_EXPIRY.is_live(self, now) else "expired"


CHALLENGE_EXPIRY: Expiry[ChallengeRecord] = Expiry(
    what="challenge",
    at=lambda challenge: challenge.expires_at if challenge.status == "pending" else 0,
    subject=lambda challenge: challenge.identity,
    kept=None,  # lists show expired ones
)


class Send(msgspec.Struct, frozen=True):
    """One time that a code was sent."""

    at: Micros
    channel: str
    attempt_sid: str


class VerificationRecord(Record, frozen=True, gc=False, kw_only=True):
    """A verification. It leaves the live set once it is approved, canceled, expired or out of checks."""

    to: str
    channel: Channel
    code: str
    expires_at: Micros
    status: Literal["pending", "approved", "canceled", "max_attempts_reached"] = "pending"
    amount: str | None = None
    payee: str | None = None
    sends: tuple[Send, ...] = ()
    earlier_sends: int = 0
    """Sends to the same address that a spent verification had used up."""
    checks: int = 0
    sna_token: str = ""
    sna_client_token: str = ""
    sna_visited: bool = False
    ended_at: Micros = 0

    def status_at(self, now: int) -> str:
        """The status that a reader sees at the instant `now`."""
        return self.status if self.status != "pending" or VERIFICATION_EXPIRY.is_live(self, now) else "expired"


VERIFICATION_EXPIRY: Expiry[VerificationRecord] = Expiry(
    what="verification",
    # One whose checks are used up bars new ones until its time is over.
    at=lambda verification: 0 if verification.status in ("approved", "canceled") else verification.expires_at,
    subject=lambda verification: verification.to,
    kept=None,  # the newest of an address is asked for however late, and the reason says how it ended
)


class AttemptRecord(Record, frozen=True, gc=False, kw_only=True):
    """One send of a code, kept for the account even when its service is gone."""

    account_sid: str
    service_sid: str
    verification_sid: str
    channel: str
    to: str
    country: str
    locale: str
    code_length: int
    expires_at: Micros
    converted: bool = False


# Not declared with the table: it is the end of the verification, which a timeline shows already.
ATTEMPT_EXPIRY: Expiry[AttemptRecord] = Expiry(what="attempt", at="expires_at", subject=lambda attempt: attempt.to)


class RateLimitRecord(Record, frozen=True, gc=False, kw_only=True):
    """A named rate limit."""

    unique_name: str
    description: str | None


class BucketRecord(Record, frozen=True, gc=False, kw_only=True):
    """At most `max` in `interval` seconds."""

    rate_limit_sid: str
    max: Count
    interval: Count


class MessagingConfigurationRecord(Record, frozen=True, gc=False, kw_only=True):
    """The messaging service for a country; its `sid` is the country, since it has no SID."""

    messaging_service_sid: str


class WebhookRecord(Record, frozen=True, gc=False, kw_only=True):
    """A webhook: the URL, and the events that go there."""

    friendly_name: str
    event_types: tuple[str, ...]
    webhook_url: str
    status: Literal["enabled", "disabled"] = "enabled"  # guess
    version: Literal["v1", "v2"] = "v2"  # as in the console (documented)


class AccessTokenRecord(Record, frozen=True, gc=False, kw_only=True):
    """A token with which a device may create a push factor of `identity`; `ttl` in seconds as it was asked for."""

    identity: str
    factor_friendly_name: str | None
    token: str
    ttl: int
    expires_at: Micros
    used: bool = False


ACCESS_TOKEN_EXPIRY: Expiry[AccessTokenRecord] = Expiry(
    what="access token", at="expires_at", subject=lambda token: token.identity
)


class SafelistRecord(Record, frozen=True, gc=False, kw_only=True):
    """A number that fraud guard lets through."""

    account_sid: str
    phone_number: str


class TemplateRecord(Record, frozen=True, gc=False, kw_only=True):
    """A message template; translations by locale, as the list shows them."""

    account_sid: str
    friendly_name: str
    channels: tuple[str, ...]
    translations: dict[str, Translation]
