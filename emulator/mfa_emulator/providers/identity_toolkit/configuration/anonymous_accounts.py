"""Anonymous accounts, which a project can have deleted thirty days after they were made."""

from typing import TYPE_CHECKING

from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.context import Context, context_of
from mfa_emulator.providers.identity_toolkit.records import User
from mfa_emulator.providers.identity_toolkit.state import Scope, toolkit_of
from mfa_emulator.providers.identity_toolkit.user_events import events

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


def watch(context: Context, scope: Scope, user: User) -> None:
    """Have an account that is new, or anonymous since now, deleted in time, where the configuration says so."""
    if scope.end_of(user):
        _schedule(context.world, scope, user)


def watch_all(context: Context, scope: Scope) -> None:
    """Have those deleted in time that are there when the configuration begins to say so."""
    for user in scope.users if policy_of(scope).autodelete else ():
        watch(context, scope, user)


def resume(world: "World") -> None:
    """Have those deleted in time that a snapshot brought back: what is to happen later is no part of it."""
    for scope in toolkit_of(world).scopes():
        watch_all(context_of(world), scope)


def _schedule(world: "World", scope: Scope, user: User) -> None:
    place, local_id = (scope.project_id, scope.tenant_id), user.local_id
    world.clock.call_at(scope.end_of(user), lambda: _expire(world, *place, local_id))


def _expire(world: "World", project_id: str, tenant_id: str, local_id: str) -> None:
    """Delete the account if all is as it was: it may have been upgraded meanwhile, or the switch turned off."""
    scope = _scope(world, project_id, tenant_id)
    user = scope.users.get(local_id) if scope is not None else None
    if scope is not None and user is not None and 0 < scope.end_of(user) <= world.clock.micros():
        scope.remove(local_id)
        events.deleted(context_of(world), scope, user)


def _scope(world: "World", project_id: str, tenant_id: str) -> Scope | None:
    project = toolkit_of(world).projects.get(project_id)
    return project.tenants.get(tenant_id) if project is not None and tenant_id else project
