"""Worlds: isolated from one another, each reached by header, by path or by a port of its own."""

from urllib.parse import quote, urlsplit

import msgspec

from mfa_emulator.control.context import Call
from mfa_emulator.control.endpoint import Nothing
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.http.pages import Counted, answer, in_turns, most
from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.options import given_in, with_options
from mfa_emulator.core.world import World
from mfa_emulator.core.worlds import Worlds


@with_options
class NewWorld(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A world's name, whether it gets a port of its own, and what differs from the emulator's own options."""

    name: str
    listen: bool = False


async def find(call: Call[Counted]) -> JsonObject:
    """Worlds, in the order in which they were made."""
    wanted, count = call.body, most(call.body.limit)
    found = call.state.made_after(wanted.after, count + 1)
    page = found[:count]
    views = [_view(call, world) async for _, world in in_turns(page)]
    cursor = page[-1][0] if page else wanted.after
    return answer("worlds", views, cursor, more=len(found) > len(page))


async def add(call: Call[NewWorld]) -> JsonObject:
    """Make a world; with `listen`, SDKs that take only a host and a port can be pointed at it."""
    worlds, wanted = call.state, call.body
    if wanted.name in worlds:
        raise Refused(409, "world_exists", f"there is a world {wanted.name!r} already")
    world = worlds.add(wanted.name, **given_in(wanted))
    try:
        if wanted.listen:
            await worlds.listen(world)
    except BaseException as error:  # the client gave up, or the system has no port left: then there is no world
        worlds.drop(world.name)
        if isinstance(error, OSError):
            raise Refused(503, "no_port", f"no port for the world: {error}") from None
        raise
    return _view(call, world)


def remove(call: Call[Nothing]) -> JsonObject:
    """Drop a world, and close its port."""
    if not call.state.drop(call.params["name"]):
        raise Refused(404, "unknown_world", f"there is no world {call.params['name']!r}")
    return {"deleted": 1}


def url_of(worlds: Worlds, world: World, request: Request, came_to: World) -> str:
    """The base URL of a world for the client of `request`, which came to the world `came_to`.

    Its own port if it has one; else the address that the client used, with the world in the path unless that
    address means this world already.
    """
    base = urlsplit(request.base_url)
    port = worlds.port_of(world)
    if port is not None:
        host = f"[{base.hostname}]" if ":" in (base.hostname or "") else base.hostname
        return f"{base.scheme}://{host}:{port}"
    if world is came_to and "x-mfa-world" not in request.headers:
        return request.base_url
    return f"{base.scheme}://{base.netloc}/_world/{quote(world.name, safe='')}"


def _view(call: Call[object], world: World) -> JsonObject:
    url = url_of(call.state, world, call.request, call.world)
    return {"name": world.name, "url": url, "port": call.state.port_of(world)}


OPERATIONS = (
    Operation("worlds.list", "GET /_mfa/v1/worlds", find),
    Operation("worlds.add", "POST /_mfa/v1/worlds", add, status=201),
    Operation("worlds.remove", "DELETE /_mfa/v1/worlds/{name}", remove),
)
