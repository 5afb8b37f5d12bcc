"""Worlds: isolated from one another, each reached by header, by path or by a port of its own; and their places."""

from typing import Annotated
from urllib.parse import quote, urlsplit

import msgspec

from mfa_emulator.control.context import Call
from mfa_emulator.control.endpoint import Nothing
from mfa_emulator.core.descriptions.long_documents import is_long
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.http.pages import Counted, answer, in_turns, most
from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.core.http.vacancy import Vacancy
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.options import given_in, with_options
from mfa_emulator.core.store.slices import at_once
from mfa_emulator.core.world import World
from mfa_emulator.core.worlds import Worlds


@with_options
class NewWorld(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A world's name, whether it gets a port of its own, and what differs from the emulator's own options."""

    name: str
    listen: bool = False


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text with which requests are refused."""

    text: Annotated[str, msgspec.Meta(min_length=1)]


class NewPlace(Text, frozen=True, forbid_unknown_fields=True):
    """A text for requests that come while the place leads to no world, and whether it gets a port of its own."""

    listen: bool = False


class Lead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The world, by its name, to which a place is to lead; null: to none."""

    world: str | None


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
    making = worlds.making(wanted.name, **given_in(wanted))
    world = worlds.take_in(await worlds.aside.outcome(making) if _has_long_seeds(call) else at_once(making))
    try:
        if wanted.listen:
            await worlds.listen(world)
    except BaseException as error:  # the client gave up, or the system has no port left: then there is no world
        worlds.drop(world.name)
        if isinstance(error, OSError):
            raise Refused(503, "no_port", f"no port for the world: {error}") from None
        raise
    return _view(call, world)


def _has_long_seeds(call: Call[NewWorld]) -> bool:
    return is_long([*call.state.options.but(**given_in(call.body)).seeds])


def remove(call: Call[Nothing]) -> JsonObject:
    """Drop a world, and close its port."""
    if not call.state.drop(call.params["name"]):
        raise _unknown(call.params["name"])
    return {"deleted": 1}


def close(call: Call[Text]) -> JsonObject:
    """Drop a world, but keep its place: its port stays bound, and what still comes there is refused and counted."""
    name = call.params["name"]
    if name not in call.state:
        raise _unknown(name)
    world = call.state[name]
    place = call.state.close(name, call.body.text)
    call.state.empty(world)
    return _place_view(call, place)


async def find_places(call: Call[Counted]) -> JsonObject:
    """Places of worlds that were closed, and those that were reserved, with what came there while no world was."""
    wanted, count = call.body, most(call.body.limit)
    found = call.state.places.after(wanted.after, count + 1)
    page = found[:count]
    cursor = page[-1].number if page else wanted.after
    views: list[Json] = [_place_view(call, place) for place in page]
    return answer("places", views, cursor, more=len(found) > len(page))


async def reserve(call: Call[NewPlace]) -> JsonObject:
    """An address for programs that read their settings once, which leads to one world after another, or to none."""
    places = call.state.places
    place = places.reserve(call.body.text, call.state)
    try:
        if call.body.listen:
            await places.listen(place)
    except BaseException as error:  # as for a world
        places.forget(place)
        if isinstance(error, OSError):
            raise Refused(503, "no_port", f"no port for the place: {error}") from None
        raise
    return _place_view(call, place)


async def lead(call: Call[Lead]) -> JsonObject:
    """Let a reserved place lead to another world, or to none; its connections are ended first."""
    place, name = _place(call), call.body.world
    if not place.awaits:
        raise Refused(409, "not_reserved", f"place {place.number} is that of a world which was closed")
    if name is not None and name not in call.state:
        raise _unknown(name)
    await call.state.places.lead(place, None if name is None else call.state[name])
    return _place_view(call, place)


def forget(call: Call[Nothing]) -> JsonObject:
    """Give up a place, and close its port; answers what came there."""
    place = _place(call)
    view = _place_view(call, place)
    call.state.places.forget(place)
    return view


def url_of(worlds: Worlds, world: World, request: Request, came_to: World) -> str:
    """The base URL of a world for the client of `request`, which came to the world `came_to`.

    Its own port if it has one; else the address that the client used, with the world in the path unless that
    address means this world already.
    """
    port = worlds.port_of(world)
    if port is None and world is came_to and "x-mfa-world" not in request.headers:
        return request.base_url
    return _url_at(request, port, world.name)


def _url_at(request: Request, port: int | None, name: str) -> str:
    base = urlsplit(request.base_url)
    if port is None:
        return f"{base.scheme}://{base.netloc}/_world/{quote(name, safe='')}"
    host = f"[{base.hostname}]" if ":" in (base.hostname or "") else base.hostname
    return f"{base.scheme}://{host}:{port}"


def _unknown(name: str) -> Refused:
    return Refused(404, "unknown_world", f"there is no world {name!r}")


def _place(call: Call[object]) -> Vacancy:
    """The place of the path. Raises Refused."""
    number = call.params["number"]
    place = call.state.places.numbered(int(number)) if number.isdecimal() and len(number) < 20 else None
    if place is None:
        raise Refused(404, "unknown_place", f"there is no place {number!r} (any more)")
    return place


def _place_view(call: Call[object], place: Vacancy) -> JsonObject:
    places = call.state.places
    port, world = places.port_of(place), places.leads_to(place)
    return {
        "number": place.number,
        "name": place.name,
        "url": _url_at(call.request, port, place.name),
        "port": port,
        "reserved": place.awaits,
        "world": None if world is None else world.name,
        "text": place.text,
        "came": place.came,
        "last": [*place.last],
    }


def _view(call: Call[object], world: World) -> JsonObject:
    url = url_of(call.state, world, call.request, call.world)
    return {"name": world.name, "url": url, "port": call.state.port_of(world)}


OPERATIONS = (
    Operation("worlds.list", "GET /_mfa/v1/worlds", find),
    Operation("worlds.add", "POST /_mfa/v1/worlds", add, status=201),
    Operation("worlds.remove", "DELETE /_mfa/v1/worlds/{name}", remove),
    Operation("worlds.close", "POST /_mfa/v1/worlds/{name}/close", close),
    Operation("places.list", "GET /_mfa/v1/places", find_places),
    Operation("places.add", "POST /_mfa/v1/places", reserve, status=201),
    Operation("places.lead", "PUT /_mfa/v1/places/{number}", lead),
    Operation("places.remove", "DELETE /_mfa/v1/places/{number}", forget),
)
