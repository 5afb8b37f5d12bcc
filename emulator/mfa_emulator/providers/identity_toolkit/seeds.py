"""Accounts and configuration that a test or a developer starts with."""

from typing import TYPE_CHECKING, Any

import msgspec

from mfa_emulator.core.identifiers import ProjectId, TenantId
from mfa_emulator.core.otp import totp
from mfa_emulator.core.store.table import Taken
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.identity_toolkit.input_formats import is_email, is_phone_number
from mfa_emulator.providers.identity_toolkit.records import Factor, User
from mfa_emulator.providers.identity_toolkit.settings import Settings
from mfa_emulator.providers.identity_toolkit.state import NAME, Project, Scope, toolkit_of
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import Config

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


class _Part(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Seeds are written by hand: a name that is not known is a mistake."""


class FactorSeed(_Part, frozen=True):
    """A second factor: a phone by its number, or TOTP by its Base32 secret (`""`: one is made)."""

    phone_number: str | None = None
    totp_secret: str | None = None
    display_name: str = ""
    id: str = ""


class UserSeed(_Part, frozen=True):
    """An account. `custom_claims` is an object; `email_verified` is true unless said otherwise."""

    email: str = ""
    password: str = ""
    email_verified: bool = True
    display_name: str = ""
    photo_url: str = ""
    phone_number: str = ""
    local_id: str = ""
    disabled: bool = False
    custom_claims: dict[str, Any] = {}
    factors: tuple[FactorSeed, ...] = ()


class TenantSeed(_Part, frozen=True):
    """A tenant with its accounts."""

    users: tuple[UserSeed, ...] = ()


class ProjectSeed(_Part, frozen=True):
    """A project: published configuration (whole parts replace those it starts with), accounts and tenants."""

    config: Config = msgspec.field(default_factory=Config)
    users: tuple[UserSeed, ...] = ()
    tenants: dict[TenantId, TenantSeed] = {}


class Seed(ProjectSeed, frozen=True):
    """The world's own project, and others by their ids."""

    projects: dict[ProjectId, ProjectSeed] = {}


def seed(world: "World", part: Any) -> None:
    """Put a seed in. Raises ValueError when something in it does not fit."""
    document = msgspec.convert(part, Seed)
    projects = toolkit_of(world).projects
    _fill(world, projects[world.options.project], document)
    for project_id, project in document.projects.items():
        _fill(world, projects[project_id], project)


def _fill(world: "World", project: Project, part: ProjectSeed) -> None:
    config = project.config
    given = {name: value for name in Config.__struct_fields__ if (value := getattr(part.config, name)) is not None}
    project.config = msgspec.structs.replace(config, **given)
    for user in part.users:
        add(world, project, user)
    for tenant_id, described in part.tenants.items():
        tenant = project.tenants.keep(tenant_id)
        for user in described.users:
            add(world, tenant, user)


def add(world: "World", scope: Scope, part: UserSeed) -> User:
    """Create the account. Raises ValueError when its id, e-mail or number is taken or none."""
    settings: Settings = world.settings[NAME]
    if part.email and not is_email(settings, part.email):
        raise ValueError(f"{part.email!r} is no e-mail address")
    if part.phone_number:
        _require_number(world, part.phone_number)
    local_id = part.local_id or world.ids.alphanumeric(28)
    if local_id in scope.users:
        raise ValueError(f"there is a user {local_id!r} already")
    now = world.clock.micros()
    user = User(
        local_id=local_id,
        created_at=now,
        email=part.email.lower(),
        email_verified=bool(part.email) and part.email_verified,
        password=part.password,
        password_updated_at=now if part.password else 0,
        valid_since=now // SECOND if part.password else 0,
        display_name=part.display_name,
        photo_url=part.photo_url,
        phone_number=part.phone_number,
        disabled=part.disabled,
        custom_attributes=msgspec.json.encode(part.custom_claims).decode() if part.custom_claims else "",
        factors=tuple(factor_of(world, factor) for factor in part.factors),
    )
    require_room(world, user)
    try:
        return scope.users.put(user)
    except Taken as taken:
        raise ValueError(str(taken)) from None


def require_room(world: "World", user: User) -> None:
    """Raises ValueError when the user has more second factors than could be enrolled."""
    if sum(factor.kind == "totp" for factor in user.factors) > 1:
        raise ValueError(f"{user.email or user.local_id} can have one TOTP factor")
    most = world.settings[NAME].second_factors
    if len(user.factors) > most:
        raise ValueError(f"{user.email or user.local_id} can have {most} second factors")


def factor_of(world: "World", part: FactorSeed) -> Factor:
    """The second factor that a seed describes. Raises ValueError unless it is exactly one of the kinds."""
    if (part.phone_number is None) == (part.totp_secret is None):
        raise ValueError("a factor has either a phoneNumber or a totpSecret")
    if part.phone_number is not None:
        _require_number(world, part.phone_number)
    secret = ""
    if part.totp_secret is not None:
        secret = part.totp_secret or world.ids.base32_secret()
        totp.key_of(secret)
    return Factor(
        id=part.id or world.ids.uuid(),
        enrolled_at=world.clock.micros(),
        display_name=part.display_name,
        phone_number=part.phone_number or "",
        secret=secret,
    )


def _require_number(world: "World", phone_number: str) -> None:
    if not is_phone_number(world.settings[NAME], phone_number):
        raise ValueError(f"{phone_number!r} is not a phone number like +15555550100")
