"""Options of a world, in the one list there is of them, and each provider's settings that come of them."""

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypedDict, TypeVar, Unpack, cast

import msgspec
from msgspec import UNSET, UnsetType

from mfa_emulator.core.descriptions import docstrings
from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.limits import NAME as LIMITS
from mfa_emulator.core.http.limits import limits_of
from mfa_emulator.core.identifiers import Host, HostPort, ProjectId
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.providers import Providers
from mfa_emulator.core.settings import changed
from mfa_emulator.core.store.lazy import OnFirstUse
from mfa_emulator.core.time.durations import Instant

S = TypeVar("S", bound=msgspec.Struct)

PROFILES = ("emulator", "strict")
"""Presets of settings that every provider has."""


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Options of a world, under which it begins, and begins again after a reset.

    ``Emulator(...)``, ``worlds.add(...)``, the marker ``@pytest.mark.mfa(...)``, ``POST /worlds`` and the commands
    that start an emulator take these, with the texts below.
    """

    seed: int | str = 0
    """Number or word that ids, secrets and codes are drawn from: the same seed gives the same ones.

    Source: ours.
    """

    profile: str = "emulator"
    """Limits as the vendors' own emulators set them (emulator), or strictly as in production (strict).

    Source: ours.
    """

    project: ProjectId = "demo-project"
    """The Google project that API-key calls belong to.

    Source: documented, https://firebase.google.com/docs/emulator-suite/connect_auth
    """

    freeze: bool | str | int | float | None = None
    """Let time stand still, now (true) or at an instant such as 2026-11-21T10:00:00Z.

    Source: ours.
    """

    signed_tokens: bool = False
    """Sign tokens with RS256 and serve the keys, in place of unsigned tokens.

    Source: documented, https://firebase.google.com/docs/emulator-suite/connect_auth
    """

    settings: dict[str, JsonObject] = {}
    """Settings to change in the profile, by provider; ``limits`` in place of a provider has those of bytes.

    Source: ours.
    """

    seeds: tuple[JsonObject, ...] = ()
    """Users, factors and pinned codes to begin with: seed documents, put in one after the other.

    Source: ours.
    """

    outbound_hosts: tuple[Host, ...] = ()
    """Hosts beside this machine that webhooks may go to.

    Source: ours.
    """

    functions_host: HostPort = ""
    """Host and port of a functions emulator, which is told of accounts that are made and deleted.

    Source: documented, https://firebase.google.com/docs/emulator-suite/connect_functions
    """

    def but(self, **changes: Unpack["Changes"]) -> "Options":
        """These options with some changed. Raises ValueError when one is unknown or of the wrong type."""
        if not changes:
            return self
        wrong = set(changes) - set(self.__struct_fields__)
        if wrong:
            raise ValueError(unknown("option", min(wrong), self.__struct_fields__))
        freeze = changes.get("freeze")
        if isinstance(freeze, datetime):
            changes["freeze"] = freeze.isoformat()
        return changed(self, changes)


class Changes(TypedDict, total=False):
    """Some of the `Options` as keywords, of the types in which a program may give them."""

    seed: int | str
    profile: str
    project: str
    freeze: Instant | bool | None
    signed_tokens: bool
    settings: Mapping[str, Mapping[str, object]]
    seeds: Sequence[Mapping[str, object]]
    outbound_hosts: Sequence[str]
    functions_host: str


def with_options(kind: type[S]) -> type[S]:
    """Decorate a request struct: it has every option as a further field, `UNSET` unless given."""
    fields = [(field.name, field.type | UnsetType, UNSET) for field in msgspec.structs.fields(Options)]
    made = msgspec.defstruct(
        kind.__name__,
        fields,
        bases=(kind,),
        module=kind.__module__,
        namespace={"__doc__": kind.__doc__},
        frozen=True,
        forbid_unknown_fields=True,
        kw_only=True,
    )
    return cast(type[S], made)


def given_in(body: msgspec.Struct) -> Changes:
    """The options that were given in a request struct `with_options`."""
    given = {name: getattr(body, name) for name in Options.__struct_fields__}
    return changes_of({name: value for name, value in given.items() if value is not UNSET})


def changes_of(keywords: Mapping[str, object]) -> Changes:
    """Keywords from outside as changes of options; their names and types are looked at by `Options.but`."""
    return cast(Changes, keywords)


def explained() -> dict[str, str]:
    """The text of each option for people, by its name: the docstring below it, without its source."""
    texts = docstrings.of_attributes(Options)
    return {name: docstrings.paragraphs(texts[name])[0] for name in Options.__struct_fields__}


def settings_of(providers: Providers, options: Options) -> OnFirstUse[msgspec.Struct]:
    """Each provider's settings in a world of these options, by its name. Raises ValueError when they cannot hold."""
    settings = OnFirstUse(lambda name: _settings(providers[name], options))
    if not options.settings and options.profile in PROFILES:
        return settings
    wrong = set(options.settings) - {*providers, LIMITS}
    if wrong:
        raise ValueError(f"settings: {unknown('provider', min(wrong), [*providers, LIMITS])}")
    # What could be refused is looked at now; every provider has the usual profiles.
    limits_of(options.settings)
    for name in providers if options.profile not in PROFILES else set(options.settings) - {LIMITS}:
        settings[name]
    return settings


def _settings(provider: Provider, options: Options) -> msgspec.Struct:
    """The provider's settings in this world: its preset and what the options change in it."""
    preset = provider.presets.get(options.profile)
    if preset is None:
        raise ValueError(unknown("profile", options.profile, provider.presets))
    changes = options.settings.get(provider.name)
    return changed(preset, changes, f"{provider.name}.") if changes else preset


def default_project() -> str:
    """The Google project of API-key calls: GCLOUD_PROJECT, GOOGLE_CLOUD_PROJECT, else ``demo-project``."""
    return os.environ.get("GCLOUD_PROJECT") or os.environ.get("GOOGLE_CLOUD_PROJECT") or "demo-project"
