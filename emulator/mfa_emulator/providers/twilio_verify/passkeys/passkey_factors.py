"""Passkeys factors: made with options for the browser, verified by its authenticator's answer."""

from msgspec.structs import replace

from mfa_emulator.core import base64url
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.store.table import Taken
from mfa_emulator.providers.twilio_verify import ecdsa_signatures
from mfa_emulator.providers.twilio_verify.context import Call, ServiceContext
from mfa_emulator.providers.twilio_verify.errors import InvalidRequest
from mfa_emulator.providers.twilio_verify.factor_errors import (
    InvalidPasskey,
    PasskeyAlreadyVerified,
    PasskeyChallengeMismatch,
)
from mfa_emulator.providers.twilio_verify.factors import entities, entity_factors
from mfa_emulator.providers.twilio_verify.passkeys import webauthn
from mfa_emulator.providers.twilio_verify.records import FactorRecord
from mfa_emulator.providers.twilio_verify.types import factors as types
from mfa_emulator.providers.twilio_verify.types.passkeys import (
    CreateNewPasskeysFactorRequest,
    PasskeysConfigRequest,
    RelyingPartyRequest,
    VerifyPasskeysFactorRequest,
)
from mfa_emulator.providers.twilio_verify.types.services import RelyingParty


def create(call: Call[CreateNewPasskeysFactorRequest]) -> types.NewFactor:
    """A new factor with the options for ``navigator.credentials.create()``."""
    body = call.body
    factor = enroll(call, body.identity, body.friendly_name, body.config or PasskeysConfigRequest())
    return entity_factors.new_view(call, factor, None, options(call, factor, factor.sid))


def verify(call: Call[VerifyPasskeysFactorRequest]) -> types.Factor:
    """Register the authenticator's key."""
    return entity_factors.view(call, register(call, call.body))


def enroll(context: ServiceContext, identity: str, friendly_name: str, asked: PasskeysConfigRequest) -> FactorRecord:
    """A new factor of the identity, unverified; its entity is made if there is none."""
    config = service_config(context, asked)
    entity = entities.find(context, identity)
    if entity is None:
        entities.check_rate(context)
        entity = entities.make(context, identity)
    else:
        entity_factors.check_room(context, entity, "passkeys")
    blank = entity_factors.blank(context, entity, friendly_name, "passkeys")
    return entity_factors.add(context, replace(blank, passkeys=config))


def register(context: ServiceContext, answer: VerifyPasskeysFactorRequest) -> FactorRecord:
    """The factor, verified by what its authenticator made: the one that clientDataJSON's challenge encodes (guess)."""
    client = webauthn.read_client_data(answer.response.client_data_json)
    factor = context.caller.data.factors.live_by("sid", client.challenge_text, context.now)
    if factor is None or factor.passkeys is None:
        raise PasskeyChallengeMismatch(reason=f"the challenge is of no factor: {client.challenge_text!r}")
    if factor.status == "verified":
        raise PasskeyAlreadyVerified(reason=f"factor {factor.sid} is verified")
    key = webauthn.register(factor.passkeys, client, answer.response.attestation_object)
    if not names_credential(key.credential_id, answer.id) or not names_credential(key.credential_id, answer.raw_id):
        raise InvalidPasskey(reason="id or rawId is not the credential in the attestation")
    try:
        return entity_factors.activate(context, replace(factor, passkey=key))
    except Taken:
        raise InvalidPasskey(reason="the credential is registered already") from None


def options(context: ServiceContext, factor: FactorRecord, challenge: str) -> JsonObject:
    """The options that the browser gets; `challenge` is the SID that it stands for (twilio-oai)."""
    config = factor.passkeys
    assert config is not None
    public = options_of(context, config, challenge)
    public["user"] = {
        "id": base64url.encode(factor.entity_sid.encode()),
        "name": factor.friendly_name,
        "displayName": factor.friendly_name,
    }
    public["excludeCredentials"] = [
        {"type": "public-key", "id": other.passkey.credential_id}
        for other in context.caller.data.factors.group("entity", factor.entity_sid)
        if other.passkey is not None and other.sid != factor.sid
    ]
    return {"publicKey": public}


def options_of(context: ServiceContext, config: types.PasskeysConfig, challenge: str) -> JsonObject:
    """The options that do not depend on the user."""
    parameters: JsonObject = {"type": "public-key", "alg": webauthn.ES256}
    party = config.relying_party
    return {
        "rp": {"id": party.id, "name": party.name},
        "user": {"id": "", "name": "", "displayName": ""},
        "challenge": base64url.encode(challenge.encode()),
        "pubKeyCredParams": [parameters] if context.settings.passkey_parameters == "array" else parameters,
        "timeout": context.settings.passkey_timeout * 1000,
        "excludeCredentials": [],
        "authenticatorSelection": {
            "authenticatorAttachment": config.authenticator_attachment,
            "requireResidentKey": config.discoverable_credentials == "required",
            "residentKey": config.discoverable_credentials,
            "userVerification": config.user_verification,
        },
        "attestation": "none",
    }


def service_config(context: ServiceContext, asked: PasskeysConfigRequest) -> types.PasskeysConfig:
    """The criteria that are asked for, else the service's, else those of the examples in twilio-oai (guess)."""
    service = context.caller.service
    own, party = service.passkeys, asked.relying_party or RelyingPartyRequest()
    party_id = party.id or own.relying_party.id
    if not party_id:
        raise InvalidRequest.about("config.relying_party.id", "neither the request nor the service has one")
    origins = party.origins or own.relying_party.origins or (f"https://{party_id}",)
    name = party.name or own.relying_party.name or service.friendly_name
    return types.PasskeysConfig(
        relying_party=RelyingParty(party_id, name, tuple(origins)),
        authenticator_attachment=asked.authenticator_attachment or own.authenticator_attachment or "platform",
        discoverable_credentials=asked.discoverable_credentials or own.discoverable_credentials or "preferred",
        user_verification=asked.user_verification or own.user_verification or "preferred",
    )


def names_credential(credential_id: str, text: str | None) -> bool:
    """Whether a text is the credential's id; examples write it in Base64url and `rawId` in hexadecimal."""
    if text is None:
        return True
    raw = ecdsa_signatures.from_base64url(credential_id)
    return text.rstrip("=") == credential_id or text.lower() == raw.hex()
