"""WebAuthn: reading what an authenticator made, and checking its ES256 signatures."""

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import msgspec

from mfa_emulator.core import base64url
from mfa_emulator.providers.twilio_verify import ecdsa_signatures
from mfa_emulator.providers.twilio_verify.factor_errors import (
    InvalidPasskey,
    PasskeyAlgorithmUnsupported,
    PasskeyChallengeMismatch,
    PasskeyOriginMismatch,
    PasskeyRelyingPartyMismatch,
    PasskeySignatureInvalid,
    PasskeyUserNotVerified,
)
from mfa_emulator.providers.twilio_verify.passkeys import cbor
from mfa_emulator.providers.twilio_verify.records import PasskeyKey
from mfa_emulator.providers.twilio_verify.types.factors import PasskeysConfig

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

USER_PRESENT, USER_VERIFIED, HAS_CREDENTIAL = 0x01, 0x04, 0x40
ES256, EC2, P256 = -7, 2, 1


class ClientData(msgspec.Struct, frozen=True):
    """What the browser says it did."""

    type: str
    challenge: str
    origin: str
    raw: bytes = b""

    @property
    def challenge_text(self) -> str:
        """The SID that the challenge encodes; the published example encodes it twice."""
        once = ecdsa_signatures.from_base64url(self.challenge)
        twice = ecdsa_signatures.from_base64url(once.decode("ascii", "replace")) if not _is_sid(once) else once
        return (twice if _is_sid(twice) else once).decode("ascii", "replace")


class AuthenticatorData(msgspec.Struct, frozen=True):
    """What the authenticator says, in bytes of fixed places."""

    relying_party_hash: bytes
    flags: int
    sign_count: int
    credential_id: bytes = b""
    public_key: bytes = b""
    """COSE."""


def read_client_data(text: str) -> ClientData:
    """clientDataJSON, Base64url. Raises InvalidPasskey."""
    raw = ecdsa_signatures.from_base64url(text)
    try:
        data = msgspec.json.decode(raw, type=ClientData)
    except (ValueError, RecursionError) as error:
        raise InvalidPasskey(reason=f"clientDataJSON: {error}") from None
    return msgspec.structs.replace(data, raw=raw)


def register(config: PasskeysConfig, client: ClientData, attestation_object: str) -> PasskeyKey:
    """The key in an attestation. Statements are not looked at: attestation ``none`` was asked for."""
    _check_client(config, client, "webauthn.create")
    try:
        attestation, rest = cbor.decode(ecdsa_signatures.from_base64url(attestation_object))
        if rest or not isinstance(attestation, dict) or not isinstance(attestation.get("authData"), bytes):
            raise ValueError("no authData, or bytes after the end")
        data = _authenticator_data(attestation["authData"])
        if not data.credential_id:
            raise ValueError("no credential in it")
    except ValueError as error:
        raise InvalidPasskey(reason=f"attestationObject: {error}") from None
    _check_authenticator(config, data)
    _key(data.public_key)
    return PasskeyKey(base64url.encode(data.credential_id), base64url.encode(data.public_key), data.sign_count)


def verify(config: PasskeysConfig, key: PasskeyKey, client: ClientData, data_text: str, signature: str) -> PasskeyKey:
    """The key with its new count, after the signature over an assertion was found right."""
    _check_client(config, client, "webauthn.get")
    raw = ecdsa_signatures.from_base64url(data_text)
    try:
        data = _authenticator_data(raw)
    except ValueError as error:
        raise InvalidPasskey(reason=f"authenticatorData: {error}") from None
    _check_authenticator(config, data)
    signed = raw + sha256(client.raw).digest()
    if not ecdsa_signatures.holds(
        _key(ecdsa_signatures.from_base64url(key.public_key)), ecdsa_signatures.from_base64url(signature), signed
    ):
        raise PasskeySignatureInvalid(reason="the signature is not of the registered key")
    if (data.sign_count or key.sign_count) and data.sign_count <= key.sign_count:
        raise PasskeySignatureInvalid(
            reason=f"signature count {data.sign_count} after {key.sign_count}: the authenticator may be a copy"
        )
    return msgspec.structs.replace(key, sign_count=data.sign_count)


def _is_sid(text: bytes) -> bool:
    return len(text) == 34 and text[:2] in (b"YF", b"YC")


def _check_client(config: PasskeysConfig, client: ClientData, kind: Literal["webauthn.create", "webauthn.get"]) -> None:
    if client.type != kind:
        raise PasskeyChallengeMismatch(reason=f"clientDataJSON is of {client.type!r}, not {kind!r}")
    allowed = config.relying_party.origins or ()
    if client.origin not in allowed and _host(client.origin) not in allowed:
        raise PasskeyOriginMismatch(reason=f"origin {client.origin!r} is not one of {', '.join(allowed)}")


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _check_authenticator(config: PasskeysConfig, data: AuthenticatorData) -> None:
    party = config.relying_party.id or ""
    if data.relying_party_hash != sha256(party.encode()).digest():
        raise PasskeyRelyingPartyMismatch(reason=f"the relying party is not {party!r}")
    if not data.flags & USER_PRESENT:
        raise PasskeyUserNotVerified(reason="the user was not present")
    if config.user_verification == "required" and not data.flags & USER_VERIFIED:
        raise PasskeyUserNotVerified(reason="user verification is required, and was not done")


def _authenticator_data(raw: bytes) -> AuthenticatorData:
    if len(raw) < 37:
        raise ValueError(f"authenticator data of {len(raw)} bytes, at least 37 are needed")
    flags, count = raw[32], int.from_bytes(raw[33:37], "big")
    if not flags & HAS_CREDENTIAL:
        return AuthenticatorData(raw[:32], flags, count)
    length = int.from_bytes(raw[53:55], "big")
    credential = raw[55 : 55 + length]
    if len(raw) < 55 or len(credential) != length or not length:
        raise ValueError("authenticator data ends within the credential")
    _, rest = cbor.decode(raw[55 + length :])
    return AuthenticatorData(raw[:32], flags, count, credential, raw[55 + length : len(raw) - len(rest)])


def _key(cose: bytes) -> "EllipticCurvePublicKey":
    from cryptography.hazmat.primitives.asymmetric import ec

    fields: Any = cbor.decode(cose)[0]
    if not isinstance(fields, dict) or (fields.get(1), fields.get(3), fields.get(-1)) != (EC2, ES256, P256):
        raise PasskeyAlgorithmUnsupported(reason="the key is not ES256 on P-256")
    x, y = fields.get(-2), fields.get(-3)
    if not isinstance(x, bytes) or not isinstance(y, bytes):
        raise PasskeyAlgorithmUnsupported(reason="the key has no coordinates")
    try:
        return ec.EllipticCurvePublicNumbers(
            int.from_bytes(x, "big"), int.from_bytes(y, "big"), ec.SECP256R1()
        ).public_key()
    except ValueError:
        raise PasskeyAlgorithmUnsupported(reason="the key is no point of P-256") from None
