"""Settings of tokens, identity providers and codes by e-mail and SMS."""

from typing import Literal

from mfa_emulator.core.settings import Count, Lifetime, Rate, Span, Text
from mfa_emulator.core.time.windows import HOUR, MINUTE
from mfa_emulator.providers.identity_toolkit.settings.accounts import AccountSettings


class SignInSettings(AccountSettings, frozen=True, kw_only=True):
    """The settings of accounts, and those of the ways to sign in to them."""

    # --- Tokens

    id_token_lifetime: Lifetime = HOUR
    """Time between the issue of an ID token and its end.

    Source: documented, https://firebase.google.com/docs/auth/admin/manage-sessions
    """

    id_token_leeway: Span = 5 * MINUTE
    """Time after its end for which production still takes an ID token.

    Source: recorded, t-k/fireemu
    """

    unmarked_tokens: bool = True
    """Whether an ID token without the mark of a world, one made by hand, is judged by its user. Strict: no.

    A token with the mark of another world, or of before a reset, is always refused.

    Source: ours.
    """

    legacy_tokens: bool = False
    """Whether a sign-in without `returnSecureToken` is answered by a legacy token and no refresh token, as production.

    Source: recorded, t-k/fireemu
    """

    legacy_token_lifetime: Lifetime = 14 * 24 * HOUR
    """Time between the issue of a legacy token and its end.

    Source: recorded, t-k/fireemu
    """

    refresh_checks_valid_since: bool = False
    """Whether a refresh token ends with the sessions that `validSince` ends. Production: yes.

    Source: recorded, t-k/fireemu
    """

    deleted_user_refusal: Literal["INVALID_REFRESH_TOKEN", "USER_NOT_FOUND"] = "INVALID_REFRESH_TOKEN"
    """Refusal of the refresh token of a deleted user. Production: USER_NOT_FOUND.

    Upon that word the Firebase JS SDK signs out; upon the word of the official emulator it does not.

    Source: documented, https://cloud.google.com/identity-platform/docs/use-rest-api
    """

    custom_tokens_checked: bool = False
    """Whether a custom token must be one that production would take, as far as that shows without its key.

    It is signed by RS256, `iss` and `sub` are one service account of the project, `iat` and `exp` hold and are at most
    an hour apart, `uid` has 1 to 128 characters. Admin SDKs that know of an emulator make unsigned tokens, which only
    the official emulator takes.

    Source: documented, https://firebase.google.com/docs/auth/admin/create-custom-tokens
    """

    # --- Identity providers

    opaque_idp_tokens: Literal["accept", "refuse"] = "accept"
    """Whether an access token or authorization code that its provider alone can read signs in.

    The user is one of whom nothing but an id is known. Production asks the provider, the official emulator does not
    take such tokens.

    Source: guess.
    """

    idp_refresh_tokens: Literal["made", "given"] = "made"
    """Origin of the token that `returnRefreshToken` brings: made up, or only what came with the credential.

    Made up are the official emulator's access tokens too. Production gives one "if available".

    Source: documented, https://cloud.google.com/identity-platform/docs/reference/rest/v1/accounts/signInWithIdp
    """

    idp_pending_lifetime: Lifetime = HOUR
    """Time for which a pending token is good. Production has INVALID_PENDING_TOKEN for it but no published number.

    Source: guess.
    """

    second_link: Literal["replace", "refuse"] = "replace"
    """Outcome of linking a second profile of a provider to an account. Production refuses: PROVIDER_ALREADY_LINKED.

    Source: recorded, t-k/fireemu
    """

    idp_nonces_checked: bool = False
    """Whether an ID token with a nonce needs the nonce beside it. Production: yes.

    Source: documented, https://cloud.google.com/identity-platform/docs/use-rest-api
    """

    # --- Robots

    recaptcha_tokens: tuple[Text, ...] = ("recaptcha-test-token", "token")
    """Tokens of reCAPTCHA Enterprise that pass where a project enforces it; all others are refused.

    The Firebase JS SDK with `appVerificationDisabledForTesting` sends the word "token".

    Source: ours.
    """

    # --- Codes by e-mail and SMS

    reset_code_lifetime: Span = HOUR
    """Time for which a code to reset a password is good; 0 is for ever. Production: an hour.

    Source: recorded, t-k/fireemu
    """

    oob_code_lifetime: Span = 0
    """Time for which other mailed codes are good; 0 is for ever. Production still takes them after 3900 seconds.

    Source: recorded, t-k/fireemu
    """

    newer_code_retires_older: bool = False
    """Whether a newer code retires the older ones of its kind and account. Production: yes, but for VERIFY_EMAIL.

    Source: recorded, t-k/fireemu
    """

    taken_address_hidden: bool = False
    """Whether protection against e-mail enumeration hides that the address of VERIFY_AND_CHANGE_EMAIL is taken.

    Production answers 200 and sends nothing, also to the address that the account has; the official emulator refuses.

    Source: documented, firebase/flutterfire#16907
    """

    mailed_code_follows: Literal["address", "account"] = "address"
    """Binding of mailed codes: to the address that they were sent to, or to the account.

    "account" is production: a code to change the address applies although an administrator has changed it meanwhile,
    and a reset code, which is bound to the address in both, says what is missing: USER_NOT_FOUND when it is used,
    EMAIL_NOT_FOUND when it is looked at. The official emulator says INVALID_OOB_CODE to all of these.

    Source: recorded, t-k/fireemu
    """

    sign_in_link_takes_password: bool = False
    """Whether the first sign-in by link to an address that was not verified takes the password away. Production: yes.

    Source: recorded, t-k/fireemu
    """

    sign_in_link_needs_page: bool = False
    """Whether a link to sign in must lead on to a `continueUrl`. Production: yes.

    Source: recorded, t-k/fireemu
    """

    unknown_address_hides_page: bool = False
    """Whether an unknown address is answered 200 before the `continueUrl` is judged, where addresses are protected.

    That is a client's request to reset a password. Production: yes.

    Source: recorded, t-k/fireemu
    """

    applied_code_revokes: bool = False
    """Whether applying a mailed code ends earlier sessions. Production: yes.

    Source: recorded, t-k/fireemu
    """

    continue_url_domains: bool = False
    """Whether a continue URL must be of an authorized domain. Production: yes.

    Source: recorded, t-k/fireemu
    """

    sms_code_lifetime: Lifetime = 10 * MINUTE
    """Time for which a code by SMS is good. Production has SESSION_EXPIRED for it but no published number.

    Source: guess.
    """

    sms_per_hour: Rate = 0
    """Text messages with codes for a project or tenant within an hour, of both factors together; 0 is any number.

    Production allows 150 for each client's address; here all clients share one.

    Source: documented, https://cloud.google.com/identity-platform/quotas
    """

    phone_sign_ins_per_minute: Rate = 0
    """Sign-ins with a phone number as first factor that a project takes within a minute; 0 is any number.

    Production: 1600. That the refusal is QUOTA_EXCEEDED is a guess.

    Source: documented, https://cloud.google.com/identity-platform/quotas
    """

    temporary_proof_lifetime: Lifetime = HOUR
    """Time for which the proof of a number that belongs to another account is good.

    Source: documented, firebase/firebase-tools src/emulator/auth/operations.ts
    """

    kept_sessions: Count = 10_000
    """Sessions of codes that a project or tenant remembers: a late code is refused in another way than an unknown one.

    Source: ours.
    """

    # --- Functions

    blocking_function_timeout: Lifetime = MINUTE
    """Real time that a blocking function may take. Production: 7 seconds.

    Source: documented, https://cloud.google.com/identity-platform/docs/blocking-functions
    """

    blocking_function_errors: Literal["official", "production"] = "official"
    """Whose words and statuses tell that a blocking function refused or failed.

    Source: recorded, t-k/fireemu
    """

    sms_sign_in_type: Literal["SIGN_IN_OR_SIGN_UP", "SIGNIN"] = "SIGN_IN_OR_SIGN_UP"
    """Word for a message that signs in, as `beforeSendSms` is told: firebase-functions documents the first.

    Source: recorded, t-k/fireemu
    """

    custom_token_users_told: bool = True
    """Whether the first sign-in by a custom token, which makes the account, is told as a user event. Production: no.

    Source: documented, https://firebase.google.com/docs/functions/auth-events
    """
