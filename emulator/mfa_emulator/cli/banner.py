"""Banner of a server that is ready."""

from collections.abc import Iterable, Iterator

import msgspec

from mfa_emulator.core.provider import Front
from mfa_emulator.emulator import Emulator
from mfa_emulator.version import VERSION


def as_text(emulator: Emulator, told: Iterable[str] = ()) -> str:
    """For people: base URLs, the lines that point SDKs here, what the working folder said, and that it is ready."""
    return "\n".join(_lines(emulator, told))


def as_json(emulator: Emulator) -> str:
    """For programs, in one line of JSON: version, URL, variables, and the token if there is one."""
    token = emulator.access.token
    ready = {"event": "ready", "version": VERSION, "url": emulator.url, "env": emulator.env}
    return msgspec.json.encode(ready | ({"token": token} if token else {})).decode()


def _lines(emulator: Emulator, told: Iterable[str]) -> Iterator[str]:
    yield f"mfa-emulator {VERSION}"
    yield from (f"    In this folder: {text}" for text in told)
    for front in emulator.providers.fronts.values():
        yield ""
        yield f"{front.title}: {_base_url(front, emulator.url)}"
        for line in front.pointers(emulator.url):
            yield f"    {line}"
    yield ""
    if emulator.access.console:
        yield f"Console: {emulator.url}/_mfa/"
    yield f"Control API: {emulator.url}/_mfa/v1"
    if emulator.access.token:
        yield f"    export MFA_EMULATOR_TOKEN={emulator.access.token}"
        yield "    Others can reach this port: control calls must carry the token, as X-MFA-Token or --token."
    side = emulator.secure_side
    if side is not None:
        yield f"TLS: https://{side.host_port}, for clients that trust {side.ca_file}"
        if side.proxy_url:
            yield f"Proxy for the vendors' own hosts: {side.proxy_url}"
    yield f'Variables for all SDKs: eval "$(mfa-emulator env --url {emulator.url})"'
    yield f"Ready at {emulator.url}; Ctrl-C ends it."


def _base_url(front: Front, url: str) -> str:
    """By the vendor's host name, if it has one; a host of any label is reached by its bare paths."""
    named = next((host for host in front.hosts if not host.startswith("*")), None)
    return f"{url}/{named}" if named else url
