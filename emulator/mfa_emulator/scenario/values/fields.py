"""Picking a field out of an answer: `totpSessionInfo.sharedSecretKey`, `mfaInfo[0].mfaEnrollmentId`."""

from __future__ import annotations

import re

from mfa_emulator.core.http.json import Json
from mfa_emulator.scenario.positions import Mistake

_PART = re.compile(r"[^.\[\]]+")


def pick(value: Json, path: str) -> Json:
    """The value at a dotted path; `[0]` and `.0` index lists. Mistake that says what is there instead."""
    so_far = ""
    for part in _PART.finditer(path):
        value = _step_into(value, part.group(), so_far or "the answer", path)
        so_far = path[: part.end() + path.startswith("]", part.end())]
    return value


def _step_into(value: Json, part: str, inside: str, path: str) -> Json:
    if isinstance(value, dict):
        if part in value:
            return value[part]
        raise Mistake((), f"no {path}: {inside} has {', '.join(value) or 'no keys'}")
    if isinstance(value, list) and part.isdecimal():
        if int(part) < len(value):
            return value[int(part)]
        raise Mistake((), f"no {path}: {inside} has length {len(value)}")
    raise Mistake((), f"no {path}: {inside} is {'a list' if isinstance(value, list) else 'no object'}")
