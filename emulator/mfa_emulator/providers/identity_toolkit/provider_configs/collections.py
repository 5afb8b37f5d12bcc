"""Collections of configurations: one for each kind of provider, in a project or tenant."""

from collections.abc import Callable
from typing import Generic, TypeAlias, TypeVar

import msgspec
from msgspec.structs import replace

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.configuration.config_changes import mask_of
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.protojson.field_masks import masked, without_false
from mfa_emulator.providers.identity_toolkit.records import IdentityProviders
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import managed_scope
from mfa_emulator.providers.identity_toolkit.tenants.tenant_pages import page_of
from mfa_emulator.providers.identity_toolkit.types.configuration.identity_providers import (
    DefaultSupportedIdpConfig,
    InboundSamlConfig,
    OAuthIdpConfig,
)
from mfa_emulator.providers.identity_toolkit.types.configuration.query_parameters import ListRequest

C = TypeVar("C", OAuthIdpConfig, InboundSamlConfig, DefaultSupportedIdpConfig)

Check: TypeAlias = Callable[[Context, str, C], C]
"""A refusal of configurations that could not be obeyed, by id and content; gives others as they are kept."""


class Collection(msgspec.Struct, Generic[C], frozen=True):
    """One kind of configuration: its name in paths, the parameter that names a new one, its place in the state."""

    name: str
    parameter: str
    of: Callable[[IdentityProviders], dict[str, C]]
    into: Callable[[IdentityProviders, dict[str, C]], IdentityProviders]


def create(call: Call[C], collection: Collection[C], check: Check[C]) -> C:
    """Keep a new configuration. Raises what the check does, and `ConfigurationExists`."""
    scope, config_id = managed_scope(call), call.request.query.get(collection.parameter) or ""
    config = check(call, config_id, replace(call.body, name=None))
    known = collection.of(scope.identity_providers)
    if config_id in known:
        raise errors.ConfigurationExists(reason=f"{config_id} is configured already")
    scope.identity_providers = collection.into(scope.identity_providers, {**known, config_id: config})
    return _shown(call, scope, collection, config_id)


def get(call: Call[None], collection: Collection[C]) -> C:
    """One configuration. Raises `ConfigurationNotFound`."""
    scope, config_id = _found(call, collection)
    return _shown(call, scope, collection, config_id)


def page(call: Call[ListRequest], collection: Collection[C]) -> tuple[tuple[C, ...] | None, str | None]:
    """A page of the configurations by their ids, and the token of the next one."""
    scope = managed_scope(call)
    known = collection.of(scope.identity_providers)
    ids, following = page_of(call, sorted(known), known)
    return tuple(_shown(call, scope, collection, config_id) for config_id in ids) or None, following


def patch(call: Call[C], collection: Collection[C], check: Check[C]) -> C:
    """Write the fields that `updateMask` names, or without one all of them. Raises what the check and `get` do."""
    scope, config_id = _found(call, collection)
    known = collection.of(scope.identity_providers)
    given, mask = replace(call.body, name=None), mask_of(call)
    written = masked(known[config_id], given, mask, call.settings.masked_missing_field) if mask else given
    config = check(call, config_id, replace(written, name=None))
    scope.identity_providers = collection.into(scope.identity_providers, {**known, config_id: config})
    return _shown(call, scope, collection, config_id)


def delete(call: Call[None], collection: Collection[C]) -> dict[str, str]:
    """Forget a configuration. Raises `ConfigurationNotFound`."""
    scope, config_id = _found(call, collection)
    known = collection.of(scope.identity_providers)
    kept = {name: config for name, config in known.items() if name != config_id}
    scope.identity_providers = collection.into(scope.identity_providers, kept)
    return {}


def _found(call: Call[object], collection: Collection[C]) -> tuple[Scope, str]:
    scope, config_id = managed_scope(call), call.params[f"{collection.name}Id"]
    if config_id not in collection.of(scope.identity_providers):
        raise errors.ConfigurationNotFound(reason=f"{config_id!r} is not configured")
    return scope, config_id


def _shown(context: Context, scope: Scope, collection: Collection[C], config_id: str) -> C:
    """The configuration as it is answered; production's names hold the project's number (recorded of tenants)."""
    config = collection.of(scope.identity_providers)[config_id]
    shows_false = context.settings.false_booleans_shown
    project = scope.project_id if shows_false else context.settings.project_number
    parent = f"projects/{project}" + (f"/tenants/{scope.tenant_id}" if scope.tenant_id else "")
    shown = replace(config, name=f"{parent}/{collection.name}/{config_id}")
    return shown if shows_false else without_false(shown)
