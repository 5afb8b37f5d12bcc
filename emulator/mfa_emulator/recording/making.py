"""Making of a recording out of exchanges."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from mfa_emulator.core.identifiers import is_loopback
from mfa_emulator.core.providers import Providers
from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.recording import typed_codes
from mfa_emulator.recording.exchange import Exchange
from mfa_emulator.recording.recorded import Recording
from mfa_emulator.recording.scrubbing import vocabulary
from mfa_emulator.recording.scrubbing.scrubber import Scrubbed, scrubbed

OTHER = "another server"
"""The target of a recording that is neither a vendor's nor on this machine."""


def recording_of(exchanges: Sequence[Exchange], target: str, providers: Providers) -> Recording:
    """The exchanges with a server, scrubbed."""
    done = scrub(exchanges, providers)
    return Recording(
        target=_shown(target, providers),
        began=rfc3339(exchanges[0].at if exchanges else 0),
        exchanges=done.exchanges,
        codes=typed_codes.origins(exchanges, done.exchanges, done.values),
        tokens=done.tokens,
        left_out=done.left_out,
    )


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
