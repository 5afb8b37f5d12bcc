"""A browser with a passkeys authenticator: makes the WebAuthn answers that a page would send."""

from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from mfa_emulator.core import base64url
from mfa_emulator.core.handles import Helper
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.twilio_verify.passkeys import fido2_library

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from fido2.webauthn import AuthenticatorData

    from mfa_emulator.core.world import World


_EC2, _P256 = 2, 1  # COSE: the type of the key, its curve


class _Named(msgspec.Struct):
    id: str


class _PublicKey(msgspec.Struct):
    challenge: str


class _NewPublicKey(_PublicKey, kw_only=True):
    rp: _Named
    user: _Named


class _Creation(msgspec.Struct, rename="camel"):
    """The options that are read of a registration."""

    public_key: _NewPublicKey


class _Request(msgspec.Struct, rename="camel"):
    """The options that are read of a challenge."""

    public_key: _PublicKey


class _Credential:
    def __init__(self, credential_id: bytes, key: "EllipticCurvePrivateKey", party: str, user_handle: str) -> None:
        self.id = credential_id
        self.key = key
        self.party = party
        self.user_handle = user_handle
        self.sign_count = 0


# By hand, since python-fido2 drives authenticators of hardware and has none in software; it lays the bytes out.
class VirtualAuthenticator(Helper):
    """An authenticator of any number of passkeys. `draw` gives random bytes; `origin` is that of the page."""

    def __init__(self, draw: Callable[[int], bytes], origin: str, *, user_verified: bool = True) -> None:
        self.origin = origin
        self.user_verified = user_verified
        self._draw = draw
        self._credentials: list[_Credential] = []

    def __repr__(self) -> str:
        return f"<VirtualAuthenticator on {self.origin}, passkeys: {len(self._credentials)}>"

    @property
    def host(self) -> str:
        """The host of the page."""
        return urlsplit(self.origin).hostname or ""

    def create(self, options: JsonObject) -> JsonObject:
        """``navigator.credentials.create(options)``: the body for Passkeys/VerifyFactor."""
        fido2_library.require()
        from cryptography.hazmat.primitives.asymmetric import ec
        from fido2.cose import ES256
        from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData

        public = msgspec.convert(options, _Creation).public_key
        key = ec.derive_private_key(int.from_bytes(self._draw(31), "big") + 1, ec.SECP256R1())
        credential = _Credential(self._draw(32), key, public.rp.id, public.user.id)
        self._credentials.append(credential)
        numbers = key.public_key().public_numbers()
        x, y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")
        cose = ES256({1: _EC2, 3: ES256.ALGORITHM, -1: _P256, -2: x, -3: y})
        attested = AttestedCredentialData.create(Aaguid.NONE, credential.id, cose)
        attestation = AttestationObject.create("none", self._data(credential, attested), {})
        response: JsonObject = {
            "attestationObject": base64url.encode(attestation),
            "clientDataJSON": base64url.encode(self._client_data("webauthn.create", public.challenge)),
            "transports": ["internal"],
        }
        return self._answer(credential, response)

    def get(self, options: JsonObject) -> JsonObject:
        """``navigator.credentials.get(options)`` with the newest passkey: the body for Passkeys/ApproveChallenge."""
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.hashes import SHA256

        credential = self._credentials[-1]
        credential.sign_count += 1
        data = self._data(credential)
        client = self._client_data("webauthn.get", msgspec.convert(options, _Request).public_key.challenge)
        signature = credential.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        response: JsonObject = {
            "authenticatorData": base64url.encode(data),
            "clientDataJSON": base64url.encode(client),
            "signature": base64url.encode(signature),
            "userHandle": credential.user_handle,
        }
        return self._answer(credential, response)

    def _data(self, credential: _Credential, attested: bytes = b"") -> "AuthenticatorData":
        from fido2.webauthn import AuthenticatorData

        flags = AuthenticatorData.FLAG.UP
        if self.user_verified:
            flags |= AuthenticatorData.FLAG.UV
        if attested:
            flags |= AuthenticatorData.FLAG.AT
        party = sha256(credential.party.encode()).digest()
        data: AuthenticatorData = AuthenticatorData.create(party, flags, credential.sign_count, attested)
        return data

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return msgspec.json.encode({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False})

    def _answer(self, credential: _Credential, response: JsonObject) -> JsonObject:
        return {
            "id": base64url.encode(credential.id),
            "rawId": base64url.encode(credential.id),
            "authenticatorAttachment": "platform",
            "type": "public-key",
            "response": response,
        }


def page_of(world: "World", origin: str) -> VirtualAuthenticator:
    """A browser of a world, whose keys are drawn from the world's ids."""
    return VirtualAuthenticator(world.ids.draw, origin)
