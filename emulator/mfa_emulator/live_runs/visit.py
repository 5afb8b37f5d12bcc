"""A visit of one scenario at a live vendor: what is checked before, recorded meanwhile, and removed after."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx2
import msgspec

from mfa_emulator.contract import published
from mfa_emulator.contract.published import Live
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.providers import Providers
from mfa_emulator.live_runs import vendor_account
from mfa_emulator.live_runs.gate import Gate, Rules
from mfa_emulator.live_runs.undoing import Undoing
from mfa_emulator.live_runs.vendor_account import NotLive
from mfa_emulator.recording.identifying import Identifier
from mfa_emulator.recording.making import recording_of, scrub
from mfa_emulator.recording.recorded import encoded

_NEVER = {
    "clock": "a live vendor's clock cannot be moved",
    "fault": "a live vendor takes no faults",
    "seed": "a live vendor takes no seeds",
    "message": "messages of a live vendor go to phones and mailboxes",
    "device": "pushes of a live vendor go to phones",
    "webhook": "webhooks of a live vendor go elsewhere",
}
"""Kinds of steps that are for emulators alone."""

_TIMEOUT = 30.0
_SHORTEST = 4
"""Characters of a value that is hidden; shorter ones stand in too many words."""
_CUT = 40
"""Characters at the beginning of a longer value that are hidden too, for reports cut long texts."""


def check_steps(kinds: list[str], calls: list[str], rules: Rules | None) -> None:
    """Refuse a scenario before its first call. Raises `NotLive`."""
    if rules is None:
        raise NotLive(
            "it is not marked for a live vendor: `live: {safe: [...]}` names the operations that may be called"
        )
    for number, kind in enumerate(kinds, 1):
        if kind in _NEVER:
            raise NotLive(f"step {number} is `{kind}`: {_NEVER[kind]}")
    for operation in calls:
        if operation not in rules.safe:
            raise NotLive(f"it calls {operation}, which is not marked safe under `live`")


@contextmanager
def visit(
    provider: Provider,
    providers: Providers,
    rules: Rules,
    *,
    environ: Mapping[str, str],
    url: str = "",
    yes: bool = False,
    record: Path | None = None,
    write: Callable[[Path, bytes], None] = lambda path, data: None,
    tell: Callable[[str], None] = lambda text: None,
    hidden: dict[str, str],
) -> Iterator[httpx2.Client]:
    """A client that reaches the vendor through the gate. `url` stands for the vendor's own server. Raises `NotLive`.

    Afterwards what was made is removed, what was said is written to `record`, scrubbed, and `hidden` has the values
    that no report may show, by names for them.
    """
    live = published.of(provider).live
    if live is None:
        raise NotLive(f"{provider.title}: nothing is known of its live servers")
    known = vendor_account.variables(provider, live, environ)
    origin = url.rstrip("/") or vendor_account.origin(live, known)
    undoing = Undoing(provider, live.undo)
    gate = Gate(origin, known, rules, Identifier(providers), undoing)
    with gate, httpx2.Client(base_url=origin, timeout=_TIMEOUT) as away:
        if not yes:
            vendor_account.check_account(live, known, _asking(provider, live, known, away))
        try:
            with httpx2.Client(transport=gate, base_url="http://live.invalid") as client:
                yield client
        finally:
            hidden |= _hidden(gate, known, providers)
            for text in undoing.run(_sending(away)):
                tell(text)
            if record is not None and gate.exchanges:
                write(record, encoded(recording_of(gate.exchanges, origin, providers)))


def _hidden(gate: Gate, known: Mapping[str, str], providers: Providers) -> dict[str, str]:
    """The account's own values and all that a recording would have placeholders for, also where they are cut."""
    values = scrub(gate.exchanges, providers).values if gate.exchanges else {}
    whole = {**known, **{name.strip("<>"): value for name, value in values.items() if len(value) >= _SHORTEST}}
    return whole | {f"{name}…": value[:_CUT] for name, value in whole.items() if len(value) > _CUT}


def _asking(provider: Provider, live: Live, known: Mapping[str, str], away: httpx2.Client) -> vendor_account.Ask:
    headers = provider.credentials(known).get("", {})

    def ask(verb: str, path: str) -> JsonObject:
        try:
            answer = away.request(verb, path, headers=headers)
            value: Json = msgspec.json.decode(answer.content)
        except (httpx2.HTTPError, ValueError) as error:
            raise NotLive(f"{path} does not tell whose account it is: {error}") from None
        if not answer.is_success or not isinstance(value, dict):
            raise NotLive(f"{path} does not tell whose account it is: {answer.status_code}")
        return value

    return ask


def _sending(away: httpx2.Client) -> Callable[[str, str, Mapping[str, str], bytes], int]:
    def send(verb: str, path: str, headers: Mapping[str, str], body: bytes) -> int:
        own = {name: text for name, text in headers.items() if name.lower() != "host"}
        try:
            return away.request(verb, path, headers=own, content=body or None).status_code
        except httpx2.HTTPError:
            return 0

    return send
