"""Settings of OneLogin's second factors: lifetimes, limits, names, and points that no document settles."""

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from mfa_emulator.core.settings import Count, ErrorStatus, Id, Lifetime, Text

FactorName: TypeAlias = Literal["authenticator", "protect", "sms", "voice", "email", "yubikey", "duo"]


class FactorIds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ids of the authentication factors. Every account has its own; these stand in the published samples."""

    authenticator: Id = 58957
    protect: Id = 58958
    sms: Id = 58959
    voice: Id = 58960
    email: Id = 58961
    yubikey: Id = 43302
    duo: Id = 32233


class FactorSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of one account's second factors. Durations are in seconds unless a name says otherwise."""

    factor_ids: FactorIds = FactorIds()
    """Ids of the authentication factors.

    Source: documented, https://developers.onelogin.com/api-docs/1/multi-factor-authentication/available-factors
    """
    policy: tuple[FactorName, ...] = ("authenticator", "protect", "sms", "voice", "email")
    """Factors that users may enroll by API, in the order of the list of available factors.

    Source: ours.
    """
    v2_array_bodies: bool = False
    """Whether registrations and verifications come in a list of one, as samples print them; live clients read objects.

    Source: recorded, onelogin-python-sdk 2.0.4
    """
    id_style: Literal["uuid", "numeric"] = "uuid"
    """Ids of version 2 registrations and verifications. The Go and .NET SDKs type them as numbers.

    Source: documented, onelogin-python-sdk 2.0.4 onelogin/api/client.py
    """
    factor_id_optional: bool = True
    """Whether version 1 enrollment without `factor_id` enrolls SMS: the Python SDKs 3.1.4 to 4.0.1 drop the field.

    Source: guess.
    """
    authenticator_needs_device_id: bool = False
    """Whether a version 2 verification by Authenticator must repeat `device_id`, as published; its id implies it.

    Source: guess.
    """
    state_token_lifetime: Lifetime = 120
    """Lifetime of a version 1 state token when `state_token_expires_in` is absent.

    Source: documented, onelogin-python-sdk 4.0.1 onelogin/models/activate_mfa_factors_request.py
    """
    state_token_max: Lifetime = 900
    """Longest `state_token_expires_in`.

    Source: documented, onelogin-python-sdk 4.0.1 onelogin/models/activate_mfa_factors_request.py
    """
    verification_min: Lifetime = 1
    """Shortest `expires_in` of a version 2 registration or verification: none is stated, and 60 is in use.

    Source: guess.
    """
    verification_lifetime: Lifetime = 120
    """Lifetime of a version 2 registration or verification when `expires_in` is absent.

    Source: documented, 2/mfa/activate-factor
    """
    verification_max: Lifetime = 900
    """Longest `expires_in` of a version 2 registration or verification.

    Source: documented, 2/mfa/activate-factor
    """
    login_state_token_lifetime: Lifetime = 300
    """Lifetime of the state token of a log-in or a SAML assertion.

    Source: guess.
    """
    session_token_lifetime: Lifetime = 120
    """Lifetime of a session token.

    Source: documented, onelogin-python-sdk 2.0.4 onelogin/api/client.py
    """
    mfa_token_lifetime: Lifetime = 259_200
    """Lifetime of a temporary MFA token when `expires_in` is absent, and the longest there is.

    Source: documented, onelogin-python-sdk 4.0.1 onelogin/models/generate_mf_atoken_request.py
    """
    mfa_token_min_v1: Lifetime = 1
    """Shortest `expires_in` of a version 1 temporary MFA token.

    Source: documented, https://developers.onelogin.com/api-docs/1/multi-factor-authentication/generate-mfa-token
    """
    mfa_token_min_v2: Lifetime = 120
    """Shortest `expires_in` of a version 2 temporary MFA token: a published client asks for no less.

    Source: guess.
    """
    smart_mfa_lifetime: Lifetime = 480
    """Lifetime of a Smart MFA code when `expires_in` is absent.

    Source: documented, https://developers.onelogin.com/api-docs/2/smart-mfa/validate-user
    """
    smart_mfa_max: Lifetime = 900
    """Longest `expires_in` of a Smart MFA code.

    Source: documented, https://developers.onelogin.com/api-docs/2/smart-mfa/validate-user
    """
    smart_mfa_score: Annotated[int, Meta(ge=0, le=100)] = 60
    """Risk score that Smart MFA finds for everybody.

    Source: ours.
    """
    totp_window: Annotated[int, Meta(ge=0, le=100)] = 1
    """Time steps to either side in which an authenticator's code is taken.

    Source: guess.
    """
    numeric_sms_otp: bool = False
    """Whether version 1 SMS codes are six digits for all; else one letter and five digits, as the sample shows.

    Source: documented, onelogin-python-sdk 4.0.1 onelogin/models/activate_mfa_factors_request.py
    """
    sms_max_length: Annotated[int, Meta(ge=80, le=1600)] = 160
    """Longest message, in characters, when its template is filled. 80 hold the emulator's own text.

    Source: documented, onelogin-python-sdk 4.0.1 onelogin/models/activate_mfa_factors_request.py
    """
    send_on_enroll: bool = True
    """Whether version 1 enrollment of SMS or Voice sends a code at once: the SDKs' texts give a state token then.

    Source: guess.
    """
    trigger_message: Text = "Authentication pending"
    """Message of a version 1 trigger of all factors but SMS.

    Source: guess.
    """
    pending_message: Text = "Authentication pending on OL Protect"
    """Message of a poll that nobody has answered. Seen on SAML assertions; for version 1 verify a guess.

    Source: recorded, mmmorris1975/aws-runas
    """
    pending_type: Text = "pending"
    """`type` of a poll that nobody has answered.

    Source: recorded, Versent/saml2aws
    """
    wrong_otp_status: ErrorStatus | None = None
    """Status of a wrong code of a version 2 registration or verification; None: 200, and its `status` is not accepted.

    Source: documented, onelogin-java-sdk 2453194
    """
    wrong_code_word: Literal["pending", "rejected"] = "pending"
    """`status` of a version 2 verification after a wrong code. That of a registration stays pending.

    Source: guess.
    """
    expired_registration_status: ErrorStatus | None = None
    """Status of a version 2 registration that has expired; None: 200, and its `status` is rejected.

    Source: documented, onelogin-java-sdk 2453194
    """
    expired_status: ErrorStatus | None = 404
    """Status of a version 2 verification that has expired; None: 200, and its `status` is rejected.

    Source: guess.
    """
    pending_status_v1: Literal[200, 401] | None = None
    """Status of a version 1 verify while a push waits; None: as the dialect reads it.

    A push client of the live service reads 401, the Python SDKs take 200 for "not yet".

    Source: recorded, pritunl/pritunl
    """
    protect_in_version_1: Literal["trigger", "plain", "twice"] = "trigger"
    """OneLogin Protect in version 1's list: one entry with `needs_trigger`, one without, or both.

    Push clients trigger only what needs it; the reference prints it without, and its text promises two entries.

    Source: recorded, mmmorris1975/aws-runas
    """
    voice_needs_trigger: bool = True
    """`needs_trigger` of OneLogin Voice in version 1.

    Source: guess.
    """
    email_needs_trigger: bool = True
    """`needs_trigger` of OneLogin Email in version 1.

    Source: guess.
    """
    email_name_v1: Text = "OneLogin Email"
    """`auth_factor_name` of an e-mail factor in version 1, and its `device_type` in log-ins.

    Source: guess.
    """
    mfa_scopes: Literal["seen", "reference"] = "seen"
    """Scopes that open version 2's MFA calls.

    `reference`: Manage All for every one, as its pages say. `seen`: Read All reads as well, and Authentication Only
    begins and polls verifications, as a published PAM module needs it.

    Source: documented, https://developers.onelogin.com/api-docs/1/getting-started/working-with-api-credentials
    """
    first_device_is_default: bool = True
    """Whether the first device is the default one, even while it is pending.

    Source: recorded, onelogin-python-sdk 2.0.4
    """
    default_heir: Literal["oldest", "none"] = "oldest"
    """The default device after the default one was removed: the oldest active one, or none.

    Source: guess.
    """
    yubikey_name: Text = "YubiKey"
    """Name of a YubiKey in lists of devices.

    Source: recorded, onelogin-python-sdk 2.0.4
    """
    protect_token: Literal["short", "long", "base32", "hex"] = "short"
    """Form of OneLogin Protect's `verification_token`.

    `short`: two digits, a hyphen and seven digits; `long`: twenty letters and digits; `base32` and `hex`: the secret
    of the app's codes, so that a test can make an authenticator of it.

    Source: recorded, onelogin-python-sdk 2.0.4
    """
    max_otp_attempts: Count | None = None
    """Wrong codes after which a challenge is void; None: any number.

    Source: guess.
    """
    several_devices_per_factor: bool = False
    """Whether a factor stays available when it is enrolled.

    Source: documented, https://developers.onelogin.com/api-docs/1/multi-factor-authentication/available-factors
    """
