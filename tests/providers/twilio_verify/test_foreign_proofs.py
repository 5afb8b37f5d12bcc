"""Proofs of phones and browsers held against libraries that are not ours: theirs pass here, ours pass there."""

from base64 import b64decode, b64encode
from typing import Any

import jwt
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key
from fido2.server import Fido2Server
from fido2.webauthn import PublicKeyCredentialRpEntity, PublicKeyCredentialUserEntity

from mfa_emulator.core import base64url
from mfa_emulator.providers.twilio_verify.simulated_devices.virtual_authenticator import VirtualAuthenticator

DETAILS = {"Details.Message": "Log in?"}


class Phone:
    """A phone that signs with `cryptography` alone."""

    def __init__(self, account: Any) -> None:
        self.account = account
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.factor = account.make(
            f"{account.e}/Factors",
            {
                "FriendlyName": "phone",
                "FactorType": "push",
                "Binding.PublicKey": b64encode(self.der).decode(),
                "Binding.Alg": "ES256",
                "Config.AppId": "com.example",
                "Config.SdkVersion": "1.0",
                "Config.NotificationPlatform": "none",
            },
        )

    @property
    def der(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def signed(self, data: bytes) -> bytes:
        return self.key.sign(data, ec.ECDSA(SHA256()))

    def token(self, claims: dict[str, Any]) -> str:
        parts = [base64url.encode(msgspec.json.encode(part)) for part in ({"typ": "JWT", "alg": "ES256"}, claims)]
        r, s = decode_dss_signature(self.signed(".".join(parts).encode()))
        return ".".join([*parts, base64url.encode(r.to_bytes(32, "big") + s.to_bytes(32, "big"))])


@pytest.fixture
def phone(account):
    """A verified phone of that kind."""
    made = Phone(account)
    payload = b64encode(made.signed(made.factor["sid"].encode())).decode()
    verified = account.make(f"{account.e}/Factors/{made.factor['sid']}", {"AuthPayload": payload}, 200)
    assert verified["status"] == "verified"
    return made


@pytest.mark.parametrize("by", ["cryptography", "PyJWT"])
def test_an_answer_signed_by_another_library_approves_a_challenge(account, phone, by):
    challenge = account.challenge(phone.factor, **DETAILS)
    claims = {**challenge, "status": "approved"}
    payload = phone.token(claims) if by == "cryptography" else jwt.encode(claims, phone.key, "ES256")
    answered = account.make(f"{account.e}/Challenges/{challenge['sid']}", {"AuthPayload": payload}, 200)
    assert answered["status"] == "approved"


def test_the_answer_of_our_phone_is_signed_for_another_library(account):
    device = account.api.entity("grace-hopper").enroll_push().device
    path = f"{account.s}/Entities/grace-hopper/Challenges"
    challenge = account.make(path, {"FactorSid": device.factor["sid"], **DETAILS})
    key = load_der_public_key(b64decode(device.public_key))
    payload = device.payload(challenge, ",".join(challenge), "approved")
    assert jwt.decode(payload, key, ["ES256"]) == {**challenge, "status": "approved"}
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(payload, Phone(account).key.public_key(), ["ES256"])


@pytest.fixture
def relying_party() -> Fido2Server:
    """The server of python-fido2."""
    return Fido2Server(PublicKeyCredentialRpEntity(id="example.com", name="Example"))


def test_our_browser_registers_and_logs_in_at_the_server_of_another_library(account, relying_party):
    browser = VirtualAuthenticator(account.world.ids.draw, "https://example.com")
    user = PublicKeyCredentialUserEntity(id=b"ada", name="ada", display_name="Ada")
    options, state = relying_party.register_begin(user, user_verification="required")
    registered = relying_party.register_complete(state, browser.create(dict(options)))
    assert registered.credential_data is not None
    options, state = relying_party.authenticate_begin([registered.credential_data], user_verification="required")
    found = relying_party.authenticate_complete(state, [registered.credential_data], browser.get(dict(options)))
    assert found.credential_id == registered.credential_data.credential_id


def test_it_is_refused_there_from_another_origin(account, relying_party):
    browser = VirtualAuthenticator(account.world.ids.draw, "https://evil.example")
    user = PublicKeyCredentialUserEntity(id=b"ada", name="ada", display_name="Ada")
    options, state = relying_party.register_begin(user)
    with pytest.raises(ValueError, match="Invalid origin"):
        relying_party.register_complete(state, browser.create(dict(options)))
