"""Passkeys challenges: made with options for the browser, approved by its authenticator's signature."""

from msgspec.structs import replace

from mfa_emulator.core import base64url
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.twilio_verify import auth, ecdsa_signatures, resource_urls
from mfa_emulator.providers.twilio_verify.challenges import auth_payloads
from mfa_emulator.providers.twilio_verify.challenges import challenge_lookup as one
from mfa_emulator.providers.twilio_verify.context import Call, ServiceContext
from mfa_emulator.providers.twilio_verify.delivery import webhook_events
from mfa_emulator.providers.twilio_verify.errors import InvalidRequest
from mfa_emulator.providers.twilio_verify.errors.factors import ChallengeMissing, EntityMissing, FactorUnverified
from mfa_emulator.providers.twilio_verify.errors.passkeys import (
    InvalidClientData,
    InvalidCredentialId,
    InvalidRawId,
    InvalidResponse,
    OtherRelyingParty,
)
from mfa_emulator.providers.twilio_verify.factors import entities, entity_factors
from mfa_emulator.providers.twilio_verify.passkeys import passkey_factors, webauthn
from mfa_emulator.providers.twilio_verify.records import SID_KINDS, ChallengeRecord, EntityRecord, FactorRecord
from mfa_emulator.providers.twilio_verify.types.challenges import Challenge, PasskeysChallenge
from mfa_emulator.providers.twilio_verify.types.passkeys import (
    ApprovePasskeysChallengeRequest,
    CreatePasskeysChallengeRequest,
    RelyingPartyRequest,
)
from mfa_emulator.providers.twilio_verify.types.services import RelyingParty


def create(call: Call[CreatePasskeysChallengeRequest]) -> PasskeysChallenge:
    """A new challenge: of a user, of one passkey, or of any passkey (discoverable)."""
    entity = _entity(call)
    factor = _factor(call, entity)
    if factor is None:
        _party(call)
    sid = f"YC{SID_KINDS['passkeys']}{call.world.ids.hex(30)}"
    challenge = ChallengeRecord(
        number=call.state.next_number(),
        sid=sid,
        entity_sid=entity.sid if entity else "",
        identity=entity.identity if entity else "",
        factor_sid=factor.sid if factor else "",
        factor_type="passkeys",
        created_at=call.now,
        updated_at=call.now,
        expires_at=call.now + call.settings.passkey_challenge_timeout * SECOND,
    )
    one.keep(call, challenge)
    return _view(call, challenge, options_of(call, challenge), "Challenges")


def approve(call: Call[ApprovePasskeysChallengeRequest]) -> PasskeysChallenge:
    """Answer a challenge with an assertion by a registered passkey."""
    approved, options = judge(call, call.body)
    return _view(call, approved, options, "ApproveChallenge")


def judge(context: ServiceContext, answer: ApprovePasskeysChallengeRequest) -> tuple[ChallengeRecord, JsonObject]:
    """The challenge that clientDataJSON names (guess), approved by the assertion, and the options it came with."""
    response, data = answer.response, context.caller.data
    client = webauthn.read_client_data(response.client_data_json)
    challenge = _waiting(context, client.challenge_text)
    factor = _credential(context, answer, challenge)
    assert factor.passkeys is not None
    assert factor.passkey is not None
    options = options_of(context, challenge)
    key = webauthn.verify(factor.passkeys, factor.passkey, client, response.authenticator_data, response.signature)
    data.factors.put(replace(factor, passkey=key))
    approved = data.challenges.put(auth_payloads.responded(challenge, "approved", context.now))
    webhook_events.fire(context, "challenge.approved", factor, approved)
    return approved, options


def _waiting(context: ServiceContext, sid: str) -> ChallengeRecord:
    """The challenge that waits for an answer. Raises InvalidClientData, ChallengeMissing, what `check_open` does."""
    if not auth.is_sid(sid, "YC"):
        raise InvalidClientData(reason=f"there is no passkeys challenge {sid!r}")
    challenge = context.caller.data.challenges.by("sid", sid)
    if challenge is None or challenge.factor_type != "passkeys":
        raise entities.missing(context, ChallengeMissing, f"there is no passkeys challenge {sid}")
    one.check_open(context, challenge)
    return challenge


def _entity(call: Call[CreatePasskeysChallengeRequest]) -> EntityRecord | None:
    identity = call.body.identity
    if not identity:
        if call.body.factor_sid:
            raise InvalidRequest.about("identity", "is needed beside factor_sid")
        return None
    entity = entities.find(call, identity)
    if entity is None:
        raise entities.missing(call, EntityMissing, f"no entity {identity!r} in service {call.caller.service.sid}")
    return entity


def _factor(call: Call[CreatePasskeysChallengeRequest], entity: EntityRecord | None) -> FactorRecord | None:
    sid = call.body.factor_sid
    if not sid or entity is None:
        return None
    if not auth.is_sid(sid, "YF"):
        raise InvalidRequest.about("factor_sid", f"{sid!r} is no factor SID")
    factor = entity_factors.of_entity(call, entity, sid)
    if factor.passkeys is None:
        raise InvalidRequest.about("factor_sid", f"{sid} is a {factor.factor_type} factor")
    if factor.status != "verified":
        raise FactorUnverified(reason=f"factor {sid} is {factor.status}: verify it first")
    return factor


def _credential(
    context: ServiceContext, answer: ApprovePasskeysChallengeRequest, challenge: ChallengeRecord
) -> FactorRecord:
    """The factor that registered the credential; it must be one that the challenge is for."""
    factor = context.caller.data.factors.by("credential_id", answer.id.rstrip("="))
    if factor is None:
        raise InvalidCredentialId(reason=f"no passkey of this service has the id {answer.id!r}")
    if not passkey_factors.names_credential(answer.id.rstrip("="), answer.raw_id):
        raise InvalidRawId(reason="rawId is not the credential that id names")
    if challenge.factor_sid not in ("", factor.sid) or challenge.entity_sid not in ("", factor.entity_sid):
        raise InvalidCredentialId(reason=f"the challenge is not for {factor.sid} of {factor.identity!r}")
    _check_party(context, factor, challenge)
    handle = answer.response.user_handle
    if handle and ecdsa_signatures.from_base64url(handle).decode("ascii", "replace") != factor.entity_sid:
        raise InvalidResponse(reason="userHandle is not the entity of the passkey")
    return factor


def _check_party(context: ServiceContext, factor: FactorRecord, challenge: ChallengeRecord) -> None:
    assert factor.passkeys is not None
    own = factor.passkeys.relying_party.id
    if not challenge.factor_sid and _party(context).id != own:
        raise OtherRelyingParty(reason=f"the challenge is for {_party(context).id!r}, the passkey for {own!r}")


def options_of(context: ServiceContext, challenge: ChallengeRecord) -> JsonObject:
    """The options for ``navigator.credentials.get()``, as Twilio's passkeys SDKs read them.

    The description's example has options for the making of a passkey, which no browser takes here.
    """
    data = context.caller.data
    factor = data.factors.by("sid", challenge.factor_sid)
    if factor is not None and factor.passkeys is not None:
        party, verification, allowed = factor.passkeys.relying_party, factor.passkeys.user_verification, [factor]
    else:
        # Of a service that says nothing, WebAuthn's own default.
        party, verification = _party(context), context.caller.service.passkeys.user_verification or "preferred"
        allowed = data.factors.group("entity", challenge.entity_sid) if challenge.entity_sid else []
    public: JsonObject = {
        "challenge": base64url.encode(challenge.sid.encode()),
        "timeout": context.settings.passkey_challenge_timeout * 1000,
        "rpId": party.id,
        "allowCredentials": passkey_factors.credentials(allowed),
        "userVerification": verification,
    }
    return {"publicKey": public}


def _party(context: ServiceContext) -> RelyingParty:
    """The service's own relying party. Raises InvalidRelyingPartyId."""
    return passkey_factors.relying_party(context, RelyingPartyRequest())


def _view(call: Call[object], challenge: ChallengeRecord, options: JsonObject, segment: str) -> PasskeysChallenge:
    """The challenge as the operations show it: `url` is the path that was called, expiry and links are null."""
    fields = {name: getattr(one.view(call, challenge), name) for name in Challenge.__struct_fields__}
    fields |= {
        "url": f"{resource_urls.service_url(call, call.caller.service.sid)}/Passkeys/{segment}",
        "links": None,
        "expiration_date": None,
        "date_responded": None,
    }
    return PasskeysChallenge(**fields, options=options)
