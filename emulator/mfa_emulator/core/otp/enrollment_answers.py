"""Enrollment answers of vendors, and the TOTP parameters in them, by whatever names."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from mfa_emulator.core.http.json import Json
from mfa_emulator.core.otp import uris
from mfa_emulator.core.otp.totp import Totp, checked, totp_of


class TotpNames(NamedTuple):
    """The names of the members of an answer that hold the parameters; those by default are the ones of key URIs."""

    secret: str = "secret"
    digits: str = "digits"
    period: str = "period"
    algorithm: str = "algorithm"


KEY_URI_NAMES = TotpNames()


def read(source: str | Mapping[str, Json], names: Iterable[TotpNames] = ()) -> tuple[Totp, str]:
    """The parameters and the label in a secret, an ``otpauth://`` URI, or an answer that holds either.

    Of an answer the first ``otpauth://`` URI anywhere in it counts, else the first member named like a secret, with
    the numbers beside it: by the names of key URIs, then by `names`, those of the vendors.
    Raises ValueError when there is none, or one that no authenticator could use.
    """
    if isinstance(source, str):
        return uris.read(source) if source.startswith(uris.SCHEME) else (checked(Totp(source)), "")
    objects = list(_objects(source))
    for value in (value for item in objects for value in item.values()):
        if isinstance(value, str) and value.startswith(f"{uris.SCHEME}//"):
            return uris.read(value)
    for spelled in _each(names):
        for item in objects:
            secret = item.get(spelled.secret)
            if isinstance(secret, str):
                return _named(item, secret, spelled), ""
    raise ValueError("no TOTP secret and no otpauth:// URI in the response")


def _each(names: Iterable[TotpNames]) -> Iterator[TotpNames]:
    yield KEY_URI_NAMES
    yield from names


def _named(item: Mapping[str, Json], secret: str, names: TotpNames) -> Totp:
    digits, period, algorithm = (item.get(name) for name in names[1:])
    return totp_of(secret, digits or 6, period or 30, str(algorithm or "sha1"))


def _objects(source: Mapping[str, Json]) -> Iterator[Mapping[str, Json]]:
    """The object itself and every object in it, at any depth."""
    yield source
    for value in source.values():
        for item in value if isinstance(value, list) else (value,):
            if isinstance(item, Mapping):
                yield from _objects(item)
