"""What Twilio limits, and everything it does that is contested or unpublished, each with its source.

Sources: "spec" is the published description, "doc" Twilio's documentation and error dictionary, "sdk" the source of
Twilio's SDKs, "guess" a decision of ours that somebody may need to turn. Times are whole seconds; a limit of 0 is off.
"""

from typing import Literal

import msgspec


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Limits, lifetimes and switches. `emulator` is the default preset; `strict` enforces what we only suspect."""

    base_url: str = ""
    """What `url`, `links` and paging URLs begin with; empty: scheme and host of the request (guess)."""

    # Services
    strict_names: bool = False
    """Refuse service names with other than letters, digits, space, dash, underscore, or over 4 digits (spec prose)."""
    not_found: Literal["20404", "specific"] = "20404"
    """`specific`: 60390, 60391 and 60392 for a missing factor, challenge and entity (doc, without a status)."""

    kept_records: int = 10_000
    """How many verifications, challenges and access tokens a service remembers, and how many attempts and counts all
    have together: the oldest make room. Production keeps attempts for 30 days (doc), and verifications until they
    end."""

    # Entities and factors
    entities_per_second: int = 0
    """doc: 40 (60328); off, because a test's second can stand still for its whole length (guess)."""
    push_factors_per_entity: int = 20  # doc: 60315
    totp_factors_per_entity: int = 100  # doc: 60315
    factor_creations_per_day: int = 100  # doc: 60326
    factor_attempts: int = 5  # doc: 60310
    factor_purge: int = 24 * 3600
    """Age at which an unverified factor is gone. doc: some time between 1 and 24 hours; guess: 24."""
    secret_min_length: int = 16  # guess: Base32 characters; unpublished
    notification_token_min_length: int = 1
    """spec: 32, yet the spec's own example is shorter; `strict` has 32."""
    identity_case: Literal["insensitive", "exact"] = "insensitive"
    """How an identity in a path is matched after an exact match failed (a spec example differs in case; guess)."""

    # Challenges
    challenge_validity: int = 5 * 60  # spec
    challenge_max_validity: int = 60 * 60  # spec
    challenge_attempts: int = 5  # doc: 60308
    challenge_notifications: int = 3  # doc: 60309
    challenges_short_code_per_day: int = 10  # doc: 60312, CodeLength up to 4
    challenges_per_hour: int = 50  # doc: 60312, CodeLength from 5
    challenges_per_day: int = 100  # doc: 60312, CodeLength from 5
    totp_wrong_code: Literal["pending", "403"] = "pending"
    """A wrong code on a challenge: 200 and still pending (guess, well supported) or 403 60324 (its page lists TOTP)."""
    totp_replay: Literal["deny", "allow"] = "deny"
    """Whether a code may approve a second challenge of its factor (undocumented; guess)."""
    device_compares_all_fields: bool = True
    """Whether every field that a device copies into its answer must be as it was sent, or only the sids (guess)."""

    # Verifications
    verification_validity: int = 10 * 60  # doc: ten minutes, 2 minutes to 24 hours in the product
    send_attempts: int = 5  # doc: 60203
    check_attempts: int = 5  # doc: 60202
    after_max_checks: Literal["429", "404"] = "429"
    """A check after the last wrong one: 429 60202 (its page) or 404 (the resource page)."""
    create_after_max_checks: Literal["new", "429"] = "new"
    """Whether a spent verification makes room for a new one at once (guess), or 60202 until it expires."""
    resend_extends: bool = False  # guess: unpublished whether sending again extends the ten minutes
    auto_channel: Literal["sms", "call", "email", "whatsapp", "sna"] = "sms"  # guess: what `auto` chooses
    custom_friendly_name: bool = True  # guess: production needs Twilio's permission (60204)
    fetches_per_minute: int = 0  # doc: 60; off, because a polling test would meet it (guess)
    fetches_per_hour: int = 0  # doc: 180
    fetches_per_day: int = 0  # doc: 250
    magic_numbers: bool = True
    """+15005550001 and the like force an outcome, after the Messaging API's test numbers (guess)."""

    # Rate limits
    rate_limits_per_service: int = 5  # guess: the maximum of 60207 is unpublished
    buckets_per_rate_limit: int = 5  # guess: the maximum of 60210 is unpublished

    # Webhooks
    webhook_factor_types: tuple[str, ...] = ("push", "totp", "passkeys")
    """Whose events fire; documented for push only (guess)."""
    webhook_retries: int = 0  # guess: unpublished

    # Access tokens and devices
    access_token_single_use: bool = False  # guess: single use is not stated
    device_token_validity: int = 600  # sdk: exp is nbf + 600

    # Passkeys
    passkey_timeout: int = 600  # spec: timeout 600000 ms in every example
    passkey_parameters: Literal["object", "array"] = "object"
    """`pubKeyCredParams` as in the spec's examples, or as browsers want it (guess)."""


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
