"""Identifying of requests: the vendor and the operation that a request to any server is for."""

from typing import NamedTuple

from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.provider import Front
from mfa_emulator.core.providers import Providers
from mfa_emulator.recording.worlds_seen import world_of
from mfa_emulator.serving.hosts import Hosts


class Identified(NamedTuple):
    """A vendor's request. Of an unknown path, operation and route are empty."""

    provider: str
    operation: str
    route: str
    path: str
    """The path for the vendor, without the prefixes of worlds and hosts."""


class Identifier:
    """Knows vendors by the host of the server, by a host in front of the path, and by bare paths."""

    def __init__(self, providers: Providers) -> None:
        self._providers, self._hosts = providers, Hosts(providers.fronts)

    def __call__(self, request: Request, host: str) -> Identified | None:
        """The request, of which path and verb are tidied as its vendor does it; None if it is no vendor's."""
        front, path = self._front(host, world_of(request)[1])
        if front is None:
            return None
        provider = self._providers[front.name]
        tidied = Request.read(request.method, path.encode(), request.raw_query, [], request.body)
        provider.tidy(tidied)
        found = provider.routes.find(tidied.method, tidied.path)
        if isinstance(found, frozenset):
            return Identified(front.name, "", "", tidied.path)
        return Identified(front.name, found[0].id, _route(found[0].routes, tidied.path), tidied.path)

    def further_host(self, host: str, path: str) -> tuple[str, str]:
        """A vendor's host that a path begins with, and the rest of it, if `host` is another one of that vendor's."""
        first, _, rest = path[1:].partition("/")
        front = self._hosts.by_host(first) if "." in first else None
        return (first, f"/{rest}") if front is not None and self._hosts.by_host(host) is front else ("", path)

    def _front(self, host: str, path: str) -> tuple[Front | None, str]:
        first, _, rest = path[1:].partition("/")
        if "." in first and (front := self._hosts.by_host(first)) is not None:
            return front, f"/{rest}"
        if path.startswith("/_mfa"):
            return None, path
        return self._hosts.by_host(host) or self._hosts.by_path(path), path


def _route(routes: tuple[str, ...], path: str) -> str:
    """The route of as many segments as the path has, which an operation may be reached by several of."""
    return next((route for route in routes if route.count("/") == path.count("/")), routes[0])
