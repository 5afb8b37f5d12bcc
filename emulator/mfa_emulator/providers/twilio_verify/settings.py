"""Settings of Twilio Verify: its limits, its lifetimes, and a switch for what is contested or unpublished.

Times are whole seconds; a limit of 0 is off.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from mfa_emulator.core.settings import CENTURY, BaseUrl, Count, Lifetime, Limit, Rate, check_order
from mfa_emulator.providers.twilio_verify.types.services import Channel, NumberPrefix, SnaResult


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Limits, lifetimes and switches. `emulator` is the default preset; `strict` enforces what is only suspected."""

    base_url: BaseUrl = ""
    """The begin of `url`, `links` and paging URLs; empty: scheme and host of the request.

    Source: ours."""

    parameter_case: Literal["exact", "any"] = "exact"
    """Whether parameters of forms are found by their exact names only, or `to` and `channel` are taken as well.

    Source: guess, dasniko/keycloak-mfa-plugins#202"""

    # Services
    strict_names: bool = False
    """Whether names of services may hold letters, digits, space, dash and underscore only.

    Source: documented, https://github.com/twilio/twilio-oai"""
    not_found: Literal["20404", "specific"] = "20404"
    """The error for a missing factor, challenge or entity: 20404, or `specific`: 60390, 60391 and 60392.

    Source: documented, https://www.twilio.com/docs/errors/60390"""
    kept_records: Count = 10_000
    """The number of verifications, challenges and access tokens that a service remembers, and of attempts and counts
    that all services have together: the oldest make room. Production keeps attempts for 30 days.

    Source: ours."""

    # Entities and factors
    entities_per_second: Rate = 0
    """Entities that an account may create in a second; production: 40. Off, since a test's second can stand still for
    its whole length.

    Source: documented, https://www.twilio.com/docs/errors/60328"""
    push_factors_per_entity: Limit = 20
    """Push factors that an entity may have.

    Source: documented, https://www.twilio.com/docs/errors/60315"""
    totp_factors_per_entity: Limit = 100
    """TOTP factors that an entity may have.

    Source: documented, https://www.twilio.com/docs/errors/60315"""
    factor_creations_per_day: Rate = 100
    """Factors that may be created for an entity in 24 hours.

    Source: documented, https://www.twilio.com/docs/errors/60326"""
    factor_attempts: Limit = 5
    """Wrong codes after which a TOTP factor cannot be verified any more.

    Source: documented, https://www.twilio.com/docs/errors/60310"""
    factor_purge: Lifetime = 24 * 3600
    """Age at which an unverified factor is gone; documented is some time between 1 and 24 hours.

    Source: documented, https://www.twilio.com/docs/errors/60318"""
    aged_factors: Literal["gone", "unverifiable"] = "gone"
    """Unverified factors of that age: they are gone, or stay, and nothing verifies them any more.

    Source: documented, https://www.twilio.com/docs/errors/60318"""
    entity_of_aged_factors: Literal["stays", "gone"] = "stays"
    """An entity that had no other factors than such that are gone: it stays, or is gone with the last one.

    Source: documented, https://www.twilio.com/docs/errors/60318"""
    secret_min_length: Annotated[int, Meta(ge=1, le=128)] = 16
    """Base32 characters that a TOTP secret needs.

    Source: guess."""
    notification_token_min_length: Annotated[int, Meta(ge=0, le=255)] = 1
    """Characters that a notification token needs. The published minimum is 32, the published example is shorter.

    Source: documented, https://github.com/twilio/twilio-oai"""
    identity_case: Literal["insensitive", "exact"] = "insensitive"
    """The way an identity in a path is matched after an exact match failed; in a published example the case differs.

    Source: guess."""

    # Challenges
    challenge_validity: Lifetime = 5 * 60
    """Lifetime of a challenge that names no expiration date.

    Source: documented, https://github.com/twilio/twilio-oai"""
    challenge_max_validity: Lifetime = 60 * 60
    """Longest lifetime that a challenge may ask for.

    Source: documented, https://github.com/twilio/twilio-oai"""
    challenge_attempts: Limit = 5
    """Wrong codes after which a TOTP challenge takes none any more.

    Source: documented, https://www.twilio.com/docs/errors/60308"""
    challenge_notifications: Limit = 3
    """Notifications of a push challenge that may be sent again.

    Source: documented, https://www.twilio.com/docs/errors/60309"""
    challenges_short_code_per_day: Rate = 10
    """Challenges in 24 hours of a factor whose codes have up to 4 digits.

    Source: documented, https://www.twilio.com/docs/errors/60312"""
    challenges_per_hour: Rate = 50
    """Challenges in an hour of a factor whose codes have 5 digits or more.

    Source: documented, https://www.twilio.com/docs/errors/60312"""
    challenges_per_day: Rate = 100
    """Challenges in 24 hours of a factor whose codes have 5 digits or more.

    Source: documented, https://www.twilio.com/docs/errors/60312"""
    totp_wrong_code: Literal["pending", "403"] = "pending"
    """The answer to a wrong code on a challenge: 200 and still pending, or 403 60324, whose page lists TOTP.

    Source: guess."""
    totp_replay: Literal["deny", "allow"] = "deny"
    """Whether a code may approve a second challenge of its factor.

    Source: guess."""
    device_compares_all_fields: bool = True
    """Whether every field that a device copies into its answer must be as it was sent, or the SIDs only.

    Source: guess."""

    # Verifications
    verification_validity: Lifetime = 10 * 60
    """Lifetime of a verification, from the first time that its code was sent; 2 minutes to 24 hours in production.

    Source: documented, https://www.twilio.com/docs/verify/api/verification"""
    send_attempts: Limit = 5
    """Codes that may be sent to one address within a verification's lifetime.

    Source: documented, https://www.twilio.com/docs/errors/60203"""
    check_attempts: Limit = 5
    """Wrong codes after which a verification is spent.

    Source: documented, https://www.twilio.com/docs/errors/60202"""
    after_max_checks: Literal["429", "404"] = "429"
    """The answer to a check after the last wrong one: 429 60202, or 404 as the page of the resource has it.

    Source: documented, https://www.twilio.com/docs/errors/60202"""
    create_after_max_checks: Literal["new", "429"] = "new"
    """Whether a spent verification makes room for a new one at once, or 60202 is answered until it expires.

    Source: documented, https://www.twilio.com/docs/errors/60202"""
    resend_extends: bool = False
    """Whether sending a code again makes its verification last longer.

    Source: documented, https://www.twilio.com/docs/verify/api/verification"""
    auto_channel: Literal["pilot", "off", "sms", "call", "email", "whatsapp", "sna"] = "pilot"
    """The channel that `auto` chooses: `pilot` takes sna if there is a DeviceIp, else sms; `off` answers 60200, as
    accounts do that are not in the pilot.

    Source: documented, https://www.twilio.com/docs/verify/api/verification"""
    strict_numbers: bool = False
    """Whether the exchange of a number of +1 is looked at, which never begins with 0 or 1.

    Source: guess."""
    template_channel: Literal["60227", "60408", "standard"] = "60227"
    """The answer to a TemplateSid without the channel: an error, or the standard text in its place.

    Source: documented, https://www.twilio.com/docs/errors/60327"""
    custom_friendly_name: bool = True
    """Whether CustomFriendlyName is taken; production needs Twilio's permission.

    Source: documented, https://www.twilio.com/docs/errors/60204"""
    fetches_per_minute: Rate = 0
    """Fetches of a verification in a minute; production: 60. Off, since a test that polls would meet it.

    Source: documented, https://www.twilio.com/docs/errors/20429"""
    fetches_per_hour: Rate = 0
    """Fetches of a verification in an hour; production: 180.

    Source: documented, https://www.twilio.com/docs/errors/20429"""
    fetches_per_day: Rate = 0
    """Fetches of a verification in 24 hours; production: 250.

    Source: documented, https://www.twilio.com/docs/errors/20429"""
    magic_numbers: bool = True
    """Whether +15005550001 and its like force an outcome, after the test numbers of the Messaging API.

    Source: ours."""

    # Delivery: for all services; a seed's `delivery` says the same of one
    disabled_channels: tuple[Channel, ...] = ()
    """Channels that are switched off: 60223, with the channel's name in the message.

    Source: documented, https://www.twilio.com/docs/errors/60223"""
    mailer: bool = True
    """Whether services have a mailer; without one, email is answered 60217.

    Source: documented, https://www.twilio.com/docs/errors/60217"""
    fraud_guard: tuple[NumberPrefix, ...] = ()
    """Begins of phone numbers that Fraud Guard blocks (60410), but for the safe list and RiskCheck=disable.

    Source: documented, https://www.twilio.com/docs/errors/60410"""
    landlines: tuple[NumberPrefix, ...] = ()
    """Begins of phone numbers that are landlines: lookups say so, and services that skip them answer 60205.

    Source: documented, https://www.twilio.com/docs/errors/60205"""
    sna_result: SnaResult = 0
    """The number with which carriers let silent network authentication fail: 60500 to 60540; 0 when they take part.

    Source: documented, https://www.twilio.com/docs/errors/60500"""
    attempts_kept: Lifetime = 30 * 24 * 3600
    """Age at which an attempt is not listed any more.

    Source: documented, https://www.twilio.com/docs/verify/api/list-verification-attempts"""
    attempt_requests_per_minute: Rate = 0
    """Requests for attempts in a minute; production: 100.

    Source: documented, https://www.twilio.com/docs/verify/api/list-verification-attempts"""

    # Rate limits
    rate_limits_per_service: Limit = 5
    """Rate limits that a service may have; the maximum of 60207 is unpublished.

    Source: guess."""
    buckets_per_rate_limit: Limit = 5
    """Buckets that a rate limit may have; the maximum of 60210 is unpublished.

    Source: guess."""

    # Webhooks
    webhook_factor_types: tuple[Literal["push", "totp", "passkeys"], ...] = ("push", "totp", "passkeys")
    """Types of factors whose events go to webhooks; documented for push only.

    Source: documented, https://www.twilio.com/docs/verify/push/webhooks"""
    webhook_retries: Annotated[int, Meta(ge=0, le=10)] = 0
    """Times that a webhook is sent again when it was not answered by 200.

    Source: guess."""

    # Access tokens and devices
    access_token_single_use: bool = False
    """Whether an access token creates one factor only.

    Source: guess."""
    device_token_validity: Annotated[int, Meta(ge=600, le=CENTURY)] = 600
    """Longest lifetime of a login that a device signs.

    Source: documented, https://github.com/twilio/twilio-verify-android"""

    # Passkeys
    passkey_timeout: Lifetime = 600
    """Time that a browser has for making a passkey.

    Source: documented, https://github.com/twilio/twilio-oai"""
    passkey_challenge_timeout: Lifetime = 300
    """Time that a browser has for showing a passkey, and a challenge for its answer.

    Source: documented, https://github.com/twilio/twilio-verify-passkeys"""
    passkey_parameters: Literal["object", "array"] = "array"
    """The form of `pubKeyCredParams`: a list, as browsers and Twilio's passkeys SDKs want it, or one object, as in the
    published description.

    Source: documented, https://github.com/twilio/twilio-verify-passkeys"""

    no_relying_party: Literal["60372", "500"] = "60372"
    """The answer to passkeys of a service without a relying party: 60372, or the 500 that was seen.

    Source: documented, https://www.twilio.com/docs/errors/60372"""

    def __post_init__(self) -> None:
        check_order(self, "challenge_validity", "challenge_max_validity")


PRESETS = {
    "emulator": Settings(),
    "strict": Settings(
        strict_names=True,
        strict_numbers=True,
        create_after_max_checks="429",
        auto_channel="off",
        attempt_requests_per_minute=100,
        webhook_factor_types=("push",),
        entities_per_second=40,
        notification_token_min_length=32,
        identity_case="exact",
        custom_friendly_name=False,
        fetches_per_minute=60,
        fetches_per_hour=180,
        fetches_per_day=250,
        magic_numbers=False,
        access_token_single_use=True,
    ),
}
