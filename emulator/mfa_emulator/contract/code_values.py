"""Codes for a replay: read from the emulator's own authenticators and messages."""

from collections.abc import Mapping

from mfa_emulator.core.http.json import Json
from mfa_emulator.core.otp import uris
from mfa_emulator.core.otp.totp import totp_of
from mfa_emulator.core.world import World
from mfa_emulator.recording.recorded import Code

_NONE = "000000"


def code_of(code: Code, values: Mapping[str, Json], world: World) -> str:
    """The code to type here for one that was typed at the vendor's."""
    if code.source == "totp":
        secret = str(values.get(code.secret, ""))
        try:
            is_uri = secret.lower().startswith(uris.SCHEME)
            totp = uris.read(secret)[0] if is_uri else totp_of(secret, code.digits, code.period, code.algorithm)
            return totp.at_step(totp.step(world.clock.micros()) + code.step)
        except ValueError:
            return _NONE
    last = world.inbox.latest(default=None)
    sent = last.code if last is not None and last.code else _NONE
    return sent if code.source == "message" else _other(sent)


def _other(sent: str) -> str:
    """A code of the same length that was not sent."""
    last = sent[-1:]
    return sent[:-1] + (str((int(last) + 1) % 10) if last.isdigit() else "0")
