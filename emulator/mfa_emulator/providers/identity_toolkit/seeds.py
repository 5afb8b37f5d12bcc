"""Seeds: accounts and configuration that a test or a developer starts with."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import msgspec

from mfa_emulator.core.descriptions.long_documents import fitting, one_by_one
from mfa_emulator.core.errors import VendorError
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.identifiers import ProjectId, TenantId
from mfa_emulator.core.otp import totp
from mfa_emulator.core.store.slices import Work
from mfa_emulator.core.store.table import Taken
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.identity_toolkit.configuration import anonymous_accounts, config_changes
from mfa_emulator.providers.identity_toolkit.context import Context, context_of
from mfa_emulator.providers.identity_toolkit.input_formats import misfit_of_email, misfit_of_number
from mfa_emulator.providers.identity_toolkit.provider_configs import default_configs, oidc_configs, saml_configs
from mfa_emulator.providers.identity_toolkit.provider_configs.collections import Check
from mfa_emulator.providers.identity_toolkit.records import Factor, IdentityProviders, User
from mfa_emulator.providers.identity_toolkit.state import Project, Scope
from mfa_emulator.providers.identity_toolkit.types.configuration.identity_providers import (
    DefaultSupportedIdpConfig,
    InboundSamlConfig,
    OAuthIdpConfig,
)
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import Config
from mfa_emulator.providers.identity_toolkit.types.configuration.tenants import Tenant

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

C = TypeVar("C", Config, Tenant)
P = TypeVar("P", OAuthIdpConfig, InboundSamlConfig, DefaultSupportedIdpConfig)


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a seed. Seeds are written by hand: an unknown name is a mistake."""


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
    custom_claims: JsonObject = {}
    factors: tuple[FactorSeed, ...] = ()


class _PlaceSeed(_Part, frozen=True):
    """Parts of projects and tenants alike: accounts, and identity providers by their ids, configured as published."""

    users: tuple[UserSeed, ...] = ()
    oauth_idp_configs: dict[str, OAuthIdpConfig] = {}
    inbound_saml_configs: dict[str, InboundSamlConfig] = {}
    default_supported_idp_configs: dict[str, DefaultSupportedIdpConfig] = {}


class TenantSeed(_PlaceSeed, frozen=True):
    """A tenant: configuration upon that of a touched one, where everything is on, accounts and identity providers."""

    config: Tenant = msgspec.field(default_factory=Tenant)


class ProjectSeed(_PlaceSeed, frozen=True):
    """A project: configuration (whole parts replace those it starts with), accounts, identity providers, tenants."""

    config: Config = msgspec.field(default_factory=Config)
    tenants: dict[TenantId, TenantSeed] = {}


class Seed(ProjectSeed, frozen=True):
    """The world's own project, and others by their ids."""

    projects: dict[ProjectId, ProjectSeed] = {}


def seed(world: "World", part: Json) -> Work[None]:
    """The work of putting a seed into the world. Raises ValueError when something in it does not fit."""
    document = yield from fitting(part, Seed)
    context = context_of(world)
    projects = context.state.projects
    yield from _fill(context, projects[world.options.project], document)
    for project_id, project in document.projects.items():
        yield from _fill(context, projects[project_id], project)


def _fill(context: Context, project: Project, part: ProjectSeed) -> Work[None]:
    with refusals_as_errors():
        project.config = config_changes.stored(context, project.config, with_parts_of(project.config, part.config))
    context.state.count_functions()
    yield from _add_all(context, project, part)
    anonymous_accounts.watch_all(context, project)
    for tenant_id, described in part.tenants.items():
        tenant = project.tenants.keep(tenant_id)
        with refusals_as_errors():
            config = with_parts_of(tenant.config, described.config)
            tenant.config = config_changes.stored_tenant(context, tenant.config, config)
        yield from _add_all(context, tenant, described)


def _add_all(context: Context, scope: Scope, part: _PlaceSeed) -> Work[None]:
    known = scope.identity_providers
    scope.identity_providers = IdentityProviders(
        oidc={**known.oidc, **_kept(context, part.oauth_idp_configs, oidc_configs.checked)},
        saml={**known.saml, **_kept(context, part.inbound_saml_configs, saml_configs.checked)},
        supported={**known.supported, **_kept(context, part.default_supported_idp_configs, default_configs.checked)},
    )
    for user in one_by_one(part, "users", part.users):
        add(context, scope, user)
        yield


def _kept(context: Context, configs: dict[str, P], check: Check[P]) -> dict[str, P]:
    """The configurations of providers as they are kept, by their ids. Raises ValueError, which names the id."""
    kept = {}
    for config_id, config in configs.items():
        with refusals_as_errors(f"{config_id}: "):
            kept[config_id] = check(context, config_id, msgspec.structs.replace(config, name=None))
    return kept


@contextmanager
def refusals_as_errors(of: str = "") -> Iterator[None]:
    """Raise ValueError in place of a refusal; `of` says first what is refused."""
    try:
        yield
    except VendorError as refusal:
        raise ValueError(f"{of}{refusal.message}: {refusal.reason}") from None


def with_parts_of(config: C, given: C) -> C:
    """The configuration with whole parts of another one in place of its own."""
    parts = {name: value for name in config.__struct_fields__ if (value := getattr(given, name)) is not None}
    return msgspec.structs.replace(config, **parts)


def add(context: Context, scope: Scope, part: UserSeed) -> User:
    """Create the account. Raises ValueError when its id, e-mail or number is taken or none."""
    wrong = misfit_of_email(context.settings, part.email) if part.email else ""
    if wrong:
        raise ValueError(wrong)
    if part.phone_number:
        _require_number(context, part.phone_number)
    for factor in part.factors:
        check_factor(context, factor)
    local_id = part.local_id or context.world.ids.alphanumeric(28)
    if local_id in scope.users:
        raise ValueError(f"there is a user {local_id!r} already")
    user = User(
        local_id=local_id,
        created_at=context.now,
        email=part.email.lower(),
        email_verified=part.email_verified if part.email else None,
        password=part.password,
        password_updated_at=context.now if part.password else 0,
        valid_since=context.now // SECOND if part.password else 0,
        display_name=part.display_name,
        photo_url=part.photo_url,
        phone_number=part.phone_number,
        disabled=part.disabled,
        custom_attributes=msgspec.json.encode(part.custom_claims).decode() if part.custom_claims else "",
        factors=tuple(factor_of(context, factor) for factor in part.factors),
    )
    require_room(context, user)
    try:
        return scope.users.put(user)
    except Taken as taken:
        raise ValueError(str(taken)) from None


def require_room(context: Context, user: User, *new: str) -> None:
    """Refuse more second factors than could be enrolled, with those of these kinds beside them. Raises ValueError."""
    kinds = [*(factor.kind for factor in user.factors), *new]
    if kinds.count("totp") > 1:
        raise ValueError(f"{user.name} can have one TOTP factor")
    most = context.settings.second_factors
    if len(kinds) > most:
        raise ValueError(f"{user.name} can have {most} second factors")


def check_factor(context: Context, part: FactorSeed) -> None:
    """Raises ValueError unless a factor is exactly one of the kinds, with a number or a secret that can be."""
    if (part.phone_number is None) == (part.totp_secret is None):
        raise ValueError("a factor has either a phoneNumber or a totpSecret")
    if part.phone_number is not None:
        _require_number(context, part.phone_number)
    if part.totp_secret:
        totp.key_of(part.totp_secret)


def factor_of(context: Context, part: FactorSeed) -> Factor:
    """The second factor that a checked seed describes."""
    secret = "" if part.totp_secret is None else part.totp_secret or context.world.ids.base32_secret()
    return Factor(
        id=part.id or context.world.ids.uuid(),
        enrolled_at=context.now,
        display_name=part.display_name,
        phone_number=part.phone_number or "",
        secret=secret,
    )


def _require_number(context: Context, phone_number: str) -> None:
    wrong = misfit_of_number(context.settings, phone_number)
    if wrong:
        raise ValueError(wrong)
