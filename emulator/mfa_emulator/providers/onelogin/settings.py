"""Settings of OneLogin: lifetimes, limits, and the many points at which its clients and documents disagree."""

from ipaddress import ip_network
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from mfa_emulator.core.settings import BaseUrl, Count, ErrorStatus, Id, Lifetime, Limit, Text, check_order
from mfa_emulator.providers.onelogin.factor_settings import FactorSettings

DialectName: TypeAlias = Literal["", "doc", "gen", "gen30", "java2", "legacy", "python2", "strict"]
TokenRefusal: TypeAlias = Literal["UnauthorizedError", "InvalidCredentials"]


class Settings(FactorSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
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
    allowed_ips: tuple[Text, ...] = ()
    """Addresses or networks that need no second factor when they come as `ip_address` (published for SAML).

    Source: documented, https://developers.onelogin.com/api-docs/1/saml-assertions/generate-saml-assertion
    """
    callback_base: BaseUrl = ""
    """Scheme and host of `callback_url`; empty: as the client called. Production names another region at times.

    Source: recorded, Versent/saml2aws
    """

    # The wire
    dialect: DialectName = ""
    """SDK whose shapes the answers have; empty: as the User-Agent of each request says.

    Source: ours.
    """
    mfa_token_status_v1: Literal[200, 201] | None = None
    """Status of a version 1 temporary token; None: as the dialect reads it. 200 is published, old SDKs read 201.

    Source: documented, https://developers.onelogin.com/api-docs/1/multi-factor-authentication/generate-mfa-token
    """
    v2_login: bool = True
    """Whether /api/2/login exists: no page and no SDK has it.

    Source: guess.
    """

    # API credentials
    access_token_lifetime: Lifetime = 36_000
    """Lifetime of an access token.

    Source: documented, https://developers.onelogin.com/api-docs/1/oauth20-tokens/generate-tokens
    """
    token_refusal: TokenRefusal = "UnauthorizedError"
    """Name of version 2's refusal of an access token that is expired, revoked or unknown.

    SDK 2 fetches a new token on the message of `UnauthorizedError`, "Unauthorized", and on no other.

    Source: recorded, onelogin-python-sdk 2.0.4
    """
    mfa_token_refusal: TokenRefusal = "InvalidCredentials"
    """The same for the calls of version 2's MFA, whose reference prints another name.

    Source: documented, 2/mfa/activate-factor
    """
    scope_error_name: Text = "ForbiddenAction"
    """Name of version 2's refusal of a credential whose scope is too small.

    Source: guess.
    """
    rate_limit: Limit = 5000
    """Version 1 calls that the account may make in each window; 0 for any number.

    Source: documented, https://developers.onelogin.com/api-docs/1/oauth20-tokens/get-rate-limit
    """
    rate_limit_message: Text = "Rate limit exceeded"
    """Message of a call over the rate limit.

    Source: guess.
    """
    rate_window: Lifetime = 3600
    """Length of the window in which version 1 calls are counted.

    Source: documented, https://developers.onelogin.com/api-docs/1/oauth20-tokens/get-rate-limit
    """
    rate_limit_status: ErrorStatus = 429
    """Status of a call over the rate limit. Published clients wait by `X-RateLimit-Reset` then.

    Source: guess.
    """
    retry_after: bool = False
    """Whether a refusal over the rate limit says `Retry-After`. The generated SDKs obey it.

    Source: guess.
    """

    # Users
    max_login_attempts: Count | None = None
    """Wrong passwords or codes in a row after which the user is locked; None: any number.

    Source: guess.
    """
    lock_minutes: Annotated[int, Meta(ge=0, le=1_000_000)] = 30
    """Length of the policy's lock, in minutes: that of a lock of "0 minutes", and after too many wrong log-ins.

    No user can be locked for less. 0 is a policy without a time: such locks last until somebody lifts them.

    Source: documented, 1/users/lock-user-account
    """
    unapproved_may_log_in: bool = True
    """Whether users log in whose `state` is not 1 (approved).

    Source: guess.
    """
    session_token_status: ErrorStatus = 400
    """Status of a session token that is unknown, used up or expired.

    Source: guess.
    """
    listed_attributes: Literal["subset", "all"] = "subset"
    """Attributes of users in version 2's lists, unless `fields` chooses some.

    Source: recorded, onelogin-python-sdk 2.0.4
    """
    users_per_page: Annotated[int, Meta(ge=1, le=1000)] = 50
    """Users in a page of the list, at most.

    Source: documented, https://developers.onelogin.com/api-docs/1/users/get-users
    """

    def __post_init__(self) -> None:
        check_order(self, "state_token_lifetime", "state_token_max")
        check_order(self, "verification_min", "verification_lifetime")
        check_order(self, "verification_lifetime", "verification_max")
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
