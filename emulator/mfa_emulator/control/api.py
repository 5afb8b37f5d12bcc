"""The table of the control API, and its one route."""

from starlette.routing import BaseRoute, Route

from mfa_emulator.control import (
    authenticators,
    challenges,
    clock,
    deliveries,
    env,
    events,
    export,
    faults,
    health,
    messages,
    openapi,
    operations,
    people,
    requests,
    state,
    timeline,
    worlds,
)
from mfa_emulator.control.endpoint import Endpoint
from mfa_emulator.core.worlds import Worlds

_CALLS = (
    *health.OPERATIONS,
    *clock.OPERATIONS,
    *messages.OPERATIONS,
    *authenticators.OPERATIONS,
    *challenges.OPERATIONS,
    *requests.OPERATIONS,
    *faults.OPERATIONS,
    *deliveries.OPERATIONS,
    *state.OPERATIONS,
    *env.OPERATIONS,
    *export.OPERATIONS,
    *worlds.OPERATIONS,
    *timeline.OPERATIONS,
    *people.OPERATIONS,
    *operations.OPERATIONS,
    *events.OPERATIONS,
)
"""The rows stand below their handlers."""

OPERATIONS = (*_CALLS, openapi.operation(_CALLS))
"""Every call, the one that describes them among them."""

OF_NO_WORLD = frozenset(("/_mfa/v1/health", "/_mfa/v1/env", "/_mfa/v1/worlds"))
"""Paths of calls that say the same in every world; they are answered also where there is none."""


def routes(worlds: Worlds) -> list[BaseRoute]:
    """All control routes: one, behind which calls are found as vendors' operations are."""
    return [Route("/{path:path}", Endpoint(worlds, OPERATIONS))]
