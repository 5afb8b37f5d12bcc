"""The providers of one emulator, by name. The only module that loads them: none of them imports it."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module

from mfa_emulator.core.provider import Front, Provider


def load(front: Front) -> Provider:
    """Load the provider behind a front. Raises ValueError when its module cannot be imported, or holds none."""
    try:
        provider = getattr(import_module(front.module), "PROVIDER", None)
    except Exception as error:
        raise ValueError(f"the vendor {front.name} cannot be loaded: {type(error).__name__}: {error}") from error
    if not isinstance(provider, Provider):
        raise ValueError(f"the vendor {front.name} cannot be loaded: {front.module} holds no Provider named PROVIDER")
    return provider


class Providers(Mapping[str, Provider]):
    """Providers by name, each loaded when it is asked for first: one pays for those that are used."""

    def __init__(self, entries: Iterable[Front | Provider]) -> None:
        self._open = {entry.name: entry for entry in entries if isinstance(entry, Provider)}
        self.fronts: dict[str, Front] = {
            entry.name: entry if isinstance(entry, Front) else entry.front for entry in entries
        }

    def __getitem__(self, name: str) -> Provider:
        provider = self._open.get(name)
        if provider is None:
            provider = self._open[name] = load(self.fronts[name])
        return provider

    def is_ready(self, name: str) -> bool:
        """Whether to ask for the provider takes no time: it is loaded, or its module is."""
        return name in self._open or self.fronts[name].module in sys.modules

    def __contains__(self, name: object) -> bool:
        return name in self.fronts

    def __iter__(self) -> Iterator[str]:
        return iter(self.fronts)

    def __len__(self) -> int:
        return len(self.fronts)
