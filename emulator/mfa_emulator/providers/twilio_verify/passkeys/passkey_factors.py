"""Passkeys factors: made with options for the browser, verified by its authenticator's answer."""

from collections.abc import Iterable

from msgspec.structs import replace

from mfa_emulator.core import base64url
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.store.table import Taken
from mfa_emulator.providers.twilio_verify import auth, ecdsa_signatures
from mfa_emulator.providers.twilio_verify.context import Call, ServiceContext
from mfa_emulator.providers.twilio_verify.errors import Internal, TwilioError
from mfa_emulator.providers.twilio_verify.errors.factors import FactorMissing
from mfa_emulator.providers.twilio_verify.errors.passkeys import (
    InvalidClientData,
    InvalidCredentialId,
    InvalidRawId,
    InvalidRelyingPartyId,
    MissingCriteria,
    PasskeyInWrongState,
)
from mfa_emulator.providers.twilio_verify.factors import aging, entities, entity_factors
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

_CRITERIA = ("authenticator_attachment", "discoverable_credentials", "user_verification")


def create(call: Call[CreateNewPasskeysFactorRequest]) -> types.NewFactor:
    """A new factor with the options for ``navigator.credentials.create()``."""
    body = call.body
    factor = enroll(call, body.identity, body.friendly_name, body.config or PasskeysConfigRequest())
    return entity_factors.new_view(call, factor, None, options(call, factor))


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
    factor = _waiting(context, client.challenge_text)
    assert factor.passkeys is not None
    key = webauthn.register(factor.passkeys, client, answer.response.attestation_object)
    if not names_credential(key.credential_id, answer.id):
        raise InvalidCredentialId(reason="id is not the credential in the attestation")
    if not names_credential(key.credential_id, answer.raw_id):
        raise InvalidRawId(reason="rawId is not the credential in the attestation")
    try:
        return entity_factors.activate(context, replace(factor, passkey=key))
    except Taken:
        raise InvalidCredentialId(reason="the credential is registered already") from None


def options(context: ServiceContext, factor: FactorRecord) -> JsonObject:
    """The options for ``navigator.credentials.create()``; the challenge stands for the factor's SID (twilio-oai)."""
    config = factor.passkeys
    assert config is not None
    parameters: JsonObject = {"type": "public-key", "alg": webauthn.ES256}
    siblings = context.caller.data.factors.group("entity", factor.entity_sid)
    public: JsonObject = {
        "rp": {"id": config.relying_party.id, "name": config.relying_party.name},
        "user": {
            "id": base64url.encode(factor.entity_sid.encode()),
            "name": factor.friendly_name,
            "displayName": factor.friendly_name,
        },
        "challenge": base64url.encode(factor.sid.encode()),
        "pubKeyCredParams": [parameters] if context.settings.passkey_parameters == "array" else parameters,
        "timeout": context.settings.passkey_timeout * 1000,
        "excludeCredentials": credentials(other for other in siblings if other.sid != factor.sid),
        "authenticatorSelection": {
            "authenticatorAttachment": config.authenticator_attachment,
            "requireResidentKey": config.discoverable_credentials == "required",
            "residentKey": config.discoverable_credentials,
            "userVerification": config.user_verification,
        },
        "attestation": "none",
    }
    return {"publicKey": public}


def service_config(context: ServiceContext, asked: PasskeysConfigRequest) -> types.PasskeysConfig:
    """The criteria that are asked for, else the service's; there are no others (https://www.twilio.com/docs/errors/60393).

    Raises InvalidRelyingPartyId, MissingCriteria.
    """
    own = context.caller.service.passkeys
    party = relying_party(context, asked.relying_party or RelyingPartyRequest())
    criteria = {name: getattr(asked, name) or getattr(own, name) for name in _CRITERIA}
    missing = [name for name, value in criteria.items() if not value]
    if missing:
        names = ", ".join(missing)
        raise MissingCriteria.about(names, "neither the request's config nor the service has them")
    return types.PasskeysConfig(relying_party=party, **criteria)


def relying_party(context: ServiceContext, asked: RelyingPartyRequest) -> RelyingParty:
    """The relying party that is asked for, else the service's. Raises InvalidRelyingPartyId."""
    service = context.caller.service
    own = service.passkeys.relying_party
    party_id = asked.id or own.id
    if not party_id:
        raise _no_party(context)
    origins = asked.origins or own.origins or (f"https://{party_id}",)
    return RelyingParty(party_id, asked.name or own.name or service.friendly_name, tuple(origins))


def credentials(factors: Iterable[FactorRecord]) -> list[Json]:
    """The registered credentials of factors, as options list them."""
    return [{"type": "public-key", "id": one.passkey.credential_id} for one in factors if one.passkey is not None]


def _no_party(context: ServiceContext) -> TwilioError:
    reason = "neither the request nor the service has a relying party: config.relying_party.id"
    if context.settings.no_relying_party == "500":
        return Internal(reason=reason)
    return InvalidRelyingPartyId(reason=reason)


def _waiting(context: ServiceContext, sid: str) -> FactorRecord:
    """The factor that waits for its authenticator. Raises InvalidClientData, FactorMissing, PasskeyInWrongState."""
    if not auth.is_sid(sid, "YF"):
        raise InvalidClientData(reason=f"the challenge is of no factor: {sid!r}")
    factors = context.caller.data.factors
    factor = factors.by("sid", sid)
    if factor is None or factor.passkeys is None:
        raise entities.missing(context, FactorMissing, f"there is no passkeys factor {sid}")
    if factor.status == "verified" or not factors.is_live(factor, context.now):
        raise PasskeyInWrongState(reason=f"factor {sid} is {factor.status}, or has expired")
    unverifiable = aging.reason_unverifiable(context, factor)
    if unverifiable:
        raise PasskeyInWrongState(reason=unverifiable)
    return factor


def names_credential(credential_id: str, text: str | None) -> bool:
    """Whether a text is the credential's id; examples write it in Base64url and `rawId` in hexadecimal."""
    if text is None:
        return True
    raw = ecdsa_signatures.from_base64url(credential_id)
    return text.rstrip("=") == credential_id or text.lower() == raw.hex()
