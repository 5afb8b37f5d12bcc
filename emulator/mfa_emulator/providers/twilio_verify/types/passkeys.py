"""The four passkeys requests: JSON, in snake_case, with WebAuthn's own names inside."""

from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from mfa_emulator.providers.twilio_verify.errors import InvalidRequest, TwilioError, passkeys
from mfa_emulator.providers.twilio_verify.types.base import Causes, JsonBody
from mfa_emulator.providers.twilio_verify.types.factors import FriendlyName, Identity
from mfa_emulator.providers.twilio_verify.types.services import Preference

Attachment = Literal["platform", "cross-platform"]
Encoded = Annotated[str, Meta(max_length=65536)]


_ANSWER: Causes = {
    "id": passkeys.InvalidCredentialId,
    "rawId": passkeys.InvalidRawId,
    "authenticatorAttachment": passkeys.InvalidAttachment,
    "type": passkeys.InvalidResponse,
    "response": passkeys.InvalidResponse,
    "response.attestationObject": passkeys.InvalidAttestationObject,
    "response.authenticatorData": passkeys.InvalidAuthenticatorData,
    "response.clientDataJSON": passkeys.InvalidClientData,
    "response.signature": passkeys.InvalidSignature,
}


class RelyingPartyRequest(msgspec.Struct, frozen=True):
    """The relying party that the passkey is to be for."""

    id: str | None = None
    name: str | None = None
    origins: list[str] | None = None


class PasskeysConfigRequest(msgspec.Struct, frozen=True):
    """Criteria of a passkey; those that are not given are the service's."""

    relying_party: RelyingPartyRequest | None = None
    authenticator_attachment: Attachment | Literal["any", ""] | None = None
    discoverable_credentials: Preference | None = None
    user_verification: Preference | None = None


class CreateNewPasskeysFactorRequest(JsonBody, frozen=True, kw_only=True):
    """A new passkeys factor."""

    causes: ClassVar[Causes] = {
        "friendly_name": passkeys.InvalidDisplayName,
        "identity": passkeys.InvalidIdentity,
        "config.relying_party": passkeys.InvalidRelyingParty,
        "config.relying_party.id": passkeys.InvalidRelyingPartyId,
    }
    lacking: ClassVar[Causes] = {"identity": passkeys.MissingIdentity}

    friendly_name: FriendlyName
    identity: Identity
    config: PasskeysConfigRequest | None = None


class AttestationResponse(msgspec.Struct, frozen=True, rename="camel"):
    """Answer of ``navigator.credentials.create()``."""

    attestation_object: Encoded
    client_data_json: Encoded = msgspec.field(name="clientDataJSON")
    transports: list[str] | None = None


class VerifyPasskeysFactorRequest(JsonBody, frozen=True, kw_only=True, rename="camel"):
    """Registers the authenticator's key."""

    causes: ClassVar[Causes] = _ANSWER

    response: AttestationResponse
    id: str | None = None
    raw_id: str | None = None
    authenticator_attachment: Attachment | None = None
    type: Literal["public-key"] | None = None


class CreatePasskeysChallengeRequest(JsonBody, frozen=True, kw_only=True):
    """A new challenge: for a user, for one of their passkeys, or for any passkey (discoverable)."""

    refusal: ClassVar[type[TwilioError]] = InvalidRequest

    identity: str | None = None
    factor_sid: str | None = None


class AssertionResponse(msgspec.Struct, frozen=True, rename="camel"):
    """Answer of ``navigator.credentials.get()``."""

    authenticator_data: Encoded
    signature: Encoded
    client_data_json: Encoded = msgspec.field(name="clientDataJSON")
    user_handle: str | None = None


class ApprovePasskeysChallengeRequest(JsonBody, frozen=True, kw_only=True, rename="camel"):
    """Answers a challenge with an assertion."""

    causes: ClassVar[Causes] = _ANSWER

    id: str
    raw_id: str
    authenticator_attachment: Attachment
    response: AssertionResponse
    type: Literal["public-key"] | None = None
