"""Settings of second factors."""

from typing import Annotated, Literal

from msgspec import Meta

from mfa_emulator.core.settings import Count, Lifetime, Limit, Span
from mfa_emulator.core.time.windows import MINUTE
from mfa_emulator.providers.identity_toolkit.settings.sign_in import SignInSettings


class SecondFactorSettings(SignInSettings, frozen=True, kw_only=True):
    """The settings of the ways to sign in, and those of second factors."""

    second_factors: Annotated[int, Meta(ge=1, le=1000)] = 5
    """Factors of all kinds that an account can have together; of these at most one is TOTP.

    Source: recorded, t-k/fireemu
    """

    phone_pending_lifetime: Lifetime = 10 * MINUTE
    """Time between a first factor and the text message for the second: 453 seconds did, 603 did not.

    Source: recorded, t-k/fireemu
    """

    totp_pending_lifetime: Lifetime = 5 * MINUTE
    """Time between a first factor and the TOTP code: 293 seconds did, 303 did not.

    Source: recorded, t-k/fireemu
    """

    totp_enrollment_lifetime: Lifetime = 15 * MINUTE
    """Time between a TOTP secret and its first code: 870 seconds did, 930 did not, and the answer says 900.

    Source: recorded, t-k/fireemu
    """

    totp_secret_bytes: Annotated[int, Meta(ge=1, le=128)] = 20
    """Length of new TOTP secrets in bytes. Production's is not known; 20 is what RFC 4226 recommends.

    Source: guess.
    """

    totp_enrollment_attempts: Count = 3
    """Codes that may be tried in one TOTP enrollment.

    Source: recorded, t-k/fireemu
    """

    totp_recent_login: Span = 5 * MINUTE
    """Oldest login with which TOTP is enrolled: 244 seconds did, 333 did not; 0 is any age. Phones need none.

    Source: recorded, t-k/fireemu
    """

    totp_failures: Annotated[int, Meta(ge=1, le=10_000)] = 5
    """Wrong TOTP codes at sign-in that an account bears within `totp_failure_span`.

    Production refuses after 4 or 5 in about a minute. That the count slides, and that a right code leaves it alone, is
    a guess.

    Source: recorded, t-k/fireemu
    """

    totp_failure_span: Lifetime = MINUTE
    """Time for which a wrong TOTP code is counted.

    Source: recorded, t-k/fireemu
    """

    totp_name_required: bool = False
    """Whether each TOTP factor must have a name. Production: yes.

    Source: recorded, t-k/fireemu
    """

    missing_parts_named: bool = True
    """Whether a refusal has a code for the part that a second factor's call lacks.

    Production says no more than that the request contains an invalid argument.

    Source: recorded, t-k/fireemu
    """

    phone_sign_in_info_required: bool = False
    """Whether the start of a sign-in by phone must hold `phoneSignInInfo`, which may be empty. Production: yes.

    Source: recorded, t-k/fireemu
    """

    phone_enrollment_revokes: bool = False
    """Whether enrolling a phone ends the account's earlier sessions. Production: yes, but not for TOTP.

    Source: recorded, t-k/fireemu
    """

    withdrawal_revokes: bool = False
    """Whether withdrawing a factor ends the account's earlier sessions. Production: yes.

    Source: recorded, t-k/fireemu
    """

    withdrawal_keeps_second_factor: bool = False
    """Whether the tokens after a withdrawal still name a second factor that stayed. Production: yes.

    Source: recorded, t-k/fireemu
    """

    withdrawal_expires_in: bool = True
    """Whether a withdrawal answers `expiresIn`. Production: no.

    Source: recorded, t-k/fireemu
    """

    missing_token_named: bool = True
    """Whether enrolling or withdrawing a factor without ID token is refused as such.

    Production takes its absence for a bad token.

    Source: recorded, t-k/fireemu
    """

    disabled_completes_sign_in: bool = False
    """Whether an account that was disabled after its first factor completes the second. Production: yes, with TOTP.

    Source: recorded, t-k/fireemu
    """

    factor_writes_need_admin: bool = False
    """Whether factors are written by administrators alone, in sign-up and update. Production: yes.

    Source: documented, https://cloud.google.com/identity-platform/docs/reference/rest/v1/accounts/update
    """

    withdrawal_recent_login: Span = 0
    """Oldest login with which a factor is withdrawn; 0 is any age. Production asks for a recent one.

    Source: documented, invertase/react-native-firebase#7566
    """

    withdrawal_of_own_factor: Literal["tokens", "none"] = "tokens"
    """Answer to the withdrawal of the factor that the session rests on, while others stay.

    Production gives no tokens, so that the user proves one of the others; the rule behind that is a guess.

    Source: documented, firebase/firebase-js-sdk#3233
    """

    sms_code_attempts: Limit = 0
    """Wrong codes that one text message bears, of a first or a second factor; 0 is any number.

    Production throttles, by numbers that it does not publish.

    Source: guess.
    """

    sms_enrollment_lifetime: Span = 0
    """Time for which the code that enrolls a phone is good; 0 is for ever. Production takes it after 1800 seconds.

    Source: recorded, t-k/fireemu
    """

    factor_number_refusal: Literal["INVALID_MFA_PHONE_NUMBER", "INVALID_PHONE_NUMBER"] = "INVALID_MFA_PHONE_NUMBER"
    """Refusal of a bad number in written factors. Production: INVALID_PHONE_NUMBER.

    Source: recorded, t-k/fireemu
    """

    update_keeps_totp: bool = True
    """Whether an update may list a TOTP factor that the account has, to keep it.

    Production refuses any, so that an Admin SDK cannot write back the factors it has read.

    Source: recorded, firebase/firebase-admin-node#2995
    """
