"""Headers of exchanges: a few are kept, credentials become placeholders, all others are left out and told."""

import re
from base64 import b64decode
from enum import Enum

from mfa_emulator.recording.scrubbing.field_names import kind_of
from mfa_emulator.recording.scrubbing.values import Values


class Kept(Enum):
    """Fates of a header that is not kept."""

    SILENT = "of the connection, and nothing to do with the API"
    TOLD = "of unknown meaning"


_PLAIN = frozenset(("content-type", "accept", "retry-after", "allow", "cache-control"))
_CONNECTION = (
    "host connection keep-alive te trailer transfer-encoding upgrade content-length accept-encoding content-encoding"
    " date server via vary user-agent accept-language origin referer etag expires pragma alt-svc age x-powered-by"
    " strict-transport-security x-content-type-options x-frame-options x-xss-protection"
)
_OF_THE_CONNECTION = frozenset(_CONNECTION.split())
_PLAIN_VALUE = re.compile(r"[a-z*0-9+./; =,-]{1,120}", re.I)
_SCHEME = re.compile(r"((?:Basic|Bearer|Digest|Token)(?:: *| +))(\S.*)", re.I | re.S)
_NAMED = re.compile(r"([A-Za-z_]+) *: *([^,\s]+)")


def kept_header(values: Values, name: str, text: str, place: str, *, asked: bool) -> str | Kept:
    """The header's value without secrets, or the reason why there is none."""
    if name in _OF_THE_CONNECTION or name.startswith("x-mfa-"):
        return Kept.SILENT
    if name in _PLAIN or name.startswith(("x-ratelimit-", "x-rate-limit-")):
        is_plain = _PLAIN_VALUE.fullmatch(text) is not None and not re.search(r"\d{5}|\w{25}", text)
        return text if is_plain else Kept.TOLD
    if name == "location":
        return values.url(text, place)
    if name in ("authorization", "proxy-authorization"):
        return _credentials(values, text, place)
    kind = kind_of(name)
    if kind in ("password", "secret", "token", "code"):
        return values.text(text, name, place, asked=True)
    if kind is not None:
        values.text(text, name, place, asked=True)  # learned, though not kept
    return Kept.TOLD


def _credentials(values: Values, text: str, place: str) -> str:
    """The scheme of an Authorization header, and placeholders for the rest."""
    if "," in text and _NAMED.search(text):
        return _NAMED.sub(lambda pair: f"{pair[1]}:{values.text(pair[2], 'secret', place, asked=True)}", text)
    found = _SCHEME.fullmatch(text)
    if found is None:
        return values.text(text, "token", place, asked=True)
    scheme, rest = found[1], found[2]
    if scheme.lower().startswith("basic"):
        _learn_pair(values, rest, place)
    return f"{scheme}{values.text(rest, 'token', place, asked=True)}"


def _learn_pair(values: Values, encoded: str, place: str) -> None:
    """Learn user and password of Basic credentials, which may stand elsewhere by themselves."""
    try:
        user, _, password = b64decode(encoded, validate=True).decode("utf-8", "replace").partition(":")
    except ValueError:
        return
    values.text(user, "id", place, asked=True)
    values.text(password, "password", place, asked=True)
