"""One challenge: finding it, and how clients see it."""

from mfa_emulator.core.store.table import Table
from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.twilio_verify import auth, dates, device_tokens, resource_urls
from mfa_emulator.providers.twilio_verify.context import Call, ServiceContext
from mfa_emulator.providers.twilio_verify.errors.factors import (
    ChallengeAnswered,
    ChallengeExpired,
    ChallengeMissing,
    MaxChallengeAttempts,
)
from mfa_emulator.providers.twilio_verify.factors import entities
from mfa_emulator.providers.twilio_verify.records import ChallengeRecord
from mfa_emulator.providers.twilio_verify.types import challenges as types


def require(call: Call[object], name: str = "Sid") -> ChallengeRecord:
    """The challenge that the path names. Raises NotFound."""
    entity = entities.require(call)
    sid = auth.require_sid(call, "YC", name)
    challenge: ChallengeRecord | None = call.caller.data.challenges.by("sid", sid)
    if challenge is None or challenge.entity_sid != entity.sid:
        other = "" if challenge is None else f"; it belongs to {challenge.identity!r}"
        raise entities.missing(call, ChallengeMissing, f"entity {entity.identity!r} has no challenge {sid}{other}")
    device_tokens.own_factor(call, challenge.factor_sid)
    return challenge


def keep(context: ServiceContext, challenge: ChallengeRecord) -> None:
    """Remember a new challenge; the oldest make room for it."""
    challenges: Table[ChallengeRecord] = context.caller.data.challenges
    challenges.put(challenge)
    challenges.trim(context.settings.kept_records)


def check_open(context: ServiceContext, challenge: ChallengeRecord) -> None:
    """Refuse an answer that comes too late. Raises ChallengeAnswered, ChallengeExpired, MaxChallengeAttempts."""
    status = challenge.status_at(context.now)
    if status in ("approved", "denied"):
        assert challenge.responded_at is not None
        raise ChallengeAnswered(reason=f"challenge {challenge.sid} was {status} at {rfc3339(challenge.responded_at)}")
    if status == "expired":
        raise ChallengeExpired(
            reason=f"challenge {challenge.sid} expired at {rfc3339(challenge.expires_at)}; now {rfc3339(context.now)}"
        )
    most = context.settings.challenge_attempts
    if challenge.factor_type == "totp" and most and challenge.attempts >= most:
        raise MaxChallengeAttempts(reason=f"{challenge.attempts} wrong codes were sent for {challenge.sid}")


def view(call: Call[object], challenge: ChallengeRecord) -> types.Challenge:
    """The challenge as clients see it."""
    service = call.caller.service
    url = f"{resource_urls.entity_url(call, service.sid, challenge.identity)}/Challenges/{challenge.sid}"
    return types.Challenge(
        sid=challenge.sid,
        account_sid=service.account_sid,
        service_sid=service.sid,
        entity_sid=challenge.entity_sid,
        identity=challenge.identity,
        factor_sid=challenge.factor_sid,
        date_created=dates.date(challenge.created_at),
        date_updated=dates.date(challenge.updated_at),
        date_responded=dates.maybe_date(challenge.responded_at),
        expiration_date=dates.date(challenge.expires_at),
        status=challenge.status_at(call.now),
        responded_reason="none",  # guess: what the other published values mean is not
        details=challenge.details,
        hidden_details=challenge.hidden_details,
        metadata=challenge.metadata,
        factor_type=challenge.factor_type,
        url=url,
        links={"notifications": f"{url}/Notifications"},
    )
