"""The operation that was meant, perhaps, by a request that reached none."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mfa_emulator.core.journal import Exchange
    from mfa_emulator.core.operation import Operation
    from mfa_emulator.core.provider import Provider
    from mfa_emulator.core.providers import Providers

LONGEST = 300
"""Characters of a path that are looked at."""
COMPARED = 16
"""Routes that are compared letter by letter: those that have the most segments in common with the path."""


def nearest(providers: "Providers", exchange: "Exchange") -> str:
    """Id and route of the nearest operation to a refused request of none; empty where no one is near."""
    if exchange.operation or exchange.status < 400:
        return ""
    path = _bare(exchange.target.partition("?")[0][:LONGEST], providers)
    for provider in [providers[exchange.provider]] if exchange.provider else []:
        found = provider.routes.find(exchange.method, path)
        if not isinstance(found, frozenset):
            return _told(found[0], found[0].route)
        if found:
            return ""  # the path is known, and the reason says by which verbs
    return _similar(f"{exchange.method} {path}", list(providers.values()))


def _bare(path: str, providers: "Providers") -> str:
    """The path without the prefixes of a world and of a vendor's host."""
    if path.startswith("/_world/"):
        path = "/" + path.partition("/_world/")[2].partition("/")[2]
    host, _, rest = path[1:].partition("/")
    hosts = {host for front in providers.fronts.values() for host in front.hosts}
    return f"/{rest}" if host in hosts or f"*.{host.partition('.')[2]}" in hosts else path


def _similar(wanted: str, asked: "list[Provider]") -> str:
    from difflib import get_close_matches  # here, for it is wanted when something is wrong, and each start would pay

    given = wanted.split("/")
    routes = {_filled(route.split("/"), given): (operation, route) for route, operation in _routes(asked)}
    few = sorted(routes, key=lambda filled: -len(set(given).intersection(filled.split("/"))))[:COMPARED]
    return next((_told(*routes[near]) for near in get_close_matches(wanted, few, n=1)), "")


def _filled(route: list[str], given: list[str]) -> str:
    """The route with what was given in place of its parameters."""
    there = [*given, *route[len(given) :]]
    parts = (
        there[at].partition(":")[0] + segment.partition("}")[2] if segment.startswith("{") else segment
        for at, segment in enumerate(route)
    )
    return "/".join(parts)


def _routes(asked: "list[Provider]") -> "Iterator[tuple[str, Operation]]":
    return ((route, operation) for provider in asked for operation in provider.operations for route in operation.routes)


def _told(operation: "Operation", route: str) -> str:
    return f"{operation.id}, {route}"
