"""Settings of accounts and their passwords."""

from typing import Annotated, Literal

from msgspec import Meta

from mfa_emulator.core.settings import Lifetime, Limit, Span, Text
from mfa_emulator.core.time.windows import MINUTE
from mfa_emulator.providers.identity_toolkit.settings.requests import RequestSettings

EMAIL = r"[^@\x00-\x1f\x7f]+@[^@\x00-\x1f\x7f]+"
# One @, a dot somewhere after it, nothing that must be quoted: RFC 5322 as far as people use it.
STRICT_EMAIL = r"[^@\s\x00-\x1f\x7f\"(),:;<>\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
PHONE = r"\+[^\x00-\x1f\x7f]*"
STRICT_PHONE = r"\+([1-9][0-9]{5,14}|\*+[0-9]{4})"
OWN_PATTERNS = frozenset((EMAIL, STRICT_EMAIL, PHONE, STRICT_PHONE))
"""Patterns that are matched without a limit: they are known to be quick."""


class AccountSettings(RequestSettings, frozen=True, kw_only=True):
    """The settings of requests, and those of accounts."""

    email_pattern: Text = EMAIL
    """Regular expression of e-mail addresses. The official emulator asks for one @; production follows RFC 5322.

    Source: documented, firebase/firebase-tools src/emulator/auth/operations.ts
    """

    email_length: Limit = 0
    """Longest e-mail address, in characters; 0 is no limit. Production takes fewer than 256.

    Source: documented, https://identitytoolkit.googleapis.com/$discovery/rest?version=v1
    """

    phone_pattern: Text = PHONE
    """Regular expression of phone numbers. The official emulator looks at the + alone; production wants E.164.

    Masked numbers such as +*******1234 come from iOS in test mode, and are taken by both presets.

    Source: documented, firebase/firebase-ios-sdk#11079
    """

    password_length: Annotated[int, Meta(ge=1, le=4096)] = 6
    """Characters that a password has at least, unless a password policy says more.

    Source: documented, firebase/firebase-tools src/emulator/auth/operations.ts
    """

    admin_passwords_measured: bool = True
    """Whether a password that an administrator sets has `password_length` too, where no policy says more.

    Production takes shorter ones.

    Source: recorded, t-k/fireemu
    """

    recent_login: Span = 0
    """Oldest login with which an account changes its e-mail or password or is deleted; 0 is any age.

    A code of VERIFY_AND_CHANGE_EMAIL needs it as well (firebase/firebase-js-sdk#3247). Production: about five minutes.

    Source: documented, https://firebase.google.com/docs/auth/web/manage-users
    """

    email_change_needs_verification: bool = False
    """Whether an ID token changes an address by VERIFY_AND_CHANGE_EMAIL alone, for accounts that are protected.

    Those are accounts with a second factor, and all where protection against e-mail enumeration is on. Production:
    yes.

    Source: documented, https://cloud.google.com/identity-platform/docs/admin/email-enumeration-protection
    """

    unlisted_providers: Literal["unlink", "keep"] = "unlink"
    """Fate of the identity providers of an account that the `provider` of an update does not list.

    The list is published without a word on it, and the official emulator does not take it.

    Source: guess.
    """

    shown_passwords: Literal["fake", "redacted"] = "fake"
    """Form in which lookup shows a password: "fake" is readable, as in the official emulator.

    "redacted" is the word that production puts in its place.

    Source: recorded, t-k/fireemu
    """

    exported_passwords: Literal["fake", "redacted"] = "fake"
    """Form in which an export shows passwords to administrators, who may see hash and salt in production as well.

    Source: recorded, t-k/fireemu
    """

    hash_version_shown: bool = False
    """Whether an export has `version` 0 beside a password's hash. Production does.

    Source: recorded, t-k/fireemu
    """

    hashes_checked: bool = False
    """Whether an import with hashes that nobody could verify is refused: unknown algorithm, bad rounds, no Base64.

    Production refuses the whole of it; the official emulator takes all.

    Source: recorded, firebase/firebase-tools#1146
    """

    longest_password: Limit = 0
    """Longest password, in UTF-16 units; 0 is any length. Production: 4096.

    Source: recorded, t-k/fireemu
    """

    unlinking_password_drops_email: bool = True
    """Whether an account that is unlinked from its password loses its address too. Production: no.

    Source: recorded, firebase/firebase-tools#10517
    """

    admin_change_keeps_verification: bool = False
    """Whether an address that an administrator changes stays verified, and the first one is not remembered.

    Production: yes.

    Source: recorded, t-k/fireemu
    """

    made_accounts_have_valid_since: bool = False
    """Whether an account that an administrator makes has `validSince` without a password too. Production: yes.

    Source: recorded, t-k/fireemu
    """

    made_accounts_answered: Literal["profile", "address"] = "profile"
    """Answer to an administrator who makes an account: its name and address, or its address alone, even an empty one.

    "address" is production.

    Source: recorded, t-k/fireemu
    """

    password_provider: Literal["first", "last"] = "first"
    """Place of the password among the providers of an account. In production it is last, and the phone first.

    Source: recorded, t-k/fireemu
    """

    links_need_admin: bool = False
    """Whether `linkProviderUserInfo` is for administrators alone. Production refuses clients: UNEXPECTED_PARAMETER.

    Source: recorded, t-k/fireemu
    """

    missing_raw_id_refusal: Literal["MISSING_RAW_ID", "MISSING_IDENTIFIER"] = "MISSING_RAW_ID"
    """Refusal of a `linkProviderUserInfo` without `rawId`. Production: MISSING_IDENTIFIER.

    Source: recorded, t-k/fireemu
    """

    lookup_needs_selector: bool = False
    """Whether an administrator's lookup that names nobody is refused, as in production: MISSING_ID_TOKEN.

    Source: recorded, t-k/fireemu
    """

    no_page_at_zero: bool = False
    """Whether an export of 0 accounts, or from a page that does not exist, is empty. Production: yes.

    The official emulator takes 0 for its 20, and any text for a place among the ids.

    Source: recorded, t-k/fireemu
    """

    import_checks: bool = True
    """Whether an import refuses an id that is taken, one that comes twice, and a weak password.

    Production overwrites, takes the last one, and takes any password; with `sanityCheck` it looks at repetitions.

    Source: recorded, t-k/fireemu
    """

    import_shares: tuple[Literal["email", "phone"], ...] = ("phone",)
    """Parts of an imported account that another one may have already, which alone is reached by them.

    The official emulator takes a phone number, production an e-mail address.

    Source: recorded, t-k/fireemu
    """

    empty_texts_shown: bool = True
    """Whether a name or picture that was set to an empty text is shown as one. Production leaves it out.

    Source: documented, firebase/firebase-tools src/emulator/auth/operations.ts
    """

    unobfuscated_phone_info: bool = True
    """Whether lookup adds the full number of a phone factor. Production does not.

    Source: recorded, t-k/fireemu
    """

    display_name_always: bool = False
    """Whether a sign-in by password answers `displayName` even when it is empty. Production does.

    Source: recorded, t-k/fireemu
    """

    new_user_named_when_asked: bool = True
    """Whether the answer to an e-mail link has `isNewUser` while a second factor is to come. Production: no.

    Source: recorded, t-k/fireemu
    """

    password_attempts: Limit = 0
    """Wrong passwords in a row upon which an account is closed for `password_lockout`; 0 is any number.

    Production throttles, by numbers that it does not publish.

    Source: guess.
    """

    password_lockout: Lifetime = 5 * MINUTE
    """Time for which too many wrong passwords close an account.

    Source: guess.
    """
