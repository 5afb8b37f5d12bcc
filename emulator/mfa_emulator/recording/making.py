"""Making of a recording out of exchanges."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.identifiers import is_loopback
from mfa_emulator.core.providers import Providers
from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.recording import typed_codes
from mfa_emulator.recording.exchange import Exchange
from mfa_emulator.recording.recorded import Recording
from mfa_emulator.recording.scrubbing import vocabulary
from mfa_emulator.recording.scrubbing.scrubber import Scrubbed, scrubbed
from mfa_emulator.recording.world_settings import UNTOLD, WorldSettings

OTHER = "another server"
"""The target of a recording that is neither a vendor's nor on this machine."""


def recording_of(
    exchanges: Sequence[Exchange], target: str, providers: Providers, told: WorldSettings = UNTOLD
) -> Recording:
    """The exchanges with a server, scrubbed; and the settings of its world, where it told them."""
    done = scrub(exchanges, providers)
    settings, left_out = _settings(exchanges, providers, told)
    return Recording(
        profile=told.profile,
        settings=settings,
        target=_shown(target, providers),
        began=rfc3339(exchanges[0].at if exchanges else 0),
        exchanges=done.exchanges,
        codes=typed_codes.origins(exchanges, done.exchanges, done.values),
        tokens=done.tokens,
        left_out=[*done.left_out, *left_out],
    )


def _settings(
    exchanges: Sequence[Exchange], providers: Providers, told: WorldSettings
) -> tuple[dict[str, JsonObject], list[str]]:
    """The settings of the vendors that were called, and the places of what stays out of a file."""
    named = dict.fromkeys(exchange.provider for exchange in exchanges)
    found = {name: told.of(providers[name]) for name in named}
    kept = {name: settings for name, (settings, _) in found.items() if settings}
    return kept, [place for _, places in found.values() for place in places]


def scrub(exchanges: Sequence[Exchange], providers: Providers) -> Scrubbed:
    """The exchanges without a secret; names of the vendors' hosts are none."""
    named = {exchange.provider for exchange in exchanges}
    vocabularies = {name: vocabulary.of(providers[name]) for name in named}
    hosts = {host for front in providers.fronts.values() for host in front.hosts if "*" not in host}
    return scrubbed(exchanges, vocabularies, frozenset(hosts | {"localhost", "127.0.0.1"}))


def _shown(target: str, providers: Providers) -> str:
    """The target as a recording may name it: a vendor's host without an account's own label, or this machine."""
    host = urlsplit(target).hostname or ""
    if is_loopback(host):
        return target
    known = [name for front in providers.fronts.values() for name in front.hosts]
    found = next((name for name in known if host == name or (name[:1] == "*" and host.endswith(name[1:]))), None)
    return f"https://{found}" if found else OTHER
