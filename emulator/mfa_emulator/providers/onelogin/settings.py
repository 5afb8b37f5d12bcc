"""Lifetimes, limits and the many points where OneLogin's clients and documents disagree."""

from ipaddress import ip_network
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from mfa_emulator.core.settings import BaseUrl, Count, ErrorStatus, Id, Lifetime, Limit, Text, check_order

FactorName: TypeAlias = Literal["authenticator", "protect", "sms", "voice", "email"]
DialectName: TypeAlias = Literal["", "doc", "gen", "gen30", "legacy", "strict"]


class FactorIds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ids of the authentication factors: every account has its own; these stand in the published samples."""

    authenticator: Id = 58957
    protect: Id = 58958
    sms: Id = 58959
    voice: Id = 58960
    email: Id = 58961


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One OneLogin account. Durations are in seconds. "Guess": neither document nor client tells."""

    # The account
    subdomain: Annotated[
        str, Meta(pattern=r"^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\Z", description="one label of a host name")
    ] = "acme"
    account_id: Id = 73415  # guess: any number will do
    factor_ids: FactorIds = FactorIds()
    policy: tuple[FactorName, ...] = ("authenticator", "protect", "sms", "voice", "email")
    """Factors that users may enrol by API, in the order of the list of available factors."""
    allowed_ips: tuple[Text, ...] = ()
    """Addresses (or networks) that need no second factor when given as `ip_address` (documented for SAML)."""

    callback_base: BaseUrl = ""
    """Scheme and host of `callback_url` in log-ins; empty: as the client called. Production names a region at times,
    and clients work around it."""

    # The wire
    dialect: DialectName = ""
    """Which SDK's shapes to answer in; empty: by the User-Agent of each request."""
    mfa_token_status_v1: Literal[200, 201] | None = None
    """Status of a v1 temporary token; None: as the dialect reads it. Documented 200, old clients read 201."""
    v2_login: bool = True
    """Whether /api/2/login exists: no document and no SDK has it."""
    v2_array_bodies: bool = False
    """Registrations and verifications in a list of one, as the documents print them; clients of the live service
    read objects."""
    id_style: Literal["uuid", "numeric"] = "uuid"
    """Ids of v2 registrations and verifications: documented as UUIDs, typed as numbers by the Go and .NET SDKs."""
    factor_id_optional: bool = True
    """v1 enrolment without `factor_id` enrols SMS: the Python SDKs 3.1.4 to 4.0.1 drop the field. Guess."""
    authenticator_needs_device_id: bool = False
    """Whether a v2 verification by Authenticator must repeat `device_id` (documented; the id implies it)."""

    # API credentials
    access_token_lifetime: Lifetime = 36_000  # documented
    rate_limit: Limit = 5000  # documented: v1 calls an hour, per account
    rate_window: Lifetime = 3600
    rate_limit_status: ErrorStatus = 429  # guess
    retry_after: bool = False
    """Whether a refusal over the rate limit says `Retry-After`; not documented, and SDKs obey it."""

    # Second factors
    state_token_lifetime: Lifetime = 120  # documented
    state_token_max: Lifetime = 900  # documented
    verification_min: Lifetime = 120  # documented for v2 expires_in
    verification_max: Lifetime = 900  # documented
    login_state_token_lifetime: Lifetime = 300  # guess, for login and SAML
    session_token_lifetime: Lifetime = 120  # documented
    mfa_token_lifetime: Lifetime = 259_200  # documented: default and maximum, 72 hours
    mfa_token_min_v1: Lifetime = 1  # documented
    mfa_token_min_v2: Lifetime = 120  # seen in a published client
    smart_mfa_lifetime: Lifetime = 480  # documented
    smart_mfa_max: Lifetime = 900  # documented
    smart_mfa_score: Annotated[int, Meta(ge=0, le=100)] = 60
    """The risk score that Smart MFA finds for everybody."""
    totp_window: Annotated[int, Meta(ge=0, le=100)] = 1  # guess: steps to either side
    numeric_sms_otp: bool = False
    """v1 SMS codes of six digits for all; else one letter and five digits, as the documents' sample shows."""
    sms_max_length: Annotated[int, Meta(ge=80, le=1600)] = 160  # documented; 80 hold the emulator's own text
    send_on_enroll: bool = True
    """Whether v1 enrolment of SMS or Voice sends a code at once. Guess: SDK texts hand out a state token then."""
    trigger_message: Text = "Authentication pending"
    """What a v1 trigger says of all factors but SMS. Guess."""
    pending_message: Text = "Authentication pending on OL Protect"
    """What polls say while nobody has answered. Seen on SAML in published clients; for v1 verify a guess."""
    pending_type: Text = "pending"  # the same
    wrong_otp_status: ErrorStatus = 401  # guess, for v2 registrations and verifications
    expired_status: ErrorStatus = 404  # guess, the same
    first_device_is_default: bool = True
    """Whether the first active device becomes the default one, and the next one its heir. Guess."""
    yubikey_name: Text = "YubiKey"  # guess: v2 name of a YubiKey
    protect_token: Literal["base32", "hex"] = "base32"
    """How `verification_token` of OneLogin Protect shows the secret. Guess."""
    max_otp_attempts: Count | None = None
    """Wrong codes after which a challenge is void; nothing is documented."""
    several_devices_per_factor: bool = False
    """Whether a factor stays available when it is enrolled. Documented: it disappears from the list."""

    # Users
    max_login_attempts: Count | None = None
    """Wrong passwords or codes in a row after which the user is locked; nothing is documented."""
    lock_minutes: Annotated[int, Meta(ge=1, le=1_000_000)] = (
        30  # guess: how long a lock of "0 minutes" (the policy's) lasts
    )
    users_per_page: Annotated[int, Meta(ge=1, le=1000)] = 50  # documented

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
