"""The state of Identity Toolkit: projects and tenants, with tables of their accounts and sign-ins under way."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from mfa_emulator.core.store.expiry import Expiry
from mfa_emulator.core.store.indexes import Index, Sparse
from mfa_emulator.core.store.state import Map, State
from mfa_emulator.core.store.table import Table
from mfa_emulator.core.store.windows_by_key import WindowsByKey
from mfa_emulator.core.time.durations import SECOND, Micros
from mfa_emulator.core.time.windows import DAY, FixedWindow, SlidingWindow
from mfa_emulator.providers.identity_toolkit.initial_config import all_factors, first_config
from mfa_emulator.providers.identity_toolkit.records import (
    NOTHING_RARE,
    IdentityProviders,
    OobCode,
    Record,
    SmsSession,
    SpentToken,
    TemporaryProof,
    TotpSession,
    User,
)
from mfa_emulator.providers.identity_toolkit.settings import Settings
from mfa_emulator.providers.identity_toolkit.types.configuration.iam_policies import Policy
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import Config
from mfa_emulator.providers.identity_toolkit.types.configuration.tenants import Tenant as TenantConfig

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

NAME = "identity_toolkit"

T = TypeVar("T")


def _email(user: User) -> Iterable[str]:
    return (user.email,) if user.email and user.email != user.rare.shared_email else ()


def _phone(user: User) -> Iterable[str]:
    return (user.phone_number,) if user.phone_number and user.phone_number != user.rare.shared_phone else ()


def _links(user: User) -> Iterable[tuple[str, str]]:
    return [(link.provider_id, link.raw_id) for link in user.links] if user.links else ()


def _passkeys(user: User) -> Iterable[str]:
    return [passkey.credential_id for passkey in user.rare.passkeys] if user.rare.passkeys else ()


def _initial_email(user: User) -> Iterable[str]:
    return (user.rare.initial_email,) if user.rare.initial_email else ()


def _linked_email(user: User) -> Iterable[str]:
    return {link.email.lower() for link in user.links if link.email} if user.links else ()


def _totp(user: User) -> Iterable[bool]:
    return (True,) if user.factors and any(factor.secret for factor in user.factors) else ()


USER_KEYS: dict[str, Index[User]] = {
    "email": _email,
    "phone": Sparse("phone_number", "", _phone),
    "link": Sparse("links", (), _links),
    "passkey": Sparse("rare", NOTHING_RARE, _passkeys),
}
"""Values by which one account is found."""

USER_GROUPS: dict[str, Index[User]] = {
    "initial_email": Sparse("rare", NOTHING_RARE, _initial_email),
    "totp": Sparse("factors", (), _totp),
    "linked_email": Sparse("links", (), _linked_email),
}
"""Values by which all accounts that have them are found."""

# Ended codes and enrollments are kept until there are too many: unlike unknown ones they are refused as ended.
_OOB_CODES_END: Expiry[OobCode] = Expiry(
    what="mailed code", at="expires_at", subject=lambda code: code.new_email or code.email, kept=None
)
_SMS_CODES_END: Expiry[SmsSession] = Expiry(
    what="SMS code", at="expires_at", subject=lambda session: session.phone_number, kept=None
)
_TOTP_ENROLLMENTS_END: Expiry[TotpSession] = Expiry(
    what="TOTP enrollment",
    at=lambda session: 0 if session.done else session.expires_at,
    subject=lambda session: session.local_id,
    kept=None,
)
_PROOFS_END: Expiry[TemporaryProof] = Expiry(
    what="temporary proof", at="expires_at", subject=lambda proof: proof.phone_number, kept=0
)

_SPENT_TOKENS_END: Expiry[SpentToken] = Expiry(what="spent token", at="expires_at", kept=0)


ANONYMOUS_LIFETIME = 30 * DAY
"""Seconds from the making of an anonymous account to its deletion.

Source: documented, https://firebase.google.com/docs/auth/web/anonymous-auth
"""


class Scope(State):
    """The accounts of one project, or of one of its tenants, with the sign-ins under way there."""

    config: Config | TenantConfig
    """The configuration as it was written; members that both kinds have go by one name."""

    identity_providers: IdentityProviders
    """The identity providers that are configured."""

    sms_sent: SlidingWindow
    """The text messages of the last hour, while their number is limited."""
    phone_sign_ins: SlidingWindow
    """The sign-ins by phone of the last minute, while their number is limited."""
    sign_ups: FixedWindow
    """The accounts that clients made in this hour, while their number is limited."""

    def __init__(self, project_id: str, tenant_id: str = "") -> None:
        self.project_id = project_id
        self.tenant_id = tenant_id
        self.users: Table[User] = Table(
            User,
            "local_id",
            unique=USER_KEYS,
            groups=USER_GROUPS,
            indexed=("email", "phone_number", "links", "factors", "rare"),
            paged=True,
        )
        self.oob_codes: Table[OobCode] = Table(
            OobCode,
            "code",
            groups={"account": lambda code: [(code.request_type, code.email)]},
            expiry=_OOB_CODES_END,
        )
        self.sms_sessions: Table[SmsSession] = Table(SmsSession, "session_info", expiry=_SMS_CODES_END)
        self.sms_sent = SlidingWindow()
        self.phone_sign_ins = SlidingWindow()
        self.sign_ups = FixedWindow()
        self.totp_sessions: Table[TotpSession] = Table(TotpSession, "session_info", expiry=_TOTP_ENROLLMENTS_END)
        self.totp_failures: WindowsByKey = WindowsByKey()  # by localId
        self.proofs: Table[TemporaryProof] = Table(TemporaryProof, "proof", expiry=_PROOFS_END)
        self.spent_tokens: Table[SpentToken] = Table(SpentToken, "mark", expiry=_SPENT_TOKENS_END)
        self.identity_providers = IdentityProviders()
        self._made: list[Any] = [None, None]

    def end_of(self, user: User) -> Micros:
        """The instant at which an anonymous account is deleted; 0 for an account that stays."""
        deleted = self.config.autodelete_anonymous_users and user.is_anonymous
        return user.created_at + ANONYMOUS_LIFETIME * SECOND if deleted else 0

    def endings(self, now: Micros, until: Micros | None = None) -> Iterator[tuple[Micros, str, str]]:
        yield from super().endings(now, until)
        for user in self.users if self.config.autodelete_anonymous_users else ():
            at = self.end_of(user)
            if at > now and (until is None or at <= until):
                yield at, "anonymous account", user.local_id

    def made_of(self, make: "Callable[[Scope], T]") -> T:
        """The outcome of `make` for this scope: made once, until its configuration is another one."""
        if self._made[0] is not self.config:
            self._made[:] = self.config, make(self)
        made: T = self._made[1]
        return made

    def remove(self, local_id: str) -> User | None:
        """Forget an account and what is counted against it. Returns the account, None when there is none."""
        self.totp_failures.delete(local_id)
        return self.users.delete(local_id)

    def cleared(self) -> "Scope":
        """Forget everything but the configuration. Returns what is forgotten, to be freed bit by bit."""
        gone, fresh = Scope(self.project_id, self.tenant_id), Scope(self.project_id, self.tenant_id)
        for name, table in vars(fresh).items():
            if isinstance(table, Table) and len(getattr(self, name)):
                setattr(gone, name, getattr(self, name))
                setattr(self, name, table)
        return gone


class Inherited(Record, frozen=True):
    """The rules of a project that the official emulator lets hold in its tenants."""

    duplicate_emails: bool = False
    email_privacy: bool = False


class Tenant(Scope):
    """A tenant: accounts of its own, configuration of its own."""

    def __init__(self, project_id: str, tenant_id: str, config: TenantConfig) -> None:
        super().__init__(project_id, tenant_id)
        self.config: TenantConfig = config
        self.iam_policy: Policy = Policy()
        self._inherited = Inherited()

    @property
    def inherited(self) -> Inherited:
        """The rules of the project that hold here too; nothing where tenants inherit none."""
        return self._inherited

    def inherit(self, rules: Inherited) -> None:
        """Go by these rules of the project's from now on."""
        if rules != self._inherited:
            # No change of the tenant, which would make one come into being that is only looked at.
            vars(self)["_inherited"] = rules
            self._made[0] = None


def _touched() -> TenantConfig:
    """The configuration of a tenant that was named and never created: all on, as in the official emulator."""
    return TenantConfig(
        allow_password_signup=True,
        disable_auth=False,
        enable_email_link_signin=True,
        enable_anonymous_user=True,
        mfa_config=all_factors(),
    )


class Project(Scope):
    """A project, its configuration and its tenants."""

    def __init__(self, project_id: str, settings: Settings) -> None:
        super().__init__(project_id)
        self.config: Config = first_config(project_id, settings)
        self.tenants: Map[Tenant] = Map(lambda name: Tenant(project_id, name, _touched()))
        self.deleted_tenants: tuple[str, ...] = ()
        """The ids of tenants that there were, the last one last: calls to them are refused as such in production."""


class Toolkit(State):
    """All projects of one world. One in which nothing was stored is as all new ones are."""

    def __init__(self, settings: Settings) -> None:
        self.projects: Map[Project] = Map(lambda name: Project(name, settings))
        self.blocks: bool = False
        """Whether a project has blocking functions: every sign-in looks here first."""

    def count_functions(self) -> None:
        """Look whether a project has blocking functions; to be called when a configuration was written."""
        configs = [project.config.blocking_functions for project in self.projects.values()]
        self.blocks = any(functions is not None and functions.triggers for functions in configs)

    def scopes(self) -> Iterator[Scope]:
        """All projects and all their tenants."""
        for project in list(self.projects.values()):
            yield project
            yield from list(project.tenants.values())


def toolkit_of(world: "World") -> Toolkit:
    """The state of this vendor in a world."""
    return world.state_of(NAME, Toolkit)


def settings_of(world: "World") -> Settings:
    """The settings of this vendor in a world."""
    return world.settings_of(NAME, Settings)
