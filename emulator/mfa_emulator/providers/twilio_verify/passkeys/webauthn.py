"""WebAuthn: the reading of what an authenticator made, by python-fido2, and the check of its ES256 signatures."""

import struct
from hashlib import sha256
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import msgspec

from mfa_emulator.core import base64url
from mfa_emulator.providers.twilio_verify.ecdsa_signatures import from_base64url
from mfa_emulator.providers.twilio_verify.errors.passkeys import (
    InvalidAttestationObject,
    InvalidAttestedCredential,
    InvalidAuthenticatorData,
    InvalidClientData,
    InvalidPublicKey,
    InvalidSignature,
)
from mfa_emulator.providers.twilio_verify.passkeys import fido2_library
from mfa_emulator.providers.twilio_verify.records import PasskeyKey
from mfa_emulator.providers.twilio_verify.types.factors import PasskeysConfig

if TYPE_CHECKING:
    from fido2.cose import CoseKey
    from fido2.webauthn import AuthenticatorData

ES256, _EC2 = -7, 2

# What the library raises for bytes that are cut off, of another kind or nested too deeply.
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError, struct.error)


# By hand, since python-fido2 decodes the challenge once, and an example in twilio-oai encodes it twice.
class ClientData(msgspec.Struct, frozen=True):
    """clientDataJSON: the browser's own account of what it did."""

    type: str
    challenge: str
    origin: str
    raw: bytes = b""

    @property
    def challenge_text(self) -> str:
        """The SID that the challenge encodes; the example in twilio-oai encodes it twice."""
        once = from_base64url(self.challenge)
        twice = from_base64url(once.decode("ascii", "replace")) if not _is_sid(once) else once
        return (twice if _is_sid(twice) else once).decode("ascii", "replace")


def read_client_data(text: str) -> ClientData:
    """clientDataJSON, Base64url. Raises InvalidClientData."""
    raw = from_base64url(text)
    try:
        data = msgspec.json.decode(raw, type=ClientData)
    except (ValueError, RecursionError) as error:
        raise InvalidClientData(reason=f"clientDataJSON: {error}") from None
    return msgspec.structs.replace(data, raw=raw)


def register(config: PasskeysConfig, client: ClientData, attestation_object: str) -> PasskeyKey:
    """The key in an attestation. Statements are not looked at: attestation ``none`` was asked for."""
    _check_client(config, client, "webauthn.create")
    fido2_library.require()
    from fido2 import cbor
    from fido2.webauthn import AuthenticatorData

    try:
        attestation = cbor.decode(from_base64url(attestation_object))
        if not isinstance(attestation, dict) or not isinstance(attestation.get("authData"), bytes):
            raise ValueError("no authData in it")
        data = AuthenticatorData(attestation["authData"])
    except _UNREADABLE as error:
        raise InvalidAttestationObject(reason=f"attestationObject: {error!r}") from None
    if data.credential_data is None or not data.credential_data.credential_id:
        raise InvalidAttestedCredential(reason="attestationObject: no credential in its authData")
    _check_authenticator(config, data)
    key = data.credential_data.public_key
    _check_key(key)
    credential_id = base64url.encode(data.credential_data.credential_id)
    return PasskeyKey(credential_id, base64url.encode(cbor.encode(key)), data.counter)


def verify(config: PasskeysConfig, key: PasskeyKey, client: ClientData, data_text: str, signature: str) -> PasskeyKey:
    """The key with its new count, after the signature over an assertion was found right."""
    _check_client(config, client, "webauthn.get")
    fido2_library.require()
    from cryptography.exceptions import InvalidSignature as Unsigned
    from fido2.webauthn import AuthenticatorData

    raw = from_base64url(data_text)
    try:
        data = AuthenticatorData(raw)
    except _UNREADABLE as error:
        raise InvalidAuthenticatorData(reason=f"authenticatorData: {error!r}") from None
    _check_authenticator(config, data)
    try:
        _stored_key(key).verify(raw + sha256(client.raw).digest(), from_base64url(signature))
    except Unsigned:
        raise InvalidSignature(reason="the signature is not of the registered key") from None
    if (data.counter or key.sign_count) and data.counter <= key.sign_count:
        raise InvalidAuthenticatorData(
            reason=f"signature count {data.counter} after {key.sign_count}: the authenticator may be a copy"
        )
    return msgspec.structs.replace(key, sign_count=data.counter)


def _is_sid(text: bytes) -> bool:
    return len(text) == 34 and text[:2] in (b"YF", b"YC")


def _check_client(config: PasskeysConfig, client: ClientData, kind: Literal["webauthn.create", "webauthn.get"]) -> None:
    if client.type != kind:
        raise InvalidClientData(reason=f"clientDataJSON is of {client.type!r}, not {kind!r}")
    allowed = config.relying_party.origins or ()
    if client.origin not in allowed and _host(client.origin) not in allowed:
        raise InvalidClientData(reason=f"origin {client.origin!r} is not one of {', '.join(allowed)}")


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _check_authenticator(config: PasskeysConfig, data: "AuthenticatorData") -> None:
    party = config.relying_party.id or ""
    if data.rp_id_hash != sha256(party.encode()).digest():
        raise InvalidAuthenticatorData(reason=f"the relying party is not {party!r}")
    if not data.is_user_present():
        raise InvalidAuthenticatorData(reason="the user was not present")
    if config.user_verification == "required" and not data.is_user_verified():
        raise InvalidAuthenticatorData(reason="user verification is required, and was not done")


def _stored_key(key: PasskeyKey) -> "CoseKey":
    from fido2 import cbor
    from fido2.cose import CoseKey

    fields = cbor.decode(from_base64url(key.public_key))
    assert isinstance(fields, dict), "it was read when the passkey was registered"
    return CoseKey.parse(fields)


def _check_key(key: "CoseKey") -> None:
    from cryptography.exceptions import InvalidSignature as Unsigned

    if (key.get(1), key.get(3)) != (_EC2, ES256):
        raise InvalidPublicKey(reason="the key is not ES256")
    try:
        key.verify(b"", b"")  # the library looks at curve and point when it verifies
    except Unsigned:
        return
    except _UNREADABLE as error:
        raise InvalidPublicKey(reason=f"the key is no point of P-256: {error!r}") from None
