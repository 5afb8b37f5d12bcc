"""Limits, lifetimes and answers that are not the same everywhere, each with where it was seen.

"emulator" are the answers of the official Firebase Auth emulator (firebase-tools 15.28), "strict" those of
production. Expiry is real in both: the official emulator never lets anything expire. Durations are seconds.
"""

import re
from typing import Annotated, Literal

from msgspec import Meta

from mfa_emulator.core.settings import Count, Lifetime, Limit, Rate, Span, Text
from mfa_emulator.providers.identity_toolkit.protojson.fields import Rules

MINUTE = 60
HOUR = 60 * MINUTE


class Settings(Rules, frozen=True, kw_only=True):
    """What the preset "emulator" says; `STRICT` names all that production does in another way."""

    # --- Requests and answers, beside the rules of JSON

    # Errors of v2 and of the token endpoint: "1" has `errors[]` as in v1, "2" has `status` instead (recorded).
    v2_error_format: Literal["1", "2"] = "1"
    # Whether an API key is enough for the methods of administrators. Production: 401 (recorded).
    key_opens_admin_methods: bool = True
    # The API keys that exist; none listed means that any text will do. Production: 400 for an unknown one.
    api_keys: tuple[Text, ...] = ()
    # Both answer project *numbers* in places; the official emulator has one for all projects.
    project_number: Annotated[str, Meta(pattern=r"^[0-9]{1,20}\Z", description="a text of 1 to 20 digits")] = "12345"
    # Whether projects other than the process's own may be used. The official emulator calls it single project mode.
    other_projects: bool = True
    # Whether a tenant exists as soon as somebody names it. Production: it must have been created (recorded).
    tenants_on_first_use: bool = True

    # --- A project as it is before anybody configured it

    # Production has protection against e-mail enumeration on in new projects (recorded).
    email_privacy_at_start: bool = False
    # Second factors, both kinds. Production: off until they are configured (recorded). The official emulator has
    # SMS on and no TOTP; here TOTP is on as well, so that a newcomer needs no configuration call.
    mfa_at_start: bool = True

    # --- Accounts

    # The official emulator asks for one @ and takes control characters too.
    email_pattern: Text = r"[^@\x00-\x1f\x7f]+@[^@\x00-\x1f\x7f]+"
    email_length: Limit = 0
    # Production wants E.164; masked numbers come from iOS in test mode. The official emulator looks at the + alone.
    phone_pattern: Text = r"\+[^\x00-\x1f\x7f]*"
    # Both (documented), unless a password policy says more.
    password_length: Annotated[int, Meta(ge=1, le=4096)] = 6
    # A change of e-mail or password, and deletion, need a login at most this old; 0: any age (official emulator).
    # Production: about 5 minutes (documented).
    recent_login: Span = 0
    # Whether an ID token may change an address only by VERIFY_AND_CHANGE_EMAIL, where protection against e-mail
    # enumeration is on or the account has a second factor. Production: yes (documented).
    email_change_needs_verification: bool = False
    # What becomes of the identity providers of an account that the `provider` of an update does not list. Guess: the
    # list is published without a word on it, and the official emulator does not take it.
    unlisted_providers: Literal["unlink", "keep"] = "unlink"
    # What lookup shows of a password: "fake" is the readable form of the official emulator, "redacted" the word
    # that production puts in its place (recorded).
    shown_passwords: Literal["fake", "redacted"] = "fake"
    # Whether lookup adds the full number of a phone factor. Production does not (recorded).
    unobfuscated_phone_info: bool = True
    # Whether a password sign-in answers `displayName` even when it is empty. Production does (recorded).
    display_name_always: bool = False
    # Whether an e-mail link's answer tells `isNewUser` while a second factor is to come. Production: no (recorded).
    new_user_named_when_asked: bool = True
    # Wrong passwords in a row that an account bears before it is closed for `password_lockout`; 0: any number.
    # Production throttles (documented), by numbers that it does not publish: those of strict are a guess.
    password_attempts: Limit = 0
    password_lockout: Lifetime = 5 * MINUTE

    # --- Tokens

    # Both (documented).
    id_token_lifetime: Lifetime = HOUR
    # Production takes an ID token until five minutes after its end (recorded).
    id_token_leeway: Span = 5 * MINUTE
    # Without `returnSecureToken` production answers a legacy token for two weeks and no refresh token (recorded).
    legacy_tokens: bool = False
    legacy_token_lifetime: Lifetime = 14 * 24 * HOUR
    # Whether a refresh token ends with the sessions that `validSince` ends. Production: yes (recorded).
    refresh_checks_valid_since: bool = False
    # How the refresh token of a deleted user is refused. Production: USER_NOT_FOUND (documented), upon which the
    # Firebase JS SDK signs out; upon the word of the official emulator it does not.
    deleted_user_refusal: Literal["INVALID_REFRESH_TOKEN", "USER_NOT_FOUND"] = "INVALID_REFRESH_TOKEN"

    # --- Identity providers

    # Whether an access token or authorization code that nobody but its provider can read signs in, as a user of whom
    # nothing but an id is known. Guess: production asks the provider, the official emulator does not take them.
    opaque_idp_tokens: Literal["accept", "refuse"] = "accept"
    # What `returnRefreshToken` brings: a token made up as the access token of the official emulator is, or only what
    # came with the credential. Production: the latter, since nobody else has one (documented: "if available").
    idp_refresh_tokens: Literal["made", "given"] = "made"
    # Guess: production has INVALID_PENDING_TOKEN for it but no published number.
    idp_pending_lifetime: Lifetime = HOUR
    # Whether an ID token with a nonce needs the nonce beside it. Production: yes (documented).
    idp_nonces_checked: bool = False

    # --- Codes by e-mail and SMS

    # Production: a reset code lives an hour; the others still worked after 3900 seconds (recorded). 0: for ever.
    reset_code_lifetime: Span = HOUR
    oob_code_lifetime: Span = 0
    # Whether a newer code retires the older ones of its kind and account. Production: yes, but for e-mail
    # verification (recorded).
    newer_code_retires_older: bool = False
    # Whether applying a mailed code ends earlier sessions. Production: yes (recorded).
    applied_code_revokes: bool = False
    # A continue URL must be of an authorized domain. Production: yes (recorded).
    continue_url_domains: bool = False
    # Guess: production has SESSION_EXPIRED for it but no published number.
    sms_code_lifetime: Lifetime = 10 * MINUTE
    # Text messages with codes that a project or tenant may ask for within an hour, first and second factors together;
    # 0: any number. Production: 150 for each client's address (documented); here all clients share one.
    sms_per_hour: Rate = 0
    # Sign-ins with a phone number as first factor that a project takes within a minute; 0: any number. Production: 1600
    # (documented; that the refusal is QUOTA_EXCEEDED is a guess).
    phone_sign_ins_per_minute: Rate = 0
    # Both (the answer says so).
    temporary_proof_lifetime: Lifetime = HOUR
    # Sessions of codes that are remembered, so that a late code is told from an unknown one.
    kept_sessions: Count = 10_000

    # --- Second factors

    # An account's factors of all kinds together (production, recorded); of these at most one is TOTP.
    second_factors: Annotated[int, Meta(ge=1, le=1000)] = 5
    # Between a first factor and the text message for the second: 453 seconds did, 603 did not (production, recorded).
    phone_pending_lifetime: Lifetime = 10 * MINUTE
    # Between a first factor and the TOTP code: 293 seconds did, 303 did not (production, recorded).
    totp_pending_lifetime: Lifetime = 5 * MINUTE
    # From the secret to the first code: 870 seconds did, 930 did not, and the answer says 900 (production, recorded).
    totp_enrollment_lifetime: Lifetime = 15 * MINUTE
    # Guess: the length of production's secrets is not known; 20 bytes are what RFC 4226 recommends.
    totp_secret_bytes: Annotated[int, Meta(ge=1, le=128)] = 20
    # Codes that may be tried in one TOTP enrollment (production, recorded).
    totp_enrollment_attempts: Count = 3
    # To enroll TOTP, a user must have signed in this recently: 244 seconds did, 333 did not (production, recorded).
    # Phones need no such thing. 0: any age.
    totp_recent_login: Span = 5 * MINUTE
    # Wrong TOTP codes at sign-in that an account bears within `totp_failure_span`. Production is recorded to refuse
    # after 4 or 5 in about a minute; that the count slides, and that a right code leaves it alone, is a guess.
    totp_failures: Annotated[int, Meta(ge=1, le=10_000)] = 5
    totp_failure_span: Lifetime = MINUTE
    # Production wants a name for each TOTP factor (recorded).
    totp_name_required: bool = False
    # Whether a part that a second factor's call lacks is told by a code of its own. Production says no more than
    # that the request contains an invalid argument (recorded).
    missing_parts_named: bool = True
    # Whether the start of a sign-in by phone must hold `phoneSignInInfo`, which may be empty. Production: yes
    # (recorded).
    phone_sign_in_info_required: bool = False
    # Whether enrolling a phone ends the account's earlier sessions. Production: yes, but not for TOTP (recorded).
    phone_enrollment_revokes: bool = False
    # Whether withdrawing a factor does. Production: yes (recorded).
    withdrawal_revokes: bool = False
    # Whether the tokens after a withdrawal still tell of a second factor that stayed. Production: yes (recorded).
    withdrawal_keeps_second_factor: bool = False
    # Whether a withdrawal answers `expiresIn`. Production: no (recorded).
    withdrawal_expires_in: bool = True
    # The refusal of a withdrawal without ID token: production takes its absence for a bad one (recorded).
    withdrawal_names_missing_token: bool = True
    # Whether an account that was disabled after its first factor completes the second. Production: yes (recorded,
    # with TOTP).
    disabled_completes_sign_in: bool = False
    # Whether factors are written by administrators alone, in sign-up and update. Production: yes (documented).
    factor_writes_need_admin: bool = False
    # Whether the factors of an update must have ids. Production makes those that are missing (recorded).
    factor_ids_required: bool = True
    # The refusal of a bad number in written factors. Production says INVALID_PHONE_NUMBER (recorded).
    factor_number_refusal: Literal["INVALID_MFA_PHONE_NUMBER", "INVALID_PHONE_NUMBER"] = "INVALID_MFA_PHONE_NUMBER"
    # Whether an update may list a TOTP factor that the account has, to keep it. Production refuses any (recorded),
    # so that an Admin SDK cannot write back the factors it has read.
    update_keeps_totp: bool = True

    # --- Configuration

    # What a change of configuration does with a field that `updateMask` names and the body lacks. Production takes
    # it away (recorded of tenants), the official emulator leaves it alone.
    masked_missing_field: Literal["keep", "reset"] = "keep"

    def __post_init__(self) -> None:
        _check_pattern("email_pattern", self.email_pattern)
        _check_pattern("phone_pattern", self.phone_pattern, re.ASCII)


def _check_pattern(name: str, pattern: str, flags: int = 0) -> None:
    try:
        fits_nothing = re.compile(pattern, flags).fullmatch("")
    except (re.error, ValueError, OverflowError, RecursionError) as error:
        raise ValueError(f"{name} must be a regular expression, not {pattern!r}: {error}") from None
    if fits_nothing:
        raise ValueError(f"{name} must be a pattern that an empty text does not fit, not {pattern!r}")


EMULATOR = Settings()

STRICT = Settings(
    unknown_fields="refuse",
    wrong_booleans="true",
    v2_error_format="2",
    key_opens_admin_methods=False,
    tenants_on_first_use=False,
    email_privacy_at_start=True,
    mfa_at_start=False,
    # One @, a dot somewhere after it, nothing that must be quoted: RFC 5322 as far as people use it.
    email_pattern=r"[^@\s\x00-\x1f\x7f\"(),:;<>\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+",
    email_length=255,
    phone_pattern=r"\+([1-9][0-9]{5,14}|\*+[0-9]{4})",
    recent_login=5 * MINUTE,
    email_change_needs_verification=True,
    shown_passwords="redacted",
    unobfuscated_phone_info=False,
    display_name_always=True,
    new_user_named_when_asked=False,
    password_attempts=10,
    legacy_tokens=True,
    idp_refresh_tokens="given",
    idp_nonces_checked=True,
    refresh_checks_valid_since=True,
    deleted_user_refusal="USER_NOT_FOUND",
    newer_code_retires_older=True,
    applied_code_revokes=True,
    sms_per_hour=150,
    phone_sign_ins_per_minute=1600,
    continue_url_domains=True,
    totp_name_required=True,
    missing_parts_named=False,
    phone_sign_in_info_required=True,
    phone_enrollment_revokes=True,
    withdrawal_revokes=True,
    withdrawal_keeps_second_factor=True,
    withdrawal_expires_in=False,
    withdrawal_names_missing_token=False,
    disabled_completes_sign_in=True,
    factor_writes_need_admin=True,
    factor_ids_required=False,
    factor_number_refusal="INVALID_PHONE_NUMBER",
    update_keeps_totp=False,
    masked_missing_field="reset",
)

PRESETS = {"emulator": EMULATOR, "strict": STRICT}
