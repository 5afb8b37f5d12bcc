"""How a world begins: its options, and each provider's settings that come of them."""

import os
from datetime import datetime
from typing import Any

import msgspec

from mfa_emulator.core.http.limits import NAME as LIMITS
from mfa_emulator.core.http.limits import limits_of
from mfa_emulator.core.identifiers import Host, ProjectId
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.providers import Providers
from mfa_emulator.core.settings import changed
from mfa_emulator.core.store.lazy import OnFirstUse

PROFILES = ("emulator", "strict")
"""Presets of settings that every provider has."""


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a world begins, and begins again after a reset.

    `freeze`: an instant, or True for now. `settings`: provider name -> setting -> value, over the profile's preset;
    ``limits`` in place of a provider's name are those of request bodies.
    `seeds`: documents to put in at the start, before anything else happens. `outbound_hosts`: hosts beside this
    machine that webhooks may go to.
    """

    seed: int | str = 0
    profile: str = "emulator"
    project: ProjectId = "demo-project"
    freeze: bool | str | int | float | None = None
    signed_tokens: bool = False
    settings: dict[str, dict[str, Any]] = {}
    seeds: tuple[dict[str, Any], ...] = ()
    outbound_hosts: tuple[Host, ...] = ()

    def but(self, **changes: Any) -> "Options":
        """These options with some changed. Raises ValueError when one is unknown or of the wrong type."""
        freeze = changes.get("freeze")
        if isinstance(freeze, datetime):
            changes["freeze"] = freeze.isoformat()
        return changed(self, changes)


def settings_of(providers: Providers, options: Options) -> OnFirstUse:
    """Each provider's settings in a world of these options, by its name. Raises ValueError when they cannot hold."""
    unknown = set(options.settings) - {*providers, LIMITS}
    if unknown:
        raise ValueError(f"settings for {min(unknown)!r}, but there are only: {', '.join([*providers, LIMITS])}")
    settings = OnFirstUse(lambda name: _settings(providers[name], options))
    # What could be refused is looked at now; every provider has the usual profiles.
    limits_of(options.settings)
    for name in providers if options.profile not in PROFILES else set(options.settings) - {LIMITS}:
        settings[name]
    return settings


def _settings(provider: Provider, options: Options) -> Any:
    """The provider's settings in this world: its preset and what the options change in it."""
    preset = provider.presets.get(options.profile)
    if preset is None:
        raise ValueError(f"no profile {options.profile!r}; there are: {', '.join(provider.presets)}")
    changes = options.settings.get(provider.name)
    return changed(preset, changes, f"{provider.name}.") if changes else preset


def default_project() -> str:
    """The Google project of API-key calls: GCLOUD_PROJECT, GOOGLE_CLOUD_PROJECT, else ``demo-project``."""
    return os.environ.get("GCLOUD_PROJECT") or os.environ.get("GOOGLE_CLOUD_PROJECT") or "demo-project"
