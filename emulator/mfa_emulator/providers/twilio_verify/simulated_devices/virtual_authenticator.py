"""A browser with a passkeys authenticator: makes the WebAuthn answers that a page would send."""

from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec

from mfa_emulator.core import base64url
from mfa_emulator.providers.twilio_verify.passkeys import cbor
from mfa_emulator.providers.twilio_verify.passkeys.webauthn import (
    EC2,
    ES256,
    HAS_CREDENTIAL,
    P256,
    USER_PRESENT,
    USER_VERIFIED,
)

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey


class _Credential:
    def __init__(self, credential_id: bytes, key: "EllipticCurvePrivateKey", party: str, user_handle: str) -> None:
        self.id = credential_id
        self.key = key
        self.party = party
        self.user_handle = user_handle
        self.sign_count = 0


class VirtualAuthenticator:
    """Holds any number of passkeys. `draw` gives random bytes; `origin` is that of the page."""

    def __init__(self, draw: Callable[[int], bytes], origin: str, *, user_verified: bool = True) -> None:
        self.origin = origin
        self.user_verified = user_verified
        self._draw = draw
        self._credentials: list[_Credential] = []

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """``navigator.credentials.create(options)``: the body for Passkeys/VerifyFactor."""
        from cryptography.hazmat.primitives.asymmetric import ec

        public = options["publicKey"]
        key = ec.derive_private_key(int.from_bytes(self._draw(31), "big") + 1, ec.SECP256R1())
        credential = _Credential(self._draw(32), key, public["rp"]["id"], public["user"]["id"])
        self._credentials.append(credential)
        numbers = key.public_key().public_numbers()
        cose = cbor.encode(
            {
                1: EC2,
                3: ES256,
                -1: P256,
                -2: numbers.x.to_bytes(32, "big"),
                -3: numbers.y.to_bytes(32, "big"),
            }
        )
        attested = bytes(16) + len(credential.id).to_bytes(2, "big") + credential.id + cose
        data = self._data(credential, HAS_CREDENTIAL) + attested
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        response = {
            "attestationObject": base64url.encode(attestation),
            "clientDataJSON": base64url.encode(self._client_data("webauthn.create", public["challenge"])),
            "transports": ["internal"],
        }
        return self._answer(credential, response)

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        """``navigator.credentials.get(options)`` with the newest passkey: the body for Passkeys/ApproveChallenge."""
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.hashes import SHA256

        credential = self._credentials[-1]
        credential.sign_count += 1
        data = self._data(credential, 0)
        client = self._client_data("webauthn.get", options["publicKey"]["challenge"])
        signature = credential.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {
            "authenticatorData": base64url.encode(data),
            "clientDataJSON": base64url.encode(client),
            "signature": base64url.encode(signature),
            "userHandle": credential.user_handle,
        }
        return self._answer(credential, response)

    def _data(self, credential: _Credential, flags: int) -> bytes:
        flags |= USER_PRESENT | (USER_VERIFIED if self.user_verified else 0)
        party = sha256(credential.party.encode()).digest()
        return party + bytes([flags]) + credential.sign_count.to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return msgspec.json.encode({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False})

    def _answer(self, credential: _Credential, response: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": base64url.encode(credential.id),
            "rawId": base64url.encode(credential.id),
            "authenticatorAttachment": "platform",
            "type": "public-key",
            "response": response,
        }
