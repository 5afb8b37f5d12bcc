"""Signatures on requests to providers of SAML, and the certificates by which they are checked.

The key of a configuration comes of the world's seed and of its id, so that it outlives a restart, and nothing has to be
kept secret.
"""

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.types.configuration.identity_providers import SpCertificate

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ALGORITHM = "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519"

_LIFETIME = timedelta(days=5 * 365)
"""Source: recorded, t-k/fireemu"""


def certificate(context: Context, config_id: str) -> SpCertificate:
    """A self-signed certificate of the configuration's key, good for five years from now on."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import NameOID

    key, now = _key(context, config_id), datetime.fromtimestamp(context.now // SECOND, UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, config_id)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + _LIFETIME)
        .sign(key, None)
    )
    end = int((now + _LIFETIME).timestamp()) * SECOND
    return SpCertificate(x509_certificate=made.public_bytes(Encoding.PEM).decode(), expires_at=rfc3339(end))


def signature(context: Context, config_id: str, query: str) -> str:
    """The signature over the query of a request, as SAML's redirect binding has it."""
    return b64encode(_key(context, config_id).sign(query.encode())).decode()


def _key(context: Context, config_id: str) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    drawn = context.world.configured(f"identity_toolkit SAML {config_id}").draw(32)
    return Ed25519PrivateKey.from_private_bytes(drawn)
