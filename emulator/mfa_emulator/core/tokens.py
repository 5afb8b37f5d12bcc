"""JSON Web Tokens: unsigned by default, or RS256 with a key made for the process."""

import threading
from collections.abc import Mapping
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from mfa_emulator.core import base64url
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.issued.key_pairs import KeyPair

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from jwt.types import Options


MARK = "mfa_world"
"""The private header parameter for the mark of the world that issued a token; verifiers pass over it."""

_REMEMBERED = 256
"""Tokens that are remembered with their claims: apps show one and the same with every call."""
_LONGEST = 8192
"""Characters of a token that is remembered."""

_encoder = msgspec.json.Encoder()  # one for all tokens, at half the cost of `msgspec.json.encode`


class BadToken(Exception):
    """A text that is no token, or one that the emulator did not sign; the message says which."""


def _part(text: str) -> Json:
    try:
        part: Json = msgspec.json.decode(base64url.decode(text))
    except (ValueError, RecursionError):  # msgspec's and binascii's errors are ValueErrors
        raise BadToken("not a JSON Web Token") from None
    return part


def read_unverified(token: str) -> tuple[JsonObject, JsonObject]:
    """Header and claims of a token, signed by anybody or nobody. Raises `BadToken` when it is none."""
    parts = token.split(".")
    if len(parts) != 3:
        raise BadToken("not a JSON Web Token: it needs three parts")
    header, claims = _part(parts[0]), _part(parts[1])
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise BadToken("not a JSON Web Token: header and claims must be objects")
    return header, claims


class Marked(NamedTuple):
    """A token as it was read: the mark in its header, None without one, and its claims."""

    mark: str | None
    claims: Mapping[str, Json]

    @staticmethod
    def of(header: Mapping[str, Json], claims: Mapping[str, Json]) -> "Marked":
        """The same of a header; a mark that is no text is one that nobody has."""
        return Marked(str(header[MARK]) if MARK in header else None, claims)


class Unsigned:
    """Tokens of ``alg: none``, as the official emulators issue them."""

    signs = False

    def __init__(self, mark: str = "") -> None:
        self._mark = mark
        self._header = _unsigned_header("JWT", mark)

    def issue(self, claims: Mapping[str, object], *, typ: str | None = "JWT") -> str:
        """The token for `claims`; its signature is empty."""
        header = self._header if typ == "JWT" else _unsigned_header(typ, self._mark)
        return f"{header}.{base64url.encode(_encoder.encode(claims))}."

    def read(self, token: str) -> Marked:
        """Mark and claims. A token that somebody signed is read too: without a key there is nothing to check."""
        return self._remembered(token) if len(token) <= _LONGEST else Marked.of(*read_unverified(token))

    @staticmethod
    @lru_cache(maxsize=_REMEMBERED)
    def _remembered(token: str) -> Marked:
        return Marked.of(*read_unverified(token))

    def keys(self) -> JsonObject:
        """The published keys: none."""
        return {"keys": []}

    def certificates(self) -> dict[str, str]:
        """The published certificates: none."""
        return {}


def _unsigned_header(typ: str | None, mark: str) -> str:
    header = {"alg": "none"} | ({"typ": typ} if typ else {}) | ({MARK: mark} if mark else {})
    return base64url.encode(msgspec.json.encode(header))


class Rs256:
    """Tokens signed by an RSA key that is made on first use, or by `prepare`, and lives as long as the process."""

    signs = True

    def __init__(self) -> None:
        self._verified = lru_cache(maxsize=_REMEMBERED)(self._verify)
        self._lock = threading.Lock()
        self._made: RSAPrivateKey | None = None

    def prepare(self) -> None:
        """Do all that the first token would have to wait for: make the key, load the libraries, sign once."""
        self.issue({})

    @property
    def _key(self) -> "RSAPrivateKey":
        if self._made is None:
            with self._lock:  # two threads that need it first get one key
                self._made = self._made or _new_key()
        return self._made

    @cached_property
    def kid(self) -> str:
        """The key's id: the start of the hash of its public part."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        der = self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return sha256(der).hexdigest()[:40]

    def issue(self, claims: Mapping[str, object], *, typ: str | None = "JWT", mark: str = "") -> str:
        """The token for `claims`; ``typ=None`` leaves the header's typ out."""
        import jwt

        headers: JsonObject = {"kid": self.kid, "typ": typ}
        if mark:
            headers[MARK] = mark
        return jwt.encode(dict(claims), self._key, algorithm="RS256", headers=headers)

    def read(self, token: str) -> Marked:
        """Mark and claims of a token that this key signed; when it expired is the caller's question."""
        return self._verified(token) if len(token) <= _LONGEST else self._verify(token)

    def _verify(self, token: str) -> Marked:
        import jwt

        header, _ = read_unverified(token)
        if header.get("alg") != "RS256":
            raise BadToken(f"token is signed with {header.get('alg')!r}: this emulator accepts its own RS256 only")
        if header.get("kid") != self.kid:
            raise BadToken(f"token is of key {header.get('kid')!r}, this emulator's key is {self.kid!r}")
        options: Options = {"verify_exp": False, "verify_aud": False, "verify_iat": False, "verify_nbf": False}
        try:
            claims: JsonObject = jwt.decode(token, self._key.public_key(), ["RS256"], options=options)
        except jwt.InvalidTokenError as error:
            raise BadToken(f"token's signature does not hold: {error}") from None
        return Marked.of(header, claims)

    def keys(self) -> JsonObject:
        """The public key as a JSON Web Key Set."""
        numbers = self._key.public_key().public_numbers()
        modulus = base64url.encode(numbers.n.to_bytes(256, "big"))
        return {"keys": [{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": self.kid, "n": modulus, "e": "AQAB"}]}

    def certificates(self) -> dict[str, str]:
        """The public key as kid -> self-signed X.509 certificate in PEM."""
        return {self.kid: self._certificate}

    def key_pair(self) -> KeyPair:
        """The key with its certificate."""
        return KeyPair(self._key, self._certificate)

    @cached_property
    def _certificate(self) -> str:
        from datetime import UTC, datetime

        from cryptography import x509
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.serialization import Encoding
        from cryptography.x509.oid import NameOID

        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mfa-emulator")])
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self._key.public_key())
            .serial_number(1)
            # Valid over all the time that a world's clock can reach, so that moving it never spoils the key.
            .not_valid_before(datetime(1970, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(9999, 12, 31, tzinfo=UTC))
            .sign(self._key, SHA256())
        )
        return certificate.public_bytes(Encoding.PEM).decode()


def _new_key() -> "RSAPrivateKey":
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
