"""Settings of OneLogin: lifetimes, limits, and the many points at which its clients and documents disagree."""

from ipaddress import ip_network
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from mfa_emulator.core.settings import BaseUrl, Count, ErrorStatus, Id, Lifetime, Limit, Text, check_order

FactorName: TypeAlias = Literal["authenticator", "protect", "sms", "voice", "email"]
DialectName: TypeAlias = Literal["", "doc", "gen", "gen30", "legacy", "strict"]


class FactorIds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ids of the authentication factors. Every account has its own; these stand in the published samples."""

    authenticator: Id = 58957
    protect: Id = 58958
    sms: Id = 58959
    voice: Id = 58960
    email: Id = 58961


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of one OneLogin account. Durations are in seconds unless a name says otherwise."""

    # The account
    subdomain: Annotated[
        str, Meta(pattern=r"^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\Z", description="one label of a host name")
    ] = "acme"
    """Subdomain of the account, which log-ins and SAML assertions must name.

    Source: ours.
    """
    account_id: Id = 73415
    """`account_id` in the answer to a token call.

    Source: ours.
    """
    factor_ids: FactorIds = FactorIds()
    """Ids of the authentication factors.

    Source: documented.
    """
    policy: tuple[FactorName, ...] = ("authenticator", "protect", "sms", "voice", "email")
    """Factors that users may enroll by API, in the order of the list of available factors.

    Source: ours.
    """
    allowed_ips: tuple[Text, ...] = ()
    """Addresses or networks that need no second factor when they come as `ip_address` (published for SAML).

    Source: documented.
    """
    callback_base: BaseUrl = ""
    """Scheme and host of `callback_url`; empty: as the client called. Production names another region at times.

    Source: recorded.
    """

    # The wire
    dialect: DialectName = ""
    """SDK whose shapes the answers have; empty: as the User-Agent of each request says.

    Source: ours.
    """
    mfa_token_status_v1: Literal[200, 201] | None = None
    """Status of a version 1 temporary token; None: as the dialect reads it. 200 is published, old SDKs read 201.

    Source: documented.
    """
    v2_login: bool = True
    """Whether /api/2/login exists: no page and no SDK has it.

    Source: guess.
    """
    v2_array_bodies: bool = False
    """Whether registrations and verifications come in a list of one, as samples print them; live clients read objects.

    Source: recorded.
    """
    id_style: Literal["uuid", "numeric"] = "uuid"
    """Ids of version 2 registrations and verifications. The Go and .NET SDKs type them as numbers.

    Source: documented.
    """
    factor_id_optional: bool = True
    """Whether version 1 enrollment without `factor_id` enrolls SMS: the Python SDKs 3.1.4 to 4.0.1 drop the field.

    Source: guess.
    """
    authenticator_needs_device_id: bool = False
    """Whether a version 2 verification by Authenticator must repeat `device_id`, as published; its id implies it.

    Source: guess.
    """

    # API credentials
    access_token_lifetime: Lifetime = 36_000
    """Lifetime of an access token.

    Source: documented.
    """
    rate_limit: Limit = 5000
    """Version 1 calls that the account may make in each window.

    Source: documented.
    """
    rate_window: Lifetime = 3600
    """Length of the window in which version 1 calls are counted.

    Source: documented.
    """
    rate_limit_status: ErrorStatus = 429
    """Status of a call over the rate limit.

    Source: recorded.
    """
    retry_after: bool = False
    """Whether a refusal over the rate limit says `Retry-After`. The generated SDKs obey it.

    Source: recorded.
    """

    # Second factors
    state_token_lifetime: Lifetime = 120
    """Lifetime of a version 1 state token when `state_token_expires_in` is absent.

    Source: documented.
    """
    state_token_max: Lifetime = 900
    """Longest `state_token_expires_in`.

    Source: documented.
    """
    verification_min: Lifetime = 120
    """The `expires_in` of a version 2 registration or verification by default, and (a guess) the shortest.

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

    Source: documented.
    """
    mfa_token_lifetime: Lifetime = 259_200
    """Lifetime of a temporary MFA token when `expires_in` is absent, and the longest there is.

    Source: documented.
    """
    mfa_token_min_v1: Lifetime = 1
    """Shortest `expires_in` of a version 1 temporary MFA token.

    Source: documented.
    """
    mfa_token_min_v2: Lifetime = 120
    """Shortest `expires_in` of a version 2 temporary MFA token: a published client asks for no less.

    Source: guess.
    """
    smart_mfa_lifetime: Lifetime = 480
    """Lifetime of a Smart MFA code when `expires_in` is absent.

    Source: documented.
    """
    smart_mfa_max: Lifetime = 900
    """Longest `expires_in` of a Smart MFA code.

    Source: documented.
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

    Source: documented.
    """
    sms_max_length: Annotated[int, Meta(ge=80, le=1600)] = 160
    """Longest message, in characters, when its template is filled. 80 hold the emulator's own text.

    Source: documented.
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

    Source: recorded.
    """
    pending_type: Text = "pending"
    """`type` of a poll that nobody has answered.

    Source: recorded.
    """
    wrong_otp_status: ErrorStatus = 401
    """Status of a wrong code of a version 2 registration or verification.

    Source: guess.
    """
    expired_status: ErrorStatus = 404
    """Status of a version 2 registration or verification that has expired.

    Source: guess.
    """
    first_device_is_default: bool = True
    """Whether the first active device becomes the default one, and the next one its heir.

    Source: guess.
    """
    yubikey_name: Text = "YubiKey"
    """Name of a YubiKey in lists of devices.

    Source: recorded, onelogin-python-sdk 2.0.4
    """
    protect_token: Literal["base32", "hex"] = "base32"
    """Form of the secret in OneLogin Protect's `verification_token`.

    Source: guess.
    """
    max_otp_attempts: Count | None = None
    """Wrong codes after which a challenge is void; None: any number.

    Source: guess.
    """
    several_devices_per_factor: bool = False
    """Whether a factor stays available when it is enrolled.

    Source: documented.
    """

    # Users
    max_login_attempts: Count | None = None
    """Wrong passwords or codes in a row after which the user is locked; None: any number.

    Source: guess.
    """
    lock_minutes: Annotated[int, Meta(ge=1, le=1_000_000)] = 30
    """Length of the policy's lock, in minutes: that of a lock of "0 minutes", and after too many wrong log-ins.

    Source: guess.
    """
    users_per_page: Annotated[int, Meta(ge=1, le=1000)] = 50
    """Users in a page of the list, at most.

    Source: documented.
    """

    def __post_init__(self) -> None:
        check_order(self, "state_token_lifetime", "state_token_max")
        check_order(self, "verification_min", "verification_max")
        check_order(self, "mfa_token_min_v1", "mfa_token_lifetime")
        check_order(self, "mfa_token_min_v2", "mfa_token_lifetime")
        check_order(self, "smart_mfa_lifetime", "smart_mfa_max")
        ids = msgspec.structs.astuple(self.factor_ids)
        if len(set(ids)) < len(ids):
            raise ValueError(f"factor_ids must all be different, not {self.factor_ids}")
        for network in self.allowed_ips:
            try:
                ip_network(network, strict=False)
            except ValueError:
                raise ValueError(f"allowed_ips must be addresses or networks, not {network!r}") from None


PRESETS = {
    "emulator": Settings(),
    "strict": Settings(factor_id_optional=False, authenticator_needs_device_id=True, max_otp_attempts=5),
}
