"""Records of a OneLogin account. Instants are microseconds since the epoch; 0 is never."""

import msgspec

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.time.durations import Micros


class UserRecord(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A user. `status`: 0 unactivated, 1 active, 2 suspended, 3 locked, 4 password expired, 5 awaiting reset,
    7 password pending, 8 security questions required."""

    id: int
    username: str | None = None
    email: str | None = None
    firstname: str | None = None
    lastname: str | None = None
    phone: str | None = None
    password: str = ""
    """Salted SHA-256, see `passwords`; empty: none set."""
    status: int = 1
    state: int = 1
    mfa_required: bool | None = None
    """None: as soon as there is an active device."""
    allowed_ips: tuple[str, ...] = ()
    role_ids: tuple[int, ...] = ()
    created_at: Micros = 0
    updated_at: Micros = 0
    activated_at: Micros = 0
    last_login: Micros = 0
    password_changed_at: Micros = 0
    locked_until: Micros = 0
    invalid_login_attempts: int = 0
    more: JsonObject | None = None
    """The many attributes that nothing here depends on (title, department, external_id ...)."""
    custom_attributes: JsonObject | None = None

    @property
    def name(self) -> str:
        """The name of the user in messages."""
        return self.email or self.username or str(self.id)


class Credential(msgspec.Struct, frozen=True, gc=False):
    """An API credential and its scope, in the words of the administration page."""

    client_id: str
    client_secret: str
    scope: str = "Manage All"
    name: str = ""


class AccessToken(msgspec.Struct, frozen=True, gc=False):
    """A bearer token of a credential."""

    token: str
    refresh_token: str
    client_id: str
    created_at: Micros
    expires_at: Micros


class Device(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An enrolled factor. One id space serves both versions. `factor` is a kind of `factors.catalog`."""

    id: int
    user_id: int
    factor: str
    factor_id: int = 0
    """The account's factor, where it is not the one that the settings name for its kind."""
    display_name: str
    to: str = ""
    """Phone number or e-mail address that codes go to."""
    active: bool = False
    default: bool = False
    secret: str = ""
    """Base32 TOTP secret; for a YubiKey its public id, private id and AES key in hex, separated by colons."""
    last_step: int = -1
    """TOTP step (or YubiKey counter) of the last code accepted: no code is taken twice."""
    passcodes: tuple[str, ...] = ()
    """Duo bypass codes not used yet."""


class Challenge(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A factor asked to prove itself, behind a state token, registration id or verification id."""

    id: str
    number: int
    """Number in the order of their beginnings."""
    device_id: int
    user_id: int
    slot: str
    """`registration` or `verification`: a device has at most one of each, a new one voids the old."""
    expires_at: Micros
    otp: str = ""
    status: str = "pending"
    attempts: int = 0
    link: str = ""
    """Secret part of an e-mail's magic link."""
    redirect_to: str = ""
    login: str = ""
    """The state token of the login that this belongs to, if any."""


class Login(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A log-in (or a SAML assertion) that waits for the second factor."""

    number: int
    state_token: str
    user_id: int
    expires_at: Micros
    app_id: int | None = None
    return_to_url: str | None = None
    fields: tuple[str, ...] = ()


class Session(msgspec.Struct, frozen=True, gc=False):
    """A session token that can be exchanged for a cookie, once."""

    number: int
    token: str
    user_id: int
    expires_at: Micros


class MfaToken(msgspec.Struct, frozen=True, gc=False):
    """A temporary code, valid wherever a code is asked of its user."""

    number: int
    token: str
    user_id: int
    expires_at: Micros
    reusable: bool = False

    @property
    def device_id(self) -> str:
        """The id of the token in version 2."""
        return f"user_temp_otp_{self.number}"


class SmartCheck(msgspec.Struct, frozen=True, gc=False):
    """A Smart MFA check that waits for its code; `otp` is empty when none was sent."""

    number: int
    state_token: str
    user_id: int
    otp: str
    expires_at: Micros
    attempts: int = 0


class AwsRole(msgspec.Struct, frozen=True, gc=False):
    """A role that a SAML assertion offers to AWS."""

    role_arn: str
    provider_arn: str


class App(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An app that SAML assertions are made for."""

    id: int
    name: str
    audience: str = "urn:example:app"
    consumer_url: str = "https://app.example.com/saml/acs"
    mfa_required: bool | None = None
    """Whether the app asks for a second factor; None: as the user's own policy says."""
    aws_roles: tuple[AwsRole, ...] = ()


class Role(msgspec.Struct, frozen=True, gc=False):
    """A role, by which programs tell what a user may do. Its users are those whose `role_ids` name it."""

    id: int
    name: str


class AccountFactor(msgspec.Struct, frozen=True, gc=False):
    """A factor as the account's administrator named or added it. `kind` is one of `factors.catalog`."""

    id: int
    kind: str
    name: str


def login_names(user: UserRecord) -> list[str]:
    """The names that a user can log in by; no two users may share one."""
    return [name.lower() for name in (user.username, user.email) if name]
