"""Names of fields, parameters and headers, and the kind of value that each tells of."""

import re
from typing import Literal, TypeAlias, get_args

from mfa_emulator.core.remembered import Remembered

Kind: TypeAlias = Literal[
    "password", "secret", "token", "otpauth", "code", "email", "phone", "address", "id", "name", "unknown"
]
"""A kind of value, the most telling first: a value that is met as several is of the first of them."""

KINDS: tuple[Kind, ...] = get_args(Kind)

_WORDS: dict[Kind, str] = {
    "password": "password passwd pwd pass passphrase passcode",
    "secret": "secret signature sig hash salt key apikey private cert certificate certificates seed hmac",
    "token": "token tokens credential credentials jwt bearer assertion ticket cookie session authorization nonce"
    " receipt csrf xsrf saml",
    "code": "code codes otp pin payload answer tan",
    "email": "email emails mail",
    "phone": "phone phones mobile msisdn tel telephone number numbers fax to from",
    "address": "address street city zip postal ip ips location latitude longitude lat lng geo birthday birth",
    "name": "name names issuer iss audience aud user username login surname firstname lastname"
    " nickname given family company identifier",
    "id": "id ids sid sids uid uids identity guid uuid subject sub project tenant",
}
_KIND_OF: dict[str, Kind] = {word: kind for kind, words in _WORDS.items() for word in words.split()}

_ABOUT_WORDS = (
    "type types kind status method methods algorithm algorithms enabled disabled length count size in at on date format"
    " channel channels version provider providers expires expiry expiration lifetime period interval seconds skew time"
    " enforcement state mode required allowed policy supported valid verified attempts digits step"
)
_ABOUT = frozenset(_ABOUT_WORDS.split())
"""Last words of names that tell about a secret without being one: `token_type`, `code_length`."""

_SENTENCES = (
    "message",
    "msg",
    "error",
    "errors",
    "description",
    "detail",
    "details",
    "title",
    "text",
    "reason",
    "info",
)
"""Last words of names whose values are sentences, such as those of errors."""

_HUMPS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case: `mfaPendingCredential`, `mfa_pending_credential`, `Mfa-Pending.Credential`."""
    return _WORDS_OF[name]


def kind_of(name: str) -> Kind | None:
    """The kind of value that a name tells of; None where it tells of none."""
    return _KIND_OF_NAME[name]


def _words_of(name: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _HUMPS.findall(name))


def _kind_of(name: str) -> Kind | None:
    words = words_of(name)
    if not words or (words[-1] in _ABOUT and (len(words) > 1 or words[-1] not in _KIND_OF)):
        return None
    found = {_KIND_OF[word] for word in words if word in _KIND_OF}
    return min(found, key=KINDS.index) if found else None


_WORDS_OF = Remembered(_words_of)
_KIND_OF_NAME = Remembered(_kind_of)


def is_sentence(name: str) -> bool:
    """Whether values of that name are sentences."""
    words = words_of(name)
    return bool(words) and words[-1] in _SENTENCES
