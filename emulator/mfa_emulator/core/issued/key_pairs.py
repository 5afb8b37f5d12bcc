"""The key with which a process signs, beside its certificate."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey


class KeyPair(NamedTuple):
    """A private key, and the certificate of its public half in PEM."""

    key: "RSAPrivateKey"
    certificate: str
