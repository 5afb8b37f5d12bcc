"""Vendors by host name and by bare path."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from mfa_emulator.core.provider import Front
from mfa_emulator.core.remembered import Remembered

T = TypeVar("T")


def by_name(known: Mapping[str, T], host: str) -> T | None:
    """The value of a host name, with or without a port; ``*.example.com`` stands for all names below it."""
    name = host.partition(":")[0].lower().removesuffix(".")
    found = known.get(name)
    while found is None and "." in name:
        name = name.partition(".")[2]
        found = known.get(f"*.{name}")
    return found


class Hosts:
    """Finds providers by host name and by bare path, both in constant time."""

    def __init__(self, fronts: Mapping[str, Front]) -> None:
        self._hosts = {host: front for front in fronts.values() for host in front.hosts}
        self._prefixes = {prefix: front for front in fronts.values() for prefix in front.prefixes}
        self.by_host: Callable[[str], Front | None] = Remembered(self._by_host).__getitem__
        """The provider of a host name, with or without a port; ``*.example.com`` stands for all names below it."""

    def _by_host(self, host: str) -> Front | None:
        return by_name(self._hosts, host)

    def by_path(self, path: str) -> Front | None:
        """The provider whose bare prefix the path begins with: two segments if one has those, else one."""
        first = path.find("/", 1)
        second = path.find("/", first + 1) if first > 0 else -1
        found = self._prefixes.get(path[:second] if second > 0 else path)
        return found or self._prefixes.get(path[:first] if first > 0 else path)
