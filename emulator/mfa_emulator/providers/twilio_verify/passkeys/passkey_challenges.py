"""Passkeys challenges: made with options for the browser, approved by its authenticator's signature."""

from msgspec.structs import replace

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.twilio_verify import auth, ecdsa_signatures, resource_urls
from mfa_emulator.providers.twilio_verify.challenges import auth_payloads
from mfa_emulator.providers.twilio_verify.challenges import challenge_lookup as one
from mfa_emulator.providers.twilio_verify.context import Call, ServiceContext
from mfa_emulator.providers.twilio_verify.delivery import webhook_events
from mfa_emulator.providers.twilio_verify.errors import InvalidRequest
from mfa_emulator.providers.twilio_verify.factor_errors import (
    EntityMissing,
    FactorUnverified,
    PasskeyChallengeMismatch,
    PasskeyUnknownCredential,
)
from mfa_emulator.providers.twilio_verify.factors import entities, entity_factors
from mfa_emulator.providers.twilio_verify.passkeys import passkey_factors, webauthn
from mfa_emulator.providers.twilio_verify.records import ChallengeRecord, EntityRecord, FactorRecord
from mfa_emulator.providers.twilio_verify.types.challenges import Challenge, PasskeysChallenge
from mfa_emulator.providers.twilio_verify.types.factors import PasskeysConfig
from mfa_emulator.providers.twilio_verify.types.passkeys import (
    ApprovePasskeysChallengeRequest,
    CreatePasskeysChallengeRequest,
    PasskeysConfigRequest,
)


def create(call: Call[CreatePasskeysChallengeRequest]) -> PasskeysChallenge:
    """A new challenge: of a user, of one passkey, or of any passkey (discoverable)."""
    entity = _entity(call)
    factor = _factor(call, entity)
    if factor is None:
        _service_config(call)
    sid = "YC" + call.world.ids.hex(32)
    challenge = ChallengeRecord(
        number=call.state.next_number(),
        sid=sid,
        entity_sid=entity.sid if entity else "",
        identity=entity.identity if entity else "",
        factor_sid=factor.sid if factor else "",
        factor_type="passkeys",
        created_at=call.now,
        updated_at=call.now,
        expires_at=call.now + call.settings.passkey_timeout * SECOND,
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
    challenge = data.challenges.by("sid", client.challenge_text)
    if challenge is None or challenge.factor_type != "passkeys":
        raise PasskeyChallengeMismatch(reason=f"there is no passkeys challenge {client.challenge_text!r}")
    one.check_open(context, challenge)
    factor = _credential(context, answer, challenge)
    assert factor.passkeys is not None
    assert factor.passkey is not None
    options = options_of(context, challenge)
    key = webauthn.verify(factor.passkeys, factor.passkey, client, response.authenticator_data, response.signature)
    data.factors.put(replace(factor, passkey=key))
    approved = data.challenges.put(auth_payloads.responded(challenge, "approved", context.now))
    webhook_events.fire(context, "challenge.approved", factor, approved)
    return approved, options


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
    if factor is None or not passkey_factors.names_credential(answer.id.rstrip("="), answer.raw_id):
        raise PasskeyUnknownCredential(reason=f"no passkey of this service has the id {answer.id!r}")
    if challenge.factor_sid not in ("", factor.sid) or challenge.entity_sid not in ("", factor.entity_sid):
        raise PasskeyUnknownCredential(reason=f"the challenge is not for {factor.sid} of {factor.identity!r}")
    handle = answer.response.user_handle
    if handle and ecdsa_signatures.from_base64url(handle).decode("ascii", "replace") != factor.entity_sid:
        raise PasskeyUnknownCredential(reason="userHandle is not the entity of the passkey")
    return factor


def options_of(context: ServiceContext, challenge: ChallengeRecord) -> JsonObject:
    """The options that the browser gets for a challenge."""
    factor = context.caller.data.factors.by("sid", challenge.factor_sid)
    if factor is not None:
        return passkey_factors.options(context, factor, challenge.sid)
    return {"publicKey": passkey_factors.options_of(context, _service_config(context), challenge.sid)}


def _service_config(context: ServiceContext) -> PasskeysConfig:
    """The service's own configuration, which must name a relying party. Raises InvalidRequest."""
    return passkey_factors.service_config(context, PasskeysConfigRequest())


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
