"""What is remembered: projects, their tenants, accounts, and sign-ins under way.

Instants are microseconds since 1970 unless a name says otherwise.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec

from mfa_emulator.core.durations import Micros, Seconds
from mfa_emulator.core.store import Map, State
from mfa_emulator.core.table import Table
from mfa_emulator.providers.identity_toolkit.first_config import all_factors, first_config
from mfa_emulator.providers.identity_toolkit.settings import Settings
from mfa_emulator.providers.identity_toolkit.types.config import Config
from mfa_emulator.providers.identity_toolkit.types.mfa_config import MultiFactorAuthConfig
from mfa_emulator.providers.identity_toolkit.types.oob import OobReqType
from mfa_emulator.providers.identity_toolkit.types.password_policy import PasswordPolicyConfig
from mfa_emulator.providers.identity_toolkit.types.recaptcha import RecaptchaConfig

if TYPE_CHECKING:
    from mfa_emulator.world import World

NAME = "identity_toolkit"

C = TypeVar("C")
T = TypeVar("T")


class Record(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Records hold no cycles, so the garbage collector need not walk through a hundred thousand of them."""


class Factor(Record, frozen=True):
    """One second factor: a phone when it has a number, else TOTP."""

    id: str
    enrolled_at: Micros
    display_name: str = ""
    phone_number: str = ""
    secret: str = ""
    last_step: int = -1
    """The time step of the last TOTP code that was accepted: neither it nor an earlier one is accepted again."""

    @property
    def kind(self) -> str:
        """As in the claim ``sign_in_second_factor``."""
        return "phone" if self.phone_number else "totp"


class Link(Record, frozen=True):
    """The account at an identity provider that signs in here."""

    provider_id: str
    raw_id: str
    federated_id: str = ""
    display_name: str = ""
    email: str = ""
    phone_number: str = ""
    photo_url: str = ""
    screen_name: str = ""


class ImportedHash(Record, frozen=True):
    """A password that came in hashed. `algorithm` says how, with its parameters as JSON text."""

    hash: str
    salt: str = ""
    algorithm: str = ""


class Rarities(Record, frozen=True):
    """What few accounts have."""

    initial_email: str = ""
    custom_auth: bool = False
    email_link_signin: bool = False
    screen_name: str = ""
    federated_only: bool = False
    wrong_passwords: int = 0
    """Since the last right one, or since the lockout ended."""
    locked_until: Micros = 0


NOTHING_RARE = Rarities()


class User(Record, frozen=True):
    """An account. `valid_since` is seconds: sessions that began earlier are over."""

    local_id: str
    created_at: Micros
    email: str = ""
    email_verified: bool = False
    password: str | ImportedHash = ""
    """In plain text: nothing here is secret, and hashing as production does would cost 50 ms a sign-in."""
    password_updated_at: Micros = 0
    valid_since: Seconds = 0
    display_name: str = ""
    photo_url: str = ""
    phone_number: str = ""
    disabled: bool = False
    last_login_at: Micros = 0
    last_refresh_at: Micros = 0
    custom_attributes: str = ""
    """A JSON object as text."""
    links: tuple[Link, ...] = ()
    factors: tuple[Factor, ...] = ()
    rare: Rarities = NOTHING_RARE

    def factor(self, factor_id: str) -> Factor | None:
        """The second factor of that enrollment id."""
        return next((factor for factor in self.factors if factor.id == factor_id), None)


class OobCode(Record, frozen=True):
    """A code sent by e-mail. `local_id` is empty for sign-in links to addresses that have no account yet."""

    code: str
    request_type: OobReqType
    email: str
    created_at: Micros
    local_id: str = ""
    new_email: str = ""
    link: str = ""


class SmsSession(Record, frozen=True):
    """A code sent by SMS. `purpose` is ``signIn`` (first factor), ``mfaEnrollment`` or ``mfaSignIn``."""

    session_info: str
    phone_number: str
    code: str
    created_at: Micros
    purpose: str = "signIn"
    local_id: str = ""
    """The account whose second factor this is about."""
    factor_id: str = ""
    reusable: bool = False
    """Sessions of configured test numbers outlive their use."""


class TotpSession(Record, frozen=True):
    """A TOTP enrollment under way, or (when `done`) finished."""

    session_info: str
    local_id: str
    secret: str
    created_at: Micros
    attempts: int = 0
    done: bool = False


class TotpFailures(Record, frozen=True):
    """When the latest wrong TOTP codes of an account were tried at sign-in."""

    local_id: str
    at: tuple[Micros, ...] = ()


class TemporaryProof(Record, frozen=True):
    """A phone number that was proven but belongs to another account."""

    proof: str
    phone_number: str
    created_at: Micros


def _email(user: User) -> Iterable[str]:
    return (user.email,) if user.email else ()


def _phone(user: User) -> Iterable[str]:
    return (user.phone_number,) if user.phone_number else ()


def _links(user: User) -> Iterable[tuple[str, str]]:
    return [(link.provider_id, link.raw_id) for link in user.links] if user.links else ()


def _initial_email(user: User) -> Iterable[str]:
    return (user.rare.initial_email,) if user.rare.initial_email else ()


def _totp(user: User) -> Iterable[bool]:
    return (True,) if user.factors and any(factor.secret for factor in user.factors) else ()


class Scope(State):
    """The accounts of one project, or of one of its tenants, with the sign-ins under way there."""

    config: "Config | TenantConfig"
    """As it was written; what both kinds have goes by one name."""

    sms_sent_at: tuple[Micros, ...]
    phone_sign_ins_at: tuple[Micros, ...]
    """When the text messages of the last hour were sent; kept while their number is limited."""

    def __init__(self, project_id: str, tenant_id: str = "") -> None:
        self.project_id = project_id
        self.tenant_id = tenant_id
        self.users: Table[User] = Table(
            User,
            "local_id",
            unique={"email": _email, "phone": _phone, "link": _links},
            groups={"initial_email": _initial_email, "totp": _totp},
            indexed=("email", "phone_number", "links", "factors", "rare"),
        )
        self.oob_codes: Table[OobCode] = Table(
            OobCode, "code", groups={"account": lambda code: [(code.request_type, code.email)]}
        )
        self.sms_sessions: Table[SmsSession] = Table(SmsSession, "session_info")
        self.sms_sent_at = ()
        self.phone_sign_ins_at = ()
        self.totp_sessions: Table[TotpSession] = Table(TotpSession, "session_info")
        self.totp_failures: Table[TotpFailures] = Table(TotpFailures, "local_id")
        self.proofs: Table[TemporaryProof] = Table(TemporaryProof, "proof")
        self._made: list[Any] = [None, None]

    def made_of(self, config: C, make: Callable[[C], T]) -> T:
        """What `make` makes of the scope's configuration: made once, until the configuration is another one."""
        if self._made[0] is not config:
            self._made[:] = config, make(config)
        made: T = self._made[1]
        return made

    def remove(self, local_id: str) -> None:
        """Forget an account and what is counted against it."""
        self.users.delete(local_id)
        self.totp_failures.delete(local_id)

    def cleared(self) -> "Scope":
        """Forget everything but the configuration. Returns it, for somebody to free it bit by bit."""
        gone, fresh = Scope(self.project_id, self.tenant_id), Scope(self.project_id, self.tenant_id)
        for name, table in vars(fresh).items():
            if isinstance(table, Table) and len(getattr(self, name)):
                setattr(gone, name, getattr(self, name))
                setattr(self, name, table)
        return gone


class TenantConfig(Record, frozen=True):
    """The configuration of a tenant; the defaults are those of one that somebody created."""

    display_name: str = ""
    allow_password_signup: bool = False
    enable_email_link_signin: bool = False
    enable_anonymous_user: bool = False
    disable_auth: bool = False
    mfa: MultiFactorAuthConfig = msgspec.field(default_factory=MultiFactorAuthConfig)
    test_phone_numbers: dict[str, str] = {}
    email_privacy: bool = False
    password_policy_config: PasswordPolicyConfig | None = None
    recaptcha_config: RecaptchaConfig | None = None


class Tenant(Scope):
    """A tenant: accounts of its own, some configuration of its own."""

    def __init__(self, project_id: str, tenant_id: str, config: TenantConfig) -> None:
        super().__init__(project_id, tenant_id)
        self.config: TenantConfig = config


def _touched() -> TenantConfig:
    """A tenant that nobody created but somebody named: everything is on, as in the official emulator."""
    return TenantConfig(
        allow_password_signup=True,
        enable_email_link_signin=True,
        enable_anonymous_user=True,
        mfa=all_factors(),
    )


class Project(Scope):
    """A project, its configuration and its tenants."""

    def __init__(self, project_id: str, settings: Settings) -> None:
        super().__init__(project_id)
        self.config: Config = first_config(project_id, settings)
        self.tenants = Map(lambda name: Tenant(project_id, name, _touched()))


class Toolkit(State):
    """All projects of one world. One that nobody has stored anything in is as all new ones are."""

    def __init__(self, settings: Settings) -> None:
        self.projects = Map(lambda name: Project(name, settings))

    def scopes(self) -> Iterator[Scope]:
        """All projects and all their tenants."""
        for project in list(self.projects.values()):
            yield project
            yield from list(project.tenants.values())


def toolkit_of(world: "World") -> Toolkit:
    """What this provider remembers in a world."""
    return cast(Toolkit, world.states[NAME])
