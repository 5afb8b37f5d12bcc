"""Origins of codes that somebody typed: an authenticator, a message, or nowhere."""

import re
from collections.abc import Iterator, Mapping, Sequence

from mfa_emulator.core.http.json import Json
from mfa_emulator.core.otp import uris
from mfa_emulator.core.otp.totp import Totp, checked, totp_of
from mfa_emulator.recording.exchange import Exchange
from mfa_emulator.recording.recorded import Code, Recorded
from mfa_emulator.recording.scrubbing.placeholders import names_in

_STEPS = 20
"""Steps of time before and after the request in which a code is looked for."""
_BASE32 = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_SHORTEST_SECRET = 16
_REFUSED = 400
_NOT_TAKEN = frozenset(("pending", "rejected", "failed", "denied", "unverified"))
_WRONG = re.compile(r"invalid|incorrect|wrong|failed|mismatch|not match", re.I)


def origins(raw: Sequence[Exchange], recorded: Sequence[Recorded], values: Mapping[str, str]) -> dict[str, Code]:
    """The origin of each code in requests that no answer gave before, by placeholder."""
    given: set[str] = set()
    found: dict[str, Code] = {}
    for exchange, one in zip(raw, recorded, strict=True):
        for name in _codes_in(one):
            if name not in given and name not in found:
                found[name] = _of_app(values, given, name, exchange.at) or _typed(recorded, name)
        given.update(names_in(one.answer if one.answer else None))
    return found


def _codes_in(one: Recorded) -> Iterator[str]:
    pairs = [value for _, value in (*(one.form or ()), *one.query)]
    for part in (*pairs, one.json or None):
        yield from (name for name in names_in(part) if name.startswith("<code-"))


def _of_app(values: Mapping[str, str], given: set[str], name: str, at: int) -> Code | None:
    """The code as that of an authenticator whose secret an answer gave."""
    code = values.get(name, "")
    if not (code.isascii() and code.isdigit()):
        return None
    for placeholder in given:
        totp = _totp(values.get(placeholder, ""), len(code))
        if totp is None or totp.digits != len(code):
            continue
        now = totp.step(at)
        step = next((step for step in range(-_STEPS, _STEPS + 1) if totp.at_step(now + step) == code), None)
        if step is not None:
            return Code(
                source="totp",
                secret=placeholder,
                step=step,
                digits=totp.digits,
                period=totp.period,
                algorithm=totp.algorithm,
            )
    return None


def _totp(text: str, digits: int) -> Totp | None:
    try:
        if text.lower().startswith("otpauth://"):
            return uris.read(text)[0]
        if len(text) >= _SHORTEST_SECRET and set(text) <= _BASE32:
            return checked(totp_of(text, digits, 30, "sha1"))
    except ValueError:
        pass
    return None


def _typed(recorded: Sequence[Recorded], name: str) -> Code:
    """A code that no authenticator shows: of a message, unless all that it was ever answered is that it is wrong."""
    answered = [_judgement(one) for one in recorded if name in _codes_in(one)]
    return Code(source="wrong" if all(judgement == "wrong" for judgement in answered) else "message")


def _judgement(one: Recorded) -> str:
    """The judgement of an answer on the code in its request: `taken`, `wrong`, or `late` where it came too late."""
    body = one.answer if isinstance(one.answer, dict) else {}
    if one.status < _REFUSED:
        is_pending = any(body.get(key) is False for key in ("valid", "success", "verified"))
        return "wrong" if is_pending or str(body.get("status")).lower() in _NOT_TAKEN else "taken"
    return "wrong" if any(_WRONG.search(text) for text in _messages(one.answer or None)) else "late"


def _messages(value: Json, name: str = "") -> Iterator[str]:
    """The texts of an error that name it."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _messages(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from _messages(item, name)
    elif isinstance(value, str) and name in ("message", "description", "error", "error_description"):
        yield value
