"""The functions emulator that an environment names: the one that runs beside, in the Firebase suite."""

import os

import msgspec

from mfa_emulator.cli.failure import BadInput
from mfa_emulator.core.identifiers import HostPort

VARIABLE = "FIREBASE_FUNCTIONS_EMULATOR_HOST"
HUB = "FIREBASE_EMULATOR_HUB"
"""Set, by the suite, for the programs that it starts: where all of its emulators can be asked for."""

_PATIENCE = 10.0
_ANYWHERE = ("0.0.0.0", "::")


class _Address(msgspec.Struct):
    host: str
    port: int


class _Running(msgspec.Struct):
    functions: _Address | None = None


def found() -> str:
    """Host and port of the functions emulator: of its variable, else by the suite's hub; empty where there is none."""
    named = os.environ.get(VARIABLE, "")
    if named:
        return _checked(named)
    hub = os.environ.get(HUB, "")
    running = _running(hub) if hub else None
    if running is None or running.functions is None:
        return ""
    address = running.functions
    host = "127.0.0.1" if address.host in _ANYWHERE else address.host
    return f"[{host}]:{address.port}" if ":" in host else f"{host}:{address.port}"


def _checked(named: str) -> str:
    try:
        return msgspec.convert(named, HostPort)
    except msgspec.ValidationError:
        raise BadInput(f"{VARIABLE}={named}: write host and port, 127.0.0.1:5001") from None


def _running(hub: str) -> _Running | None:
    """The emulators that the hub knows; None where it does not answer, as after the end of a suite."""
    from http.client import HTTPConnection, HTTPException

    try:
        connection = HTTPConnection(hub, timeout=_PATIENCE)
        try:
            connection.request("GET", "/emulators")
            return msgspec.json.decode(connection.getresponse().read(), type=_Running)
        finally:
            connection.close()
    except (OSError, HTTPException, ValueError):
        return None
