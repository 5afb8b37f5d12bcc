"""Challenges: create, list, fetch, and the answers of phones and of TOTP codes."""

from functools import cache

from msgspec.structs import replace

from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_emulator.core.time.windows import DAY, HOUR, Limit
from mfa_emulator.providers.twilio_verify import dates, device_tokens, idle_parameters, paging
from mfa_emulator.providers.twilio_verify.challenges import auth_payloads, push_notifications
from mfa_emulator.providers.twilio_verify.challenges import challenge_lookup as one
from mfa_emulator.providers.twilio_verify.context import Call, ServiceContext
from mfa_emulator.providers.twilio_verify.delivery import webhook_events
from mfa_emulator.providers.twilio_verify.errors import InvalidRequest
from mfa_emulator.providers.twilio_verify.errors.factors import FactorUnverified, MaxChallenges
from mfa_emulator.providers.twilio_verify.factors import entities, entity_factors, totp_factors
from mfa_emulator.providers.twilio_verify.records import SID_KINDS, ChallengeRecord, FactorRecord
from mfa_emulator.providers.twilio_verify.types import challenges as types
from mfa_emulator.providers.twilio_verify.types.base import Nothing


def create(call: Call[types.CreateChallengeParams]) -> types.Challenge:
    """A new challenge. A push one is sent to the phone; a TOTP one may carry its code already."""
    entity = entities.require(call)
    factor = entity_factors.of_entity(call, entity, call.body.factor_sid)
    if factor.status != "verified":
        raise FactorUnverified(reason=f"factor {factor.sid} is {factor.status}: verify it first")
    expires_at = _expiry(call)
    _check_details(call, factor)
    limits = _limits(call, factor)
    full = call.caller.data.tallies.full(_tally(factor), limits, call.now)
    if full:
        raise MaxChallenges(reason=f"{full[0]} challenges of factor {factor.sid} within {full[1]} s")
    challenge = _blank(call, factor, expires_at)
    if factor.factor_type == "totp" and call.body.auth_payload is not None:
        # A wrong code on creation uses up one attempt and leaves the challenge pending (guess, well supported).
        challenge = auth_payloads.judge_code(call, factor, challenge, call.body.auth_payload)
    sid = f"YC{SID_KINDS[factor.factor_type]}{call.world.ids.hex(30)}"
    challenge = replace(challenge, number=call.state.next_number(), sid=sid)
    one.keep(call, challenge)
    idle_parameters.of_challenge(call, factor.factor_type)
    call.caller.data.tallies.add(_tally(factor), limits, call.now, call.settings.kept_records)
    if factor.factor_type == "push":
        push_notifications.deliver(call, factor, challenge)
    if challenge.status == "approved":
        webhook_events.fire(call, "challenge.approved", factor, challenge)
    return one.view(call, challenge)


def list_all(call: Call[types.ListChallengeParams]) -> paging.Listing:
    """The entity's challenges, by factor and status if asked, oldest first unless `Order` says `desc`."""
    entity, body = entities.require(call), call.body
    device_tokens.own_entity(call, entity.sid)
    device = call.caller.device
    only = device.sid if device else body.factor_sid

    def fits(challenge: ChallengeRecord) -> bool:
        return (
            only in (None, challenge.factor_sid)
            and body.factor_sid in (None, challenge.factor_sid)
            and body.status in (None, challenge.status_at(call.now))
        )

    found = call.caller.data.challenges.group("entity", entity.sid)
    rows = paging.rows_of(found, fits, descending=body.order == "desc")
    return paging.answer(call, "challenges", rows, lambda challenge: one.view(call, challenge))


def fetch(call: Call[Nothing]) -> types.Challenge | Reply:
    """One challenge; while it is pending, with the names of the fields that a phone is to sign."""
    challenge = one.require(call)
    shown_challenge = one.view(call, challenge)
    if challenge.factor_type == "push" and challenge.status_at(call.now) == "pending":
        return auth_payloads.signed_fields(shown_challenge)
    return shown_challenge


def update(call: Call[types.UpdateChallengeParams]) -> types.Challenge:
    """Answer a challenge: a TOTP code, or what the phone signed. First match wins: the order is a guess."""
    challenge, body = one.require(call), call.body
    factor = call.caller.data.factors.by("sid", challenge.factor_sid)
    assert factor is not None
    one.check_open(call, challenge)
    if body.auth_payload is None:
        raise InvalidRequest.about("AuthPayload", "is missing")  # guess
    judge = auth_payloads.judge_code if factor.factor_type == "totp" else auth_payloads.judge_signed
    answered = judge(call, factor, challenge, body.auth_payload)
    if body.metadata is not None:
        answered = replace(answered, metadata=body.metadata)
    call.caller.data.challenges.put(answered)
    if answered.status != "pending":
        webhook_events.fire(call, f"challenge.{answered.status}", factor, answered)
    return one.view(call, answered)


def _blank(call: Call[types.CreateChallengeParams], factor: FactorRecord, expires_at: int) -> ChallengeRecord:
    """A new record without number and SID, which it gets when nothing can be refused any more."""
    return ChallengeRecord(
        number=0,
        sid="",
        entity_sid=factor.entity_sid,
        identity=factor.identity,
        factor_sid=factor.sid,
        factor_type=factor.factor_type,
        created_at=call.now,
        updated_at=call.now,
        expires_at=expires_at,
        details=_details(call),
        hidden_details=call.body.hidden_details,
    )


def _details(call: Call[types.CreateChallengeParams]) -> types.Details | None:
    body = call.body
    if body.message is None and not body.fields:
        return None
    details = types.Details(body.message, tuple(body.fields))
    return replace(details, date=dates.date(call.now)) if call.caller.service.push.include_date else details


def _expiry(call: Call[types.CreateChallengeParams]) -> int:
    text, settings = call.body.expiration_date, call.settings
    if text is None:
        return call.now + int(settings.challenge_validity) * SECOND
    latest = call.now + settings.challenge_max_validity * SECOND
    try:
        at = dates.read_date(text)
        if at <= call.now:
            raise ValueError(f"is past: it is {rfc3339(call.now)}")
        if at > latest:
            raise ValueError(f"is after {rfc3339(latest)}")
    except ValueError as error:
        raise InvalidRequest.about("ExpirationDate", str(error)) from None
    return at


def _check_details(call: Call[types.CreateChallengeParams], factor: FactorRecord) -> None:
    body = call.body
    if factor.factor_type == "push" and not body.message:
        raise InvalidRequest.about("Details.Message", "is missing: a push challenge needs it")
    if factor.factor_type == "totp" and body.auth_payload is not None:
        totp_factors.check_length(body.auth_payload)


def _tally(factor: FactorRecord) -> str:
    return f"challenges {factor.sid}"


def _limits(context: ServiceContext, factor: FactorRecord) -> tuple[Limit, ...]:
    settings = context.settings
    # Short codes are guessed sooner. Factors without codes have the limits of long ones (guess).
    if factor.config is not None and factor.config.code_length <= 4:
        return _limits_of(0, settings.challenges_short_code_per_day)
    return _limits_of(settings.challenges_per_hour, settings.challenges_per_day)


@cache
def _limits_of(per_hour: int, per_day: int) -> tuple[Limit, ...]:
    return (Limit(per_hour, HOUR), Limit(per_day, DAY))
