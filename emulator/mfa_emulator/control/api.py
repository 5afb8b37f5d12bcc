"""The table of the control API, and its one route."""

from starlette.routing import BaseRoute, Route

from mfa_emulator.control import (
    authenticators,
    challenges,
    clock,
    deliveries,
    env,
    faults,
    health,
    messages,
    requests,
    state,
    worlds,
)
from mfa_emulator.control.endpoint import Endpoint
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.worlds import Worlds

OPERATIONS = (
    Operation("health.show", "GET /_mfa/v1/health", health.show),
    Operation("clock.show", "GET /_mfa/v1/clock", clock.show),
    Operation("clock.move", "POST /_mfa/v1/clock", clock.move),
    Operation("messages.list", "GET /_mfa/v1/messages", messages.find),
    Operation("messages.clear", "DELETE /_mfa/v1/messages", messages.clear),
    Operation("messages.latest", "GET /_mfa/v1/messages/latest", messages.latest),
    Operation("messages.undelivered", "GET /_mfa/v1/messages/undelivered", messages.undelivered),
    Operation("messages.release", "POST /_mfa/v1/messages/{id}/release", messages.release),
    Operation("authenticators.list", "GET /_mfa/v1/authenticators", authenticators.find),
    Operation("challenges.list", "GET /_mfa/v1/challenges", challenges.find),
    Operation("challenges.decide", "POST /_mfa/v1/challenges/{id}", challenges.decide),
    Operation("requests.list", "GET /_mfa/v1/requests", requests.find),
    Operation("faults.list", "GET /_mfa/v1/faults", faults.find),
    Operation("faults.add", "POST /_mfa/v1/faults", faults.add, status=201),
    Operation("faults.clear", "DELETE /_mfa/v1/faults", faults.clear),
    Operation("faults.remove", "DELETE /_mfa/v1/faults/{id}", faults.remove),
    Operation("deliveries.list", "GET /_mfa/v1/deliveries", deliveries.find),
    Operation("deliveries.replay", "POST /_mfa/v1/deliveries/{id}/replay", deliveries.replay, status=201),
    Operation("state.reset", "POST /_mfa/v1/reset", state.reset),
    Operation("state.seed", "POST /_mfa/v1/seed", state.seed, cap="batch"),
    Operation("state.snapshot", "GET /_mfa/v1/snapshot", state.snapshot),
    Operation("state.restore", "PUT /_mfa/v1/snapshot", state.restore, cap="batch"),
    Operation("env.show", "GET /_mfa/v1/env", env.show),
    Operation("worlds.list", "GET /_mfa/v1/worlds", worlds.find),
    Operation("worlds.add", "POST /_mfa/v1/worlds", worlds.add, status=201),
    Operation("worlds.remove", "DELETE /_mfa/v1/worlds/{name}", worlds.remove),
)


def routes(worlds: Worlds) -> list[BaseRoute]:
    """All control routes: one, behind which calls are found as vendors' operations are."""
    return [Route("/{path:path}", Endpoint(worlds, OPERATIONS))]
