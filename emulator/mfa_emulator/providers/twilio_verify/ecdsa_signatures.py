"""ECDSA on P-256 with SHA-256, as phones use it. The libraries are imported on first use."""

from base64 import b64decode
from functools import cache
from typing import TYPE_CHECKING

from mfa_emulator.core import base64url
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.tokens import BadToken, read_unverified

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from jwt import PyJWS


class BadKey(Exception):
    """A text that is no public key of P-256."""


def public_key(text: str) -> "EllipticCurvePublicKey":
    """The key of a Base64 DER SubjectPublicKeyInfo. Raises `BadKey`."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        key = load_der_public_key(b64decode(text, validate=True))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKey(f"not a Base64 DER public key: {error}") from None
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise BadKey("the key is not on the curve P-256")
    return key


def holds(key: "EllipticCurvePublicKey", signature: bytes, data: bytes) -> bool:
    """Whether a DER signature of `data` is of this key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.hashes import SHA256

    try:
        key.verify(signature, data, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def read_token(key: "EllipticCurvePublicKey", token: str) -> tuple[JsonObject, JsonObject]:
    """Header and claims of an ES256 token that `key` signed. Raises `BadToken`."""
    from jwt import InvalidTokenError

    header, claims = read_unverified(token)
    if header.get("alg") != "ES256":
        raise BadToken(f"its alg is {header.get('alg')!r}, not ES256")
    try:
        _es256().decode(token, key, ["ES256"])
    except InvalidTokenError as error:
        raise BadToken(f"its signature is not of the factor's key: {error}") from None
    return header, claims


@cache
def _es256() -> "PyJWS":
    # Made once: a new one looks all algorithms up, which costs as much as a signature.
    from jwt import PyJWS

    return PyJWS(["ES256"])


def from_base64(text: str) -> bytes:
    """Base64 of either alphabet, padded or not; what cannot be read is empty."""
    return from_base64url(text.strip().translate({43: "-", 47: "_"}))


def from_base64url(text: str) -> bytes:
    """Base64url without padding; what cannot be read is empty."""
    try:
        return base64url.decode(text.rstrip("="))
    except ValueError:
        return b""
