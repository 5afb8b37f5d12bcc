"""What Twilio limits, and everything it does that is contested or unpublished, each with its source.

Sources: "spec" is the published description, "doc" Twilio's documentation and error dictionary, "sdk" the source of
Twilio's SDKs, "guess" a decision of ours that somebody may need to turn. Times are whole seconds; a limit of 0 is off.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from mfa_emulator.core.settings import CENTURY, BaseUrl, Count, Lifetime, Limit, Rate, check_order


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Limits, lifetimes and switches. `emulator` is the default preset; `strict` enforces what we only suspect."""

    base_url: BaseUrl = ""
    """What `url`, `links` and paging URLs begin with; empty: scheme and host of the request (guess)."""

    # Services
    strict_names: bool = False
    """Refuse service names with other than letters, digits, space, dash, underscore, or over 4 digits (spec prose)."""
    not_found: Literal["20404", "specific"] = "20404"
    """`specific`: 60390, 60391 and 60392 for a missing factor, challenge and entity (doc, without a status)."""

    kept_records: Count = 10_000
    """How many verifications, challenges and access tokens a service remembers, and how many attempts and counts all
    have together: the oldest make room. Production keeps attempts for 30 days (doc), and verifications until they
    end."""

    # Entities and factors
    entities_per_second: Rate = 0
    """doc: 40 (60328); off, because a test's second can stand still for its whole length (guess)."""
    push_factors_per_entity: Limit = 20  # doc: 60315
    totp_factors_per_entity: Limit = 100  # doc: 60315
    factor_creations_per_day: Rate = 100  # doc: 60326
    factor_attempts: Limit = 5  # doc: 60310
    factor_purge: Lifetime = 24 * 3600
    """Age at which an unverified factor is gone. doc: some time between 1 and 24 hours; guess: 24."""
    secret_min_length: Annotated[int, Meta(ge=1, le=128)] = 16  # guess: Base32 characters; unpublished
    notification_token_min_length: Annotated[int, Meta(ge=0, le=255)] = 1
    """spec: 32, yet the spec's own example is shorter; `strict` has 32."""
    identity_case: Literal["insensitive", "exact"] = "insensitive"
    """How an identity in a path is matched after an exact match failed (a spec example differs in case; guess)."""

    # Challenges
    challenge_validity: Lifetime = 5 * 60  # spec
    challenge_max_validity: Lifetime = 60 * 60  # spec
    challenge_attempts: Limit = 5  # doc: 60308
    challenge_notifications: Limit = 3  # doc: 60309
    challenges_short_code_per_day: Rate = 10  # doc: 60312, CodeLength up to 4
    challenges_per_hour: Rate = 50  # doc: 60312, CodeLength from 5
    challenges_per_day: Rate = 100  # doc: 60312, CodeLength from 5
    totp_wrong_code: Literal["pending", "403"] = "pending"
    """A wrong code on a challenge: 200 and still pending (guess, well supported) or 403 60324 (its page lists TOTP)."""
    totp_replay: Literal["deny", "allow"] = "deny"
    """Whether a code may approve a second challenge of its factor (undocumented; guess)."""
    device_compares_all_fields: bool = True
    """Whether every field that a device copies into its answer must be as it was sent, or only the sids (guess)."""

    # Verifications
    verification_validity: Lifetime = 10 * 60  # doc: ten minutes, 2 minutes to 24 hours in the product
    send_attempts: Limit = 5  # doc: 60203
    check_attempts: Limit = 5  # doc: 60202
    after_max_checks: Literal["429", "404"] = "429"
    """A check after the last wrong one: 429 60202 (its page) or 404 (the resource page)."""
    create_after_max_checks: Literal["new", "429"] = "new"
    """Whether a spent verification makes room for a new one at once (guess), or 60202 until it expires."""
    resend_extends: bool = False  # guess: unpublished whether sending again extends the ten minutes
    auto_channel: Literal["sms", "call", "email", "whatsapp", "sna"] = "sms"  # guess: what `auto` chooses
    custom_friendly_name: bool = True  # guess: production needs Twilio's permission (60204)
    fetches_per_minute: Rate = 0  # doc: 60; off, because a polling test would meet it (guess)
    fetches_per_hour: Rate = 0  # doc: 180
    fetches_per_day: Rate = 0  # doc: 250
    magic_numbers: bool = True
    """+15005550001 and the like force an outcome, after the Messaging API's test numbers (guess)."""

    # Rate limits
    rate_limits_per_service: Limit = 5  # guess: the maximum of 60207 is unpublished
    buckets_per_rate_limit: Limit = 5  # guess: the maximum of 60210 is unpublished

    # Webhooks
    webhook_factor_types: tuple[Literal["push", "totp", "passkeys"], ...] = ("push", "totp", "passkeys")
    """Whose events fire; documented for push only (guess)."""
    webhook_retries: Annotated[int, Meta(ge=0, le=10)] = 0  # guess: unpublished

    # Access tokens and devices
    access_token_single_use: bool = False  # guess: single use is not stated
    device_token_validity: Annotated[int, Meta(ge=600, le=CENTURY)] = 600  # sdk: exp is nbf + 600

    # Passkeys
    passkey_timeout: Lifetime = 600  # spec: timeout 600000 ms in every example
    passkey_parameters: Literal["object", "array"] = "object"
    """`pubKeyCredParams` as in the spec's examples, or as browsers want it (guess)."""

    def __post_init__(self) -> None:
        check_order(self, "challenge_validity", "challenge_max_validity")


PRESETS = {
    "emulator": Settings(),
    "strict": Settings(
        strict_names=True,
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
